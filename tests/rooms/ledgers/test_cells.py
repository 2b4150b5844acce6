"""Each cell is read, or refused with the mend in both languages."""

from datetime import time
from typing import Any

import pytest

from ningju.rooms.ledgers import cells, vocabulary
from ningju.rooms.ledgers.cells import Reader
from ningju.rooms.ledgers.problems import BadCell

LAT, LON = cells.degrees(90, "纬度", "latitude"), cells.degrees(180, "经度", "longitude")
KIND = cells.one_of(vocabulary.PLACE_KINDS)


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (LAT, "31.2199", 31.2199),
        (LON, "121.4", 121.4),
        (KIND, "楼宇", "building"),
        (KIND, " 商务 楼宇", "building"),
        (KIND, "station", "station"),
        (KIND, "Lunch Point", "lunch_point"),
        (cells.yes_no, "是", True),
        (cells.yes_no, "No", False),
        (cells.whole(1, 9_999), "1,200", 1200),
        (cells.clock, "7:30", time(7, 30)),
        (cells.clock, "07:30:00", time(7, 30)),
        (cells.short_code, "hy01", "hy01"),
        (cells.text(3), "三个字", "三个字"),
        (cells.key_of, "HY-01", "hy-01"),
    ],
)
def test_a_cell_is_read(reader: Reader, cell: str, value: Any) -> None:
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell", "zh", "en"),
    [
        (LAT, "121.4", "写反了", "wrong way round"),
        (LAT, "31度13分", "31.2199", "31.2199"),
        (LON, "500", "121.4111", "121.4111"),
        (KIND, "城堡", "楼宇", "building"),
        (cells.yes_no, "也许", "是", "yes"),
        (cells.whole(1, 500), "九百", "1 到 500", "1 to 500"),
        (cells.whole(1, 500), "501", "1 到 500", "1 to 500"),
        (cells.clock, "25:00", "10:05", "10:05"),
        (cells.short_code, "HY-1", "小写", "small letters"),
        (cells.text(3), "四个字了", "最多 3", "3 fit"),
        (cells.hours, "早八点到晚十点", "08:00-22:00", "08:00-22:00"),
        (cells.hours, "22:00-08:00", "", ""),
        (cells.hours, "{no", "JSON", "JSON"),
    ],
)
def test_a_wrong_cell_is_refused_with_the_mend(reader: Reader, cell: str, zh: str, en: str) -> None:
    with pytest.raises(BadCell) as refusal:
        reader(cell)

    assert refusal.value.message.zh
    assert refusal.value.message.en
    assert zh in refusal.value.message.zh
    assert en in refusal.value.message.en


def test_hours_of_every_day_and_of_the_pack_are_read() -> None:
    assert cells.hours("08:00-11:00; 13:00～22:00")["week"]["su"] == [["08:00", "11:00"], ["13:00", "22:00"]]
    assert cells.hours("24小时")["week"]["mo"] == [["00:00", "24:00"]]
    assert cells.hours('{"week": {"mo": [["09:00", "17:00"]]}}')["week"]["mo"] == [["09:00", "17:00"]]


def test_a_key_is_made_from_what_cannot_be_one_and_is_the_same_every_time() -> None:
    first, again, other = (cells.key_of(text) for text in ("华阳 1 号", "华阳1号", "华阳2号"))

    assert first == again != other
    assert cells.KEY.fullmatch(first)
