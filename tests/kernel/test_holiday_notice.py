"""A notice is read whole or refused with the place and the mend."""

from datetime import date
from pathlib import Path

import pytest

import ningju.kernel
from ningju.kernel.errors import Unreadable
from ningju.kernel.holiday_notice import load_notice, read_notice

NOTICES = Path(ningju.kernel.__file__).with_name("notices")
TEXT_2026 = (NOTICES / "mainland-2026.toml").read_text("utf-8")


def test_a_notice_carries_its_title_number_and_days() -> None:
    notice = load_notice(NOTICES / "mainland-2026.toml")

    assert (notice.year, notice.number, notice.issued_on) == (
        2026,
        "国办发明电〔2025〕7号",
        date(2025, 11, 4),
    )
    assert len(notice.holidays) == 7
    assert sum(1 for holiday in notice.holidays for _ in holiday.days()) == 33
    assert len(notice.makeup_days) == 6


def test_a_year_before_the_revised_law_may_lack_its_days() -> None:
    text = 'year = 2024\ntitle = "旧"\nnumber = "旧"\nissued_on = 2023-10-25\nmakeup_days = []\n'

    notice = read_notice(
        text + '[[holidays]]\nzh = "元旦"\nen = "New Year"\nfirst = 2023-12-30\nlast = 2024-01-01'
    )

    assert notice.holidays[0].first == date(2023, 12, 30)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("year = 2026", "year 2026", "not valid TOML"),
        ("year = 2026", "", "year: write the year in four digits"),
        ("year = 2026", "year = true", "year: write the year in four digits"),
        ("year = 2026", "year = 26", "year: write the year in four digits"),
        ("year = 2026", "yaer = 2026", "yaer: no such key; it can be"),
        ('number = "国办发明电〔2025〕7号"', 'number = " "', "number: write a text"),
        ("issued_on = 2025-11-04", 'issued_on = "2025-11-04"', "issued_on: write a date like 2027-01-01"),
        ("issued_on = 2025-11-04", "issued_on = 2025-11-04T00:00:00Z", "issued_on: write a date"),
        ("makeup_days = [2026-01-04,", "makeup_days = [4,", r"makeup_days\[0\]: write a date"),
        ("makeup_days = [", "makeup = [", "makeup: no such key"),
        ("[2026-01-04,", "[2026-01-05,", r"makeup_days\[0\]: 2026-01-05 is not a Saturday or Sunday"),
        ("[2026-01-04,", "[2025-01-04,", r"makeup_days\[0\]: 2025-01-04 is not in 2026"),
        ("[2026-01-04,", "[2026-01-03,", r"makeup_days\[0\]: 2026-01-03 is already named"),
        ("2026-02-14, 2026-02-28", "2026-02-14, 2026-02-14", r"makeup_days\[2\]: .* is already named"),
        ('en = "Spring Festival"', 'eng = "Spring Festival"', r"holidays\[1\]\.eng: no such key"),
        ('en = "Spring Festival"', "en = 3", r"holidays\[1\]\.en: write a text"),
        ("last = 2026-02-23", "last = 2026-02-03", r"holidays\[1\]\.last: .* is not 1 to 15 days"),
        ("last = 2026-02-23", "last = 2026-03-23", r"holidays\[1\]\.last: .* is not 1 to 15 days"),
        (
            "last = 2026-02-23",
            "last = 2026-02-16",
            "statutory holiday 2026-02-17 .Spring Festival. is in none",
        ),
        ("first = 2026-10-01", "first = 2026-09-27", r"holidays\[6\]: 2026-09-27 is named twice"),
        ("year = 2026", "year = 2027", r"holidays\[0\]: 2026-01-01 is not in 2027"),
    ],
)
def test_a_broken_notice_is_refused_with_place_and_mend(was: str, becomes: str, says: str) -> None:
    assert was in TEXT_2026

    with pytest.raises(Unreadable, match=says) as refusal:
        read_notice(TEXT_2026.replace(was, becomes, 1))

    assert refusal.value.message.zh


@pytest.mark.parametrize(
    ("tail", "says"),
    [
        ("makeup_days = []", "holidays: write at least one"),
        ("makeup_days = []\nholidays = []", "holidays: write at least one"),
        ("makeup_days = []\nholidays = [3]", r"holidays\[0\]: write it as a"),
        ("holidays = [{}]", "makeup_days: write a list of dates"),
    ],
)
def test_a_notice_with_a_part_of_the_wrong_shape_is_refused(tail: str, says: str) -> None:
    head = 'year = 2027\ntitle = "题"\nnumber = "号"\nissued_on = 2026-11-01\n'

    with pytest.raises(Unreadable, match=says):
        read_notice(head + tail)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "mainland-2027.toml"
    broken.write_text("year = 27", "utf-8")

    with pytest.raises(Unreadable, match=r"mainland-2027\.toml: year: write") as refusal:
        load_notice(broken)

    assert "mainland-2027.toml" in refusal.value.message.zh


def test_a_file_in_another_encoding_asks_for_utf_8(tmp_path: Path) -> None:
    broken = tmp_path / "notice.toml"
    broken.write_bytes(TEXT_2026.encode("gb18030"))

    with pytest.raises(Unreadable, match="save it as UTF-8"):
        load_notice(broken)
