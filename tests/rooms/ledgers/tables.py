"""Ledgers for tests."""

from collections.abc import Sequence
from typing import Any

HEADER = ["编号", "名称", "类型", "级别", "地址", "纬度", "经度", "备注"]


def place_row(number: int, **more: Any) -> list[Any]:
    """Return one row of a ledger of places, changed as asked."""
    told = {
        "编号": f"P{number:03}",
        "名称": f"安化路{number}号楼",
        "类型": "楼宇",
        "级别": "",
        "地址": f"安化路{number}号",
        "纬度": 31.2199,
        "经度": 121.4111,
        "备注": "门口能停电瓶车",
    }
    return list((told | more).values())


def places_table(
    count: int, *, header: Sequence[str] = (), changed: dict[int, dict[str, Any]] | None = None
) -> list[list[Any]]:
    """Return a ledger of so many places; ``changed`` says what differs in which one."""
    rows = [place_row(number, **(changed or {}).get(number, {})) for number in range(1, count + 1)]
    return [list(header or HEADER), *rows]
