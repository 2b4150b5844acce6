"""Check or load a year's public-holiday notice."""

import argparse
from pathlib import Path

from ningju.jobs.cli import CommandFailed
from ningju.jobs.django_setup import require_tables, start_django
from ningju.kernel.errors import Unreadable
from ningju.kernel.holiday_notice import Notice, load_notice


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and the notice's file."""
    parser.add_argument("act", choices=("check", "load"), help="check only, or check and load")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a TOML file like those in ningju/kernel/notices/"
    )


def run(options: argparse.Namespace) -> None:
    """Check the notice and, if asked, let every clock go by it.

    Raises:
        CommandFailed: the file cannot be read, with the place and the mend.
    """
    try:
        print(summary(load_notice(options.file)))
        if options.act == "load":
            load(options.file)
    except Unreadable as error:
        raise CommandFailed(f"{error.message.zh} / {error.message.en}") from None
    except OSError as error:
        words = f"{error.filename}: {error.strerror}"
        raise CommandFailed(f"打不开文件：{words} / cannot open the file: {words}") from None


def summary(notice: Notice) -> str:
    """Say what a notice holds, in one line."""
    days = sum(1 for holiday in notice.holidays for _day in holiday.days())
    worked = len(notice.makeup_days)
    return (
        f"{notice.title} {notice.number}\n{notice.year}：放假 {days} 天，调休上班 {worked} 天 / "
        f"{days} days off, {worked} make-up working days"
    )


def load(file: Path) -> None:
    """Keep the notice, and queue the work on the answer-by times of every community."""
    start_django()
    require_tables()
    from django.db import transaction

    from ningju.ground.holidays import keep_notice
    from ningju.jobs.schedule import defer_for_all

    keep_notice(file)
    with transaction.atomic():
        count = defer_for_all("cases.move_due_times")
    print(
        f"已载入；{count} 个社区的答复时限会重新计算 / "
        f"Loaded; the jobs will reckon the answer-by times of {count} communities anew."
    )
