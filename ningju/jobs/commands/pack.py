"""Check or load a neighbourhood's pack."""

import argparse
from pathlib import Path

from ningju.jobs.cli import CommandFailed
from ningju.jobs.django_setup import require_tables, start_django
from ningju.jobs.packs.problems import PackError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and the pack's folder."""
    parser.add_argument("act", choices=("check", "load"), help="check only, or check and load")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the pack's folder; see docs/packs.md")


def run(options: argparse.Namespace) -> None:
    """Check the pack and, if asked, load it.

    Raises:
        CommandFailed: something in the pack is wrong; every problem stands above.
    """
    try:
        if options.act == "check":
            check(options.folder)
        else:
            load(options.folder)
    except PackError as error:
        print(error)
        count = len(error.problems)
        raise CommandFailed(
            f"{options.folder}：{count} 处要改，什么也没载入 / {count} to mend, nothing was loaded"
        ) from None


def check(folder: Path) -> None:
    """Read the pack and say what it holds."""
    from ningju.jobs.packs.read import read_pack

    pack = read_pack(folder)
    counts = {
        "places": len(pack.places),
        "cases": len(pack.cases),
        "needs": len(pack.needs),
        "resources": len(pack.resources),
        "opportunities": len(pack.opportunities),
    }
    said = ", ".join(f"{name} {count}" for name, count in counts.items())
    print(f"{pack.community.slug}：没有问题 / nothing to mend ({said})")


def load(folder: Path) -> None:
    """Load the pack and say what came in."""
    start_django()
    require_tables()
    from ningju.jobs.packs.load import load_pack

    print("正在载入 / Loading …", flush=True)
    report = load_pack(folder)
    for table, count in sorted(report.gained.items()):
        print(f"  {table:<34}{count:>6}")
    if report.is_new:
        print(f"{report.slug}：已载入 / loaded")
    elif report.is_change:
        print(f"{report.slug}：已更新 / brought up to date")
    else:
        print(f"{report.slug}：和上次一样，没有变化 / the same as before, nothing changed")
