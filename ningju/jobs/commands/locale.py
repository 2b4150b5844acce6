"""Collect, add, check and compile translations."""

import argparse

from ningju.jobs import locale


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what ``ningju.jobs.locale`` takes."""
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="add FILE.json … | collect | check | compile"
    )


def run(options: argparse.Namespace) -> int:
    """Hand the words on."""
    return locale.main(options.words)
