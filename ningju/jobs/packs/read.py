"""Reads a pack from its folder: the whole of it, or nothing and every reason why."""

from pathlib import Path
from typing import Any

from ningju.jobs.packs import columns
from ningju.jobs.packs.categories import read_categories
from ningju.jobs.packs.check import check_pack
from ningju.jobs.packs.check_steps import check_stories
from ningju.jobs.packs.contents import Pack
from ningju.jobs.packs.maps import read_blocks, read_shapes
from ningju.jobs.packs.openings import read_named_hours
from ningju.jobs.packs.problems import Findings
from ningju.jobs.packs.words import read_words

TABLES = (
    columns.TIMELINE,
    columns.ORGANISATIONS,
    columns.AMENITIES,
    columns.MATTERS,
    columns.CASES,
    columns.NEEDS,
    columns.STEPS,
    columns.RESOURCES,
    columns.OPPORTUNITIES,
    columns.CARE,
    columns.STAFF,
)
FILES = (
    "pack.toml",
    "hours.toml",
    "categories.toml",
    "blocks.geojson",
    "streets.geojson",
    "places.csv",
    *(table.file for table in TABLES),
)


def read_pack(path: Path) -> Pack:
    """Return the pack in a folder, checked.

    Args:
        path: the folder; docs/packs.md describes its files.

    Raises:
        PackError: something is wrong; it lists every problem with file, line and mend.
    """
    findings = Findings()
    check_files(path, findings)
    words = read_words(path, findings)
    named_hours = read_named_hours(path, findings)
    blocks = read_blocks(path, findings)
    shapes = read_shapes(path, findings)
    places = columns.places_table(named_hours).read(path, findings)
    categories = read_categories(path, findings)
    rows: dict[str, Any] = {Path(table.file).stem: table.read(path, findings) for table in TABLES}
    findings.raise_if_any()
    assert words is not None, "nothing was found wrong, so pack.toml was read"
    pack = Pack(
        path=path,
        community=words,
        blocks=blocks,
        shapes=shapes,
        places=places,
        categories=categories,
        **rows,
    )
    check_pack(pack, findings)
    check_stories(pack, findings)
    findings.raise_if_any()
    return pack


def check_files(path: Path, findings: Findings) -> None:
    """Note files that belong to no pack: most often a name spelt wrong."""
    if not path.is_dir():
        findings.add(str(path), 0, "", "没有这个文件夹", "there is no such folder")
        return
    for file in path.iterdir():
        if file.suffix in (".csv", ".toml", ".geojson") and file.name not in FILES:
            findings.add(
                file.name,
                0,
                "",
                f"不认识这个文件；可用：{'、'.join(FILES)}",
                f"no pack has this file; there are: {', '.join(FILES)}",
            )
