"""Check and load a ledger: ``ningju import places FILE``."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ningju.jobs.cli import CommandFailed
from ningju.jobs.django_setup import require_tables, start_django
from ningju.kernel.text import Bilingual

if TYPE_CHECKING:
    from ningju.flows.ledgers import CheckReport
    from ningju.ground.sheets import Sheet
    from ningju.rooms.communities.models import Community
    from ningju.rooms.ledgers.models import ImportBatch

BY = "command line"
MOST_SHOWN = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take which ledger, which file, and how."""
    parser.add_argument("kind", choices=("places", "organisations", "resources"), help="which ledger it is")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="an xlsx, xls or csv; see docs/rooms/ledgers.md"
    )
    parser.add_argument("--community", metavar="SLUG", default="", help="needed if there are several")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="名称=name_zh",
        help="which column of the file is which of ours; nothing after = leaves it out; may be repeated",
    )
    parser.add_argument("--dry-run", action="store_true", help="check only, store nothing")
    parser.add_argument("--park", action="store_true", help="load the good rows and set the bad ones aside")


def run(options: argparse.Namespace) -> None:
    """Check the whole file, then load it, or go on with a load that was killed.

    Raises:
        CommandFailed: the file is refused or has bad rows; every reason stands above.
    """
    start_django()
    require_tables()
    from ningju.flows.ledgers import LoadStopped
    from ningju.ground.sheets import BY_HAND, SheetUnreadable, open_sheet
    from ningju.rooms.ledgers.problems import LedgerForbidden
    from ningju.rooms.ledgers.watching import check_names

    try:
        community = named_community(options.community)
        sheet = open_sheet(options.file, BY_HAND)
        check_names(sheet.header, options.file.name)
        mapping = chosen_columns(sheet, options)
        report = check(community, sheet, options.kind, mapping)
        show(options.file.name, report)
        if report.rows_bad and not options.park:
            raise CommandFailed(
                both(
                    f"{report.rows_bad} 行要改，什么也没导入",
                    f"{report.rows_bad} rows to mend, nothing was loaded",
                )
            )
        if options.dry_run:
            print(both("检查完了，什么也没存", "checked, nothing was stored"))
        else:
            load(community, sheet, mapping, report, options)
    except LedgerForbidden as forbidden:
        for refusal in forbidden.refusals:
            print(both(*pair(refusal.shown())), file=sys.stderr)
        raise CommandFailed(both(*pair(forbidden.message))) from None
    except SheetUnreadable as unreadable:
        raise CommandFailed(both(*pair(unreadable.message))) from None
    except LoadStopped as stopped:
        raise CommandFailed(both(*pair(stopped.reason))) from None
    except OSError as error:
        raise CommandFailed(
            both(f"打不开文件：{options.file}", f"cannot open the file: {error.strerror}")
        ) from None


