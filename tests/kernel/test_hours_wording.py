"""The lines on the door say the same hours in both languages."""

from collections.abc import Mapping
from datetime import date

import pytest

from ningju.kernel.hours import OpeningHours
from ningju.kernel.hours_json import WEEKDAYS

DAY = [["08:00", "22:00"]]
EVENING = [["18:00", "26:00"]]
ALL_DAY = [["00:00", "24:00"]]
MUSEUM = [["09:00", "11:30"], ["13:00", "16:30"]]


def lines(written: Mapping[str, object], language: str, today: date | None = None) -> list[str]:
    return [" ".join(line) for line in OpeningHours.from_json(written).describe(language, today)]


@pytest.mark.parametrize(
    ("week", "zh", "en"),
    [
        (dict.fromkeys(WEEKDAYS, DAY), ["每天 08:00–22:00"], ["Every day 08:00–22:00"]),
        (dict.fromkeys(WEEKDAYS, ALL_DAY), ["每天 24 小时"], ["Every day 24 hours"]),
        ({}, ["每天 休息"], ["Every day closed"]),
        (
            dict.fromkeys(WEEKDAYS[:5], DAY),
            ["周一至周五 08:00–22:00", "周六、周日 休息"],
            ["Mon–Fri 08:00–22:00", "Sat, Sun closed"],
        ),
        (
            dict.fromkeys(WEEKDAYS[1:], MUSEUM),
            ["周二至周日 09:00–11:30、13:00–16:30", "周一 休息"],
            ["Tue–Sun 09:00–11:30, 13:00–16:30", "Mon closed"],
        ),
        (
            {"mo": DAY, "we": DAY, "th": DAY, "fr": EVENING, "sa": DAY},
            ["周一、周三、周四、周六 08:00–22:00", "周五 18:00–次日02:00", "周二、周日 休息"],
            ["Mon, Wed, Thu, Sat 08:00–22:00", "Fri 18:00–02:00 (next day)", "Tue, Sun closed"],
        ),
    ],
)
def test_days_alike_share_a_line(week: dict[str, object], zh: list[str], en: list[str]) -> None:
    assert lines({"week": week}, "zh") == zh
    assert lines({"week": week}, "en") == en


def test_holidays_and_made_up_days_have_a_line_when_they_differ() -> None:
    written = {"week": dict.fromkeys(WEEKDAYS, DAY), "holiday": "closed", "makeup": EVENING}

    assert lines(written, "zh-hans")[1:] == ["法定节假日 休息", "调休上班日 18:00–次日02:00"]
    assert lines(written, "en")[1:] == [
        "Public holidays closed",
        "Make-up working days 18:00–02:00 (next day)",
    ]


def test_exceptions_ahead_are_gathered_into_runs_of_days_alike() -> None:
    dates = {
        "2026-11-01": [],
        "2026-11-23": DAY,
        "2026-12-01": [],
        "2026-12-02": [],
        "2026-12-03": DAY,
        "2026-12-30": [],
        "2026-12-31": [],
        "2027-01-01": [],
        "2027-02-28": DAY,
        "2027-03-01": DAY,
        "2027-12-31": [],
        "2028-01-01": [],
    }
    written = {"week": dict.fromkeys(WEEKDAYS, DAY), "dates": dates}
    today = date(2026, 11, 23)

    assert lines(written, "zh", today)[1:] == [
        "11月23日 08:00–22:00",
        "12月1日至2日 休息",
        "12月3日 08:00–22:00",
        "12月30日至2027年1月1日 休息",
        "2027年2月28日至3月1日 08:00–22:00",
        "2027年12月31日至2028年1月1日 休息",
    ]
    assert lines(written, "en", today)[1:] == [
        "23 Nov 08:00–22:00",
        "1–2 Dec closed",
        "3 Dec 08:00–22:00",
        "30 Dec – 1 Jan 2027 closed",
        "28 Feb – 1 Mar 2027 08:00–22:00",
        "31 Dec 2027 – 1 Jan 2028 closed",
    ]


def test_without_a_today_every_exception_is_told_with_its_year() -> None:
    written = {"week": {}, "dates": {"2026-11-01": DAY, "2020-01-31": DAY}}

    assert lines(written, "zh")[1:] == ["2020年1月31日 08:00–22:00", "2026年11月1日 08:00–22:00"]
    assert lines(written, "en")[1:] == ["31 Jan 2020 08:00–22:00", "1 Nov 2026 08:00–22:00"]
