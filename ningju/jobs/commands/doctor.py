"""Check database, roles, disk, keys, calendar and jobs, and say how to mend what is wrong."""

import argparse

from ningju.jobs.django_setup import start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> int:
    """Print every finding; the exit code is 1 if any is bad."""
    start_django()
    from ningju.jobs.doctor import examine

    findings = []
    for finding in examine():
        print(finding, flush=True)
        findings.append(finding)
    return 0 if all(finding.is_well for finding in findings) else 1
