"""The ``ningju`` command: find the module of a word, run it, fail with one clear line."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Any

COMMANDS = {
    "demo": "start everything with the demo neighbourhoods and print the doors",
    "serve": "serve the web and run the jobs on the database of the environment",
    "web": "serve the web only",
    "worker": "run the jobs only",
    "migrate": "bring the tables up to date, as the owner role",
    "doctor": "check database, roles, disk, calendar and jobs, and say how to mend",
    "pack": "check or load a neighbourhood's pack",
    "import": "check and load a ledger of places, organisations or offers",
    "holidays": "check or load a year's public-holiday notice",
    "staff": "add a member of staff, or take a role away",
    "vault": "make a vault key, replace keys, say how they stand",
    "verify-log": "check that the access log is whole",
    "erase-due": "erase whatever is past its time",
    "backup": "write everything into a file, and the newest keys into another",
    "restore": "bring a backup into an empty database",
    "locale": "collect, add, check and compile translations",
}

NAMED_OTHERWISE = {"import": "import_ledger"}
"""Words that Python keeps for itself, and the module of each."""


class CommandFailed(Exception):
    """A command cannot go on; the message is one line that says what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(prog="ningju", description="Ningju 凝聚")
    words = parser.add_subparsers(dest="word", required=True, metavar="COMMAND")
    argv = list(sys.argv[1:] if argv is None else argv)
    for word, purpose in COMMANDS.items():
        command = words.add_parser(word, help=purpose, description=purpose)
        if argv[:1] == [word]:
            module_of(word).arguments(command)
    options = parser.parse_args(argv)
    try:
        return int(module_of(options.word).run(options) or 0)
    except CommandFailed as failure:
        print(f"ningju {options.word}: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def module_of(word: str) -> Any:
    """Return the module of a command."""
    return importlib.import_module(
        f"ningju.jobs.commands.{NAMED_OTHERWISE.get(word, word.replace('-', '_'))}"
    )
