"""A ledger of 100,000 places as xlsx: dry run and load, beside openpyxl's plain read of the same file.

The file is made before anything is timed. Ours runs in a process of its own, whose memory at its
height the kernel tells. The promise is 60 s on the machine on which a fixed piece of work takes
CALM_MS; on a slower or busier one it grows alike, as the calibration before and after says.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.city.database import FOLDER, ROOT, bench_database, make_empty
from bench.city.plan import SMALL
from bench.race.result import calibrate
from ningju.jobs.django_setup import start_django

ROWS, FEW_ROWS = 100_000, 2_000
MOST_S, MOST_MB = 60.0, 300.0
CALM_MS = 25.0
SLUG = "bench-ledger"
HEADER = ["编号", "类型", "级别", "名称", "英文名", "地址", "英文地址", "纬度", "经度"]
HEADER += ["管理单位", "开放时间", "备注"]
STREETS = ("安化路", "定西路", "凯旋路", "江苏路", "愚园路", "武夷路", "长宁路", "西藏中路", "汉口路")
NOTES = ("门口能停电瓶车", "晚上十点以后走侧门", "藏书三千册", "电梯维修时走楼梯", "回访过，都满意")


def write_table(path: Path, rows: int) -> None:
    """Write the ledger, row by row, so that its making takes no memory."""
    import xlsxwriter

    dice = random.Random(20261124)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("地点")
        sheet.write_row(0, 0, HEADER)
        for number in range(1, rows + 1):
            street, is_station = dice.choice(STREETS), number % 5 == 0
            sheet.write_row(
                number,
                0,
                [
                    f"L{number:06}",
                    "站点" if is_station else "楼宇",
                    "微驿站" if is_station else "",
                    f"{street}{number}号{'站' if is_station else '楼'}",
                    f"{number} {'stop' if is_station else 'building'}",
                    f"{street}{number}号",
                    f"{number} Road",
                    31.2 + dice.random() / 20,
                    121.4 + dice.random() / 20,
                    "服务办",
                    "08:00-22:00",
                    dice.choice(NOTES),
                ],
            )


def plain_read(path: Path) -> float:
    """Return the seconds that openpyxl takes to read every cell and do nothing with it."""
    from openpyxl import load_workbook

    start_s = time.perf_counter()
    book = load_workbook(path, read_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        len(row)
    book.close()
    return time.perf_counter() - start_s


def make_neighbourhood() -> None:
    """Make an empty neighbourhood with the one organisation that the ledger names."""
    from ningju.ground.tenancy import in_community
    from ningju.kernel.text import Bilingual
    from ningju.rooms.communities.services import put_community
    from ningju.rooms.organisations.services import put_organisation

    make_empty()
    columns = {"name_zh": "台账", "short_name_zh": "台账", "centre_lat_deg": 31.22, "centre_lon_deg": 121.41}
    community = put_community(slug=SLUG, columns=columns, by_name="bench")
    with in_community(community.pk):
        put_organisation(slug="office", kind="unit", name=Bilingual("服务办", "Office"))


def import_alone(path: Path) -> dict[str, float]:
    """Run the import in a process of its own and return its seconds, memory and counts."""
    command = [sys.executable, "-m", "bench.ledger", "--import-only", str(path)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"the import failed: {done.stderr[-2000:]}")
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def import_here(path: Path) -> dict[str, float]:
    """Check and load a table as ``ningju import`` does, and measure."""
    from ningju.jobs.cli import main as ningju

    start_s = time.perf_counter()
    code = ningju(["import", "places", str(path), "--community", SLUG])
    took_s = time.perf_counter() - start_s
    if code != 0:
        raise RuntimeError("the import was refused")
    return {"seconds": took_s, "megabytes": height_of_memory_mb(), "places": count_places()}


def count_places() -> int:
    """Return how many places the neighbourhood has."""
    from ningju.ground.tenancy import in_community
    from ningju.rooms.communities.models import Community
    from ningju.rooms.places.models import Place

    with in_community(Community.objects.get(slug=SLUG).pk):
        return Place.objects.count()


def height_of_memory_mb() -> float:
    """Return the most memory that this process held at once, and with it the most that its reader held."""
    lines = Path("/proc/self/status").read_text().splitlines()
    own_kb = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return (own_kb + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def judge(
    rows: int, first: dict[str, float], again: dict[str, float], plain_s: float, marks: list[float]
) -> bool:
    """Print what was measured and say whether the promises were kept."""
    slowness = max(1.0, sum(marks) / len(marks) / CALM_MS)
    most_s = MOST_S * slowness
    print(f"{'what':<44}{'seconds':>9}{'MB':>7}{'promised':>16}")
    print(f"{'openpyxl, read only, every cell':<44}{plain_s:>9.1f}")
    for name, told in (
        (f"ours: dry run and load of {rows:,} rows", first),
        ("ours: the same file again", again),
    ):
        promised = f"{most_s:.0f} s, {MOST_MB:.0f} MB"
        print(f"{name:<44}{told['seconds']:>9.1f}{told['megabytes']:>7.0f}{promised:>16}")
    print(f"Calibration: {', '.join(f'{mark:.0f}' for mark in marks)} ms; {CALM_MS:.0f} ms is calm.")
    is_kept = first["places"] == again["places"] == rows
    for told in (first, again):
        is_kept = is_kept and told["seconds"] <= most_s and told["megabytes"] <= MOST_MB
    worst_s, worst_mb = (max(first[key], again[key]) for key in ("seconds", "megabytes"))
    print(
        f"RESULT ratio={most_s / worst_s:.2f} (promised seconds / ours; 1 or more keeps it) "
        f"openpyxl_ratio={plain_s / first['seconds']:.2f} megabytes={worst_mb:.0f}"
    )
    return is_kept


def main(words: Sequence[str] | None = None) -> int:
    """Make the file, read it plainly, import it twice, and fail below the promise."""
    parser = argparse.ArgumentParser(prog="run.py bench ledger", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small ledger; judges nothing")
    parser.add_argument("--import-only", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.import_only:
        print(json.dumps(import_here(options.import_only)))
        return 0
    rows = FEW_ROWS if options.quick else ROWS
    with bench_database(SMALL):
        start_django()
        make_neighbourhood()
        path = FOLDER / "files" / f"ledger-{rows}.xlsx"
        write_table(path, rows)
        marks = [calibrate()]
        plain_s = plain_read(path)
        marks.append(calibrate())
        first = import_alone(path)
        marks.append(calibrate())
        again = import_alone(path)
        marks.append(calibrate())
        path.unlink()
    is_kept = judge(rows, first, again, plain_s, marks)
    return 0 if options.quick or is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