def named_community(slug: str) -> "Community":
    """Return the community of this slug, or the only one there is.

    Raises:
        CommandFailed: there is none of this slug, or it is unclear which.
    """
    from ningju.rooms.communities.models import Community

    found = list(Community.objects.filter(slug=slug) if slug else Community.objects.all())
    if len(found) != 1:
        there = ", ".join(Community.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandFailed(
            both(f"请用 --community 写明社区：{there}", f"name one with --community: {there}")
        )
    return found[0]


def chosen_columns(sheet: "Sheet", options: argparse.Namespace) -> dict[str, str]:
    """Return name in the file → our column: what fits by name, corrected by ``--map``.

    Raises:
        CommandFailed: a column is missing, chosen twice, or not there.
    """
    from ningju.rooms.ledgers.declared import LEDGERS
    from ningju.rooms.ledgers.mapping import problems_of_mapping, propose

    ledger = LEDGERS[options.kind]
    told = dict(part.rpartition("=")[::2] for part in options.map)
    if unknown := set(told) - set(sheet.header):
        names = ", ".join(sorted(unknown))
        raise CommandFailed(both(f"文件里没有这一列：{names}", f"the file has no such column: {names}"))
    for proposal in propose(sheet.header, ledger):
        if proposal.header in told:
            reason = Bilingual("--map 指定", "by --map")
        else:
            told[proposal.header], reason = proposal.column, proposal.reason
        ours = told[proposal.header] or both("不导入", "left out")
        print(f"  {proposal.header} → {ours}（{both(*pair(reason))}）", file=sys.stderr)
    mapping = {name: ours for name, ours in told.items() if ours}
    if problems := problems_of_mapping(mapping, ledger):
        raise CommandFailed("; ".join(both(*pair(problem)) for problem in problems))
    return mapping


def check(community: "Community", sheet: "Sheet", kind: str, mapping: dict[str, str]) -> "CheckReport":
    """Read the whole file and store nothing."""
    from ningju.flows.ledgers import check_ledger
    from ningju.ground.tenancy import in_community

    with in_community(community.pk):
        report = check_ledger(sheet, kind, mapping, progress=lambda row: tell(both("检查", "checking"), row))
    print(file=sys.stderr)
    return report


def show(name: str, report: "CheckReport") -> None:
    """Print what is wrong, and how many rows are good."""
    for problem in report.problems[:MOST_SHOWN]:
        print(f"{name}: {both(*pair(problem.shown()))}")
    if len(report.problems) > MOST_SHOWN:
        rest = len(report.problems) - MOST_SHOWN
        print(both(f"…还有 {rest} 处", f"… and {rest} more"))
    zh = f"{report.rows} 行：新的 {report.rows_new}，已有 {report.rows_known}，要改 {report.rows_bad}"
    counts = f"{report.rows_new} new, {report.rows_known} known, {report.rows_bad} to mend"
    print(both(zh, f"{report.rows} rows: {counts}"))


def load(
    community: "Community",
    sheet: "Sheet",
    mapping: dict[str, str],
    report: "CheckReport",
    options: argparse.Namespace,
) -> None:
    """Load the file, or go on where a killed run stopped, and say what came of it."""
    from ningju.flows.ledgers import load_rows
    from ningju.ground.sheets import BY_HAND

    batch = open_batch(community, sheet, mapping, report, options)
    done = load_rows(
        community_id=community.pk,
        batch=batch,
        path=options.file,
        sheet=sheet,
        limits=BY_HAND,
        progress=lambda now: tell(both("导入", "loading"), now.rows_written, now.rows),
    )
    print(file=sys.stderr)
    zh = f"新 {done.rows_new}，改 {done.rows_changed}，不变 {done.rows_same}，搁置 {done.rows_parked}"
    en = f"loaded: {done.rows_new} new, {done.rows_changed} changed, {done.rows_same} the same"
    print(both(f"导入完成：{zh}", f"{en}, {done.rows_parked} set aside"))


def open_batch(
    community: "Community",
    sheet: "Sheet",
    mapping: dict[str, str],
    report: "CheckReport",
    options: argparse.Namespace,
) -> "ImportBatch":
    """Return the batch of this very file that was killed, or a new one that is checked."""
    from ningju.ground.tenancy import in_community
    from ningju.rooms.ledgers import services
    from ningju.rooms.ledgers.models import ImportBatch
    from ningju.rooms.organisations.access import Actor

    basis = services.basis_of(sheet.digest, options.kind, mapping)
    by = Actor(None, BY, frozenset({"admin"}), frozenset())
    with in_community(community.pk):
        killed = ImportBatch.objects.filter(
            state=ImportBatch.State.RUNNING,
            via=ImportBatch.Via.COMMAND,
            checked_basis=basis,
            is_parking=options.park,
        ).first()
        if killed is not None:
            print(
                both(f"接着第 {killed.progress_row} 行继续", f"going on behind row {killed.progress_row}"),
                file=sys.stderr,
            )
            return killed
        batch = services.start_batch(
            kind=options.kind,
            file_name=options.file.name,
            file_format=sheet.format,
            file_digest=sheet.digest,
            header=sheet.header,
            mapping=mapping,
            by=by,
            via=ImportBatch.Via.COMMAND,
        )
        services.note_checked(batch=batch, rows=report.rows, rows_bad=report.rows_bad)
        return services.start_loading(batch=batch, is_parking=options.park, by_name=BY)


def tell(what: str, row: int, rows: int = 0) -> None:
    """Say on standard error how far it is; on a terminal the line is written over."""
    end = "\r" if sys.stderr.isatty() else "\n"
    if sys.stderr.isatty() or row % 10_000 < 500:
        print(f"  {what}: {row}{f'/{rows}' if rows else ''}", end=end, file=sys.stderr, flush=True)


def pair(text: Bilingual) -> tuple[str, str]:
    """Return both languages of a text."""
    return text.zh, text.en


def both(zh: str, en: str) -> str:
    """Return one line in both languages."""
    return f"{zh} / {en}"
