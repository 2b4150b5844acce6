"""Restore a backup into an empty database."""

import argparse
from pathlib import Path

from ningju.jobs.django_setup import start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to restore."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the data")
    parser.add_argument(
        "--keys", type=Path, metavar="PATH", help="the newest keys file (default: ningju.keys beside FILE)"
    )
    parser.add_argument(
        "--without-keys", action="store_true", help="the keys are lost: nothing sealed will ever open"
    )
    parser.add_argument(
        "--new-secret", action="store_true", help="NINGJU_SECRET_KEY is lost: links and codes will be dead"
    )


def run(options: argparse.Namespace) -> None:
    """Restore, as the owner role; progress goes to standard error."""
    start_django()
    from ningju.jobs.backup.restore import restore_backup, told_in_words
    from ningju.jobs.backup.write import keys_path

    keys = None if options.without_keys else keys_path(options.file, options.keys)
    loaded = restore_backup(options.file, keys, is_new_secret_meant=options.new_secret)
    print(told_in_words(loaded, has_keys=keys is not None))
