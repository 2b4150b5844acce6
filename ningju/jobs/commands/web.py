"""Serve the web only."""

import argparse
import os

from ningju.jobs.django_setup import start_django
from ningju.jobs.processes import web_command


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")


def run(options: argparse.Namespace) -> None:
    """Become the web server."""
    start_django()
    command = web_command(options.host, options.port)
    os.execv(command[0], command)
