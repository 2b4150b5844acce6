"""Write everything into one file, and the newest keys into another, while the web serves."""

import argparse
from pathlib import Path

from ningju.jobs.django_setup import require_tables, start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the data; an earlier backup is replaced")
    parser.add_argument(
        "--keys",
        type=Path,
        metavar="PATH",
        help="the keys (default: ningju.keys beside FILE); always replaced",
    )


def run(options: argparse.Namespace) -> None:
    """Back up, as the owner role; progress goes to standard error."""
    start_django()
    require_tables()
    from ningju.jobs.backup.owner_link import owner_link
    from ningju.jobs.backup.write import keys_path, told_in_words, write_backup

    file = options.file.absolute()
    with owner_link() as link:
        written = write_backup(link, file, keys_path(file, options.keys))
    print(told_in_words(written))
