"""Bring the tables up to date, as the owner role."""

import argparse

from ningju.jobs.django_setup import migrate_if_needed, start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> None:
    """Migrate and say whether anything changed."""
    start_django()
    print("Tables brought up to date." if migrate_if_needed() else "Tables were up to date.")
