"""Opening hours answer as a minute-by-minute count does, and say what is wrong with bad ones."""

import json
import timeit
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.clock import SHANGHAI
from ningju.kernel.errors import Unreadable
from ningju.kernel.hours import OpeningHours
from ningju.kernel.hours_json import WEEKDAYS, read_spans, write_spans
from ningju.kernel.working_calendar import MAINLAND, WorkingCalendar

DAY = [["08:00", "22:00"]]
TWO_SPANS = [["08:00", "12:00"], ["13:30", "22:00"]]
ALL_DAY = [["00:00", "24:00"]]
ALWAYS: dict[str, object] = {"week": dict.fromkeys(WEEKDAYS, ALL_DAY)}
STATION: dict[str, object] = {
    "week": {
        **dict.fromkeys(WEEKDAYS[:4], TWO_SPANS),
        "fr": [["18:00", "26:00"]],
        "sa": [["01:00", "03:00"], ["10:00", "24:00"]],
        "su": [["00:00", "06:00"]],
    },
    "holiday": [["10:00", "16:00"]],
    "makeup": [["09:00", "17:00"]],
    "dates": {"2026-11-25": [], "2026-11-26": [["20:00", "30:00"]]},
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def times(*spans: tuple[str, str]) -> list[list[str]]:
    return [list(span) for span in spans]


@st.composite
def day_spans(draw: st.DrawFn) -> list[list[str]]:
    """Some spans of a day that do not overlap, on a grid of half hours, the last perhaps past midnight."""
    marks = sorted(draw(st.lists(st.integers(0, 47), max_size=6, unique=True)))
    ends = [*marks[1:], draw(st.integers(48, 60))]
    keep = draw(st.lists(st.booleans(), min_size=len(marks), max_size=len(marks)))
    spans = tuple((b * 30, e * 30) for b, e, kept in zip(marks, ends, keep, strict=False) if kept)
    return write_spans(spans)


special = st.none() | st.just("closed") | day_spans()
written_hours = st.fixed_dictionaries(
    {"week": st.dictionaries(st.sampled_from(WEEKDAYS), day_spans())},
    optional={
        "holiday": special,
        "makeup": special,
        "dates": st.dictionaries(
            st.dates(date(2026, 1, 25), date(2026, 3, 5)).map(date.isoformat), day_spans(), max_size=8
        ),
    },
)
moments = st.datetimes(datetime(2026, 2, 1), datetime(2026, 3, 3)).map(
    lambda wall: wall.replace(tzinfo=SHANGHAI)
)


def half_hours(written: dict[str, object], first: date, days: int) -> list[bool]:
    """Mark each half hour of some days open or closed, straight from the JSON: the slow, independent way."""
    open_marks = [False] * (days * 48)
    for step in range(-1, days):
        day = first + timedelta(days=step)
        for begin, end in spans_written_for(written, day):
            for mark in range(step * 48 + half(begin), step * 48 + half(end)):
                if 0 <= mark < len(open_marks):
                    open_marks[mark] = True
    return open_marks


def half(text: str) -> int:
    return int(text[:2]) * 2 + int(text[3:]) // 30


def spans_written_for(written: dict[str, object], day: date) -> list[list[str]]:
    dates, week = written.get("dates", {}), written["week"]
    assert isinstance(dates, dict)
    assert isinstance(week, dict)
    chosen: object = week.get(WEEKDAYS[day.weekday()], [])
    if MAINLAND.is_makeup_day(day) and written.get("makeup") is not None:
        chosen = written["makeup"]
    if MAINLAND.holiday_on(day) and written.get("holiday") is not None:
        chosen = written["holiday"]
    chosen = dates.get(day.isoformat(), chosen)
    return chosen if isinstance(chosen, list) else []


@given(written_hours, moments)
def test_every_answer_agrees_with_marking_each_half_hour(
    written: dict[str, object], moment: datetime
) -> None:
    hours = OpeningHours.from_json(written)
    marks = half_hours(written, moment.date(), 17)
    midnight = datetime.combine(moment.date(), time(), SHANGHAI)
    now = moment.hour * 2 + moment.minute // 30
    changes = [n for n in range(now + 1, len(marks)) if marks[n] != marks[n - 1]]
    horizon = moment.replace(second=0, microsecond=0) + timedelta(days=14)

    def first(opening: bool) -> datetime | None:
        return next((midnight + timedelta(minutes=30 * n) for n in changes if marks[n] == opening), None)

    closing, opening = first(opening=False), first(opening=True)
    assert hours.is_open(moment) == marks[now]
    assert hours.closes_at(moment) == (closing if marks[now] and closing and closing < horizon else None)
    assert hours.opens_at(moment) == (opening if opening and opening <= horizon else None)


@given(written_hours, st.dates(date(2026, 2, 1), date(2026, 3, 3)))
def test_the_day_bar_agrees_with_marking_each_half_hour(written: dict[str, object], day: date) -> None:
    hours = OpeningHours.from_json(written)
    bar = hours.minutes_on(day)

    marks = half_hours(written, day, 1)

    assert [any(b <= n * 30 < e for b, e in bar) for n in range(48)] == marks
    assert all(0 <= b < e <= 1440 for b, e in bar)
    assert all(before[1] < after[0] for before, after in pairwise(bar))


@given(written_hours)
def test_hours_written_and_read_again_are_the_same(written: dict[str, object]) -> None:
    hours = OpeningHours.from_json(written)

    again = json.loads(json.dumps(hours.to_json()))

    assert OpeningHours.from_json(again) == hours
    assert OpeningHours.from_json(again).to_json() == hours.to_json() == again


@given(written_hours, moments)
def test_the_next_change_is_always_a_change(written: dict[str, object], moment: datetime) -> None:
    hours = OpeningHours.from_json(written)
    closes_at, opens_at = hours.closes_at(moment), hours.opens_at(moment)

    assert closes_at is None or (hours.is_open(moment) and not hours.is_open(closes_at))
    assert opens_at is None or (opens_at > moment and hours.is_open(opens_at))


@pytest.mark.parametrize(
    ("moment", "is_open", "closes", "opens"),
    [
        ("2026-11-23 07:59", False, None, "2026-11-23 08:00"),  # Monday
        ("2026-11-23 08:00", True, "2026-11-23 12:00", "2026-11-23 13:30"),
        ("2026-11-23 11:59:59", True, "2026-11-23 12:00", "2026-11-23 13:30"),
        ("2026-11-23 12:00", False, None, "2026-11-23 13:30"),
        ("2026-11-24 23:00", False, None, "2026-11-26 20:00"),  # Wednesday is an exception
        ("2026-11-27 01:00", True, "2026-11-27 06:00", "2026-11-27 18:00"),  # Thursday's exception runs on
        ("2026-11-27 19:00", True, "2026-11-28 03:00", "2026-11-28 10:00"),  # Friday night meets Saturday's
        ("2026-11-28 23:00", True, "2026-11-29 06:00", "2026-11-30 08:00"),  # 24:00 meets Sunday's 00:00
        ("2026-10-01 11:00", True, "2026-10-01 16:00", "2026-10-02 10:00"),  # National Day
        ("2026-10-10 09:30", True, "2026-10-10 17:00", "2026-10-11 00:00"),  # a made-up Saturday
    ],
)
def test_a_station_with_many_kinds_of_days(
    moment: str, is_open: bool, closes: str | None, opens: str
) -> None:
    hours = OpeningHours.from_json(STATION)

    assert hours.is_open(at(moment)) is is_open
    assert hours.closes_at(at(moment)) == (at(closes) if closes else None)
    assert hours.opens_at(at(moment)) == at(opens)


def test_a_moment_is_read_in_shanghai_wherever_it_was_taken() -> None:
    hours = OpeningHours.from_json({"week": {"mo": DAY}})

    assert hours.is_open(datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
    assert not hours.is_open(datetime(2026, 11, 22, 23, 59, tzinfo=UTC))


def test_a_place_that_never_closes_has_no_closing_time() -> None:
    hours = OpeningHours.from_json(ALWAYS)

    assert hours.is_open(at("2026-11-23 00:00"))
    assert hours.closes_at(at("2026-11-23 00:00")) is None
    assert hours.opens_at(at("2026-11-23 00:00")) is None
    assert hours.minutes_on(date(2026, 11, 23)) == [(0, 1440)]


def test_a_closing_is_looked_for_less_than_fourteen_days_ahead() -> None:
    hours = OpeningHours.from_json({**ALWAYS, "dates": {"2026-12-07": []}})

    assert hours.closes_at(at("2026-11-23 00:00")) is None
    assert hours.closes_at(at("2026-11-23 00:01")) == at("2026-12-07 00:00")
    assert hours.opens_at(at("2026-11-24 00:00")) == at("2026-12-08 00:00")


def test_a_place_that_never_opens_has_no_opening_time() -> None:
    hours = OpeningHours.from_json({"week": {}})

    assert not hours.is_open(at("2026-11-23 12:00"))
    assert hours.opens_at(at("2026-11-23 12:00")) is None
    assert hours.closes_at(at("2026-11-23 12:00")) is None


def test_openings_are_looked_for_fourteen_days_ahead() -> None:
    hours = OpeningHours.from_json({"week": {}, "dates": {"2026-12-07": [["12:00", "13:00"]]}})

    assert hours.opens_at(at("2026-11-23 12:00")) == at("2026-12-07 12:00")
    assert hours.opens_at(at("2026-11-23 11:59")) is None


def test_a_made_up_saturday_keeps_its_saturday_hours_unless_told_otherwise() -> None:
    weekdays = dict.fromkeys(WEEKDAYS[:5], DAY)

    assert OpeningHours.from_json({"week": weekdays}).spans_on(date(2026, 10, 10)) == []
    assert OpeningHours.from_json({"week": weekdays, "makeup": DAY}).spans_on(date(2026, 10, 10)) == [
        (at("2026-10-10 08:00"), at("2026-10-10 22:00"))
    ]


def test_a_span_past_midnight_belongs_to_the_day_it_begins_on() -> None:
    hours = OpeningHours.from_json(STATION)

    assert hours.spans_on(date(2026, 11, 27)) == [(at("2026-11-27 18:00"), at("2026-11-28 02:00"))]


def test_another_calendar_brings_other_holidays() -> None:
    weekend = {"week": dict.fromkeys(WEEKDAYS, DAY), "holiday": "closed"}

    assert not OpeningHours.from_json(weekend).is_open(at("2026-10-07 12:00"))
    assert OpeningHours.from_json(weekend, WorkingCalendar()).is_open(at("2026-10-07 12:00"))


def test_spans_are_sorted_and_those_that_touch_are_joined() -> None:
    assert read_spans(times(("14:00", "18:00"), ("08:00", "12:00"), ("12:00", "14:00")), "") == ((480, 1080),)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ([], "opening hours: write an object"),
        ({}, r'week: missing; write it like {"mo"'),
        ({"week": []}, "week: write an object"),
        ({"week": {"mon": DAY}}, r"week\.mon: no such key; use mo, tu"),
        ({"weeks": {}}, "weeks: no such key; use week, holiday"),
        ({"week": {"mo": "08:00-22:00"}}, r"week\.mo: write a list of spans"),
        ({"week": {"mo": [["08:00"]]}}, r"week\.mo\[0\]: write two times"),
        ({"week": {"mo": ["0800"]}}, r"week\.mo\[0\]: write two times"),
        ({"week": {"mo": [["8:00", "22:00"]]}}, r"week\.mo\[0\]\[0\]: '8:00' is not a time; write \"HH:MM\""),
        ({"week": {"mo": [["08:60", "22:00"]]}}, r"week\.mo\[0\]\[0\]: '08:60' is not a time"),
        ({"week": {"mo": [["08:00", "30:01"]]}}, r"week\.mo\[0\]\[1\]: '30:01' is not a time; .* to 30:00"),
        ({"week": {"mo": [[8, 22]]}}, r"week\.mo\[0\]\[0\]: 8 is not a time"),
        ({"week": {"mo": [["08:00\n", "22:00"]]}}, "is not a time"),
        ({"week": {"mo": [["٠٨:٠٠", "22:00"]]}}, "is not a time"),
        ({"week": {"mo": [["24:00", "26:00"]]}}, "is not on this day; write it on the next"),
        ({"week": {"mo": [["18:00", "02:00"]]}}, r"02:00 is not after 18:00; past midnight add 24 hours"),
        ({"week": {"mo": [["08:00", "08:00"]]}}, "08:00 is not after 08:00"),
        (
            {"week": {"fr": times(("13:00", "15:00"), ("08:00", "14:00"))}},
            r"week\.fr\[0\]: 13:00–15:00 overlaps",
        ),
        ({"week": {}, "holiday": True}, "holiday: write a list of spans"),
        ({"week": {}, "makeup": 3}, "makeup: write a list of spans"),
        ({"week": {}, "dates": []}, "dates: write an object"),
        ({"week": {}, "dates": {"2026-2-17": []}}, r"dates\.2026-2-17: write the date like"),
        ({"week": {}, "dates": {"20260217": []}}, r"dates\.20260217: write the date like"),
        ({"week": {}, "dates": {17: []}}, r"dates\.17: write the date like"),
        ({"week": {}, "dates": {"2026-02-30": []}}, r"dates\.2026-02-30: write the date"),
        ({"week": {}, "dates": {"2026-02-17": None}}, r"dates\.2026-02-17: write a list of spans"),
    ],
)
def test_bad_hours_are_refused_with_the_place_and_the_mend(written: object, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refusal:
        OpeningHours.from_json(written)

    assert refusal.value.message.zh.startswith("开放时间")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        OpeningHours.from_json(ALWAYS).is_open(datetime(2026, 11, 23, 12))


def test_asking_costs_less_than_reading_the_hours_did() -> None:
    kinds: list[dict[str, object]] = [ALWAYS, STATION, {"week": {}}]
    moment = at("2026-11-23 07:00")

    def read() -> list[OpeningHours]:
        return [OpeningHours.from_json(kinds[n % 3]) for n in range(60)]

    def ask(places: list[OpeningHours]) -> None:
        for hours in places:
            (hours.closes_at if hours.is_open(moment) else hours.opens_at)(moment)

    places = read()
    reading_s = min(timeit.repeat(read, number=1, repeat=7))
    asking_s = min(timeit.repeat(lambda: ask(places), number=1, repeat=7))

    assert asking_s < 3 * reading_s
