"""Serve the web and run the jobs on the database of the environment."""

import argparse
import os
import signal

from ningju.jobs.commands import web
from ningju.jobs.django_setup import start_django
from ningju.jobs.processes import Household, web_command, worker_command


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen."""
    web.arguments(parser)


def run(options: argparse.Namespace) -> None:
    """Run until stopped; start again what dies."""
    start_django()
    household = Household(os.environ)
    household.add("web", web_command(options.host, options.port))
    household.add("jobs", worker_command(), when_orphaned=signal.SIGKILL)
    household.run()
