"""The clock never runs outside the time its kind declares, and never loses a pause."""

import timeit
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.clock import EVERY_HOUR, SHANGHAI, Allowance, Clock, WorkingHours, working_hours
from ningju.kernel.working_calendar import MAINLAND, WorkingCalendar

OFFICE = working_hours()
LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
FIRST, LAST = datetime(2024, 6, 1), datetime(2028, 6, 1)

clocks: st.SearchStrategy[Clock] = st.sampled_from(
    [EVERY_HOUR, OFFICE, working_hours(opens=time(0), closes=time(23, 59)), working_hours(WorkingCalendar())]
)
moments = st.datetimes(FIRST, LAST, timezones=st.sampled_from([UTC, SHANGHAI, LONDON]))
spans = st.timedeltas(timedelta(0), timedelta(days=40))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def minutes_counted(start: datetime, end: datetime) -> int:
    """Count the office's minutes one by one: the slow and independent way."""
    minutes, moment = 0, start
    while moment < end:
        wall = moment.astimezone(SHANGHAI)
        minutes += MAINLAND.is_working_day(wall.date()) and 9 <= wall.hour < 18
        moment += MINUTE
    return minutes


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 10:00", 9, "2026-11-24 10:00"),  # Monday, one working day
        ("2026-11-23 09:00", 9, "2026-11-23 18:00"),
        ("2026-11-23 07:00", 1, "2026-11-23 10:00"),
        ("2026-11-20 20:00", 9, "2026-11-23 18:00"),  # Friday evening
        ("2026-11-21 12:00", 0, "2026-11-21 12:00"),  # nothing allowed, on a Saturday
        ("2026-09-30 17:00", 2, "2026-10-08 10:00"),  # over National Day
        ("2026-02-13 16:00", 12, "2026-02-24 10:00"),  # the made-up Saturday counts
        ("2026-12-31 17:00", 2, "2027-01-04 10:00"),  # into a year without a notice
    ],
)
def test_answers_are_due_by_the_working_calendar(start: str, hours: int, due: str) -> None:
    assert OFFICE.deadline(at(start), timedelta(hours=hours)) == at(due)


def test_a_danger_counts_every_hour_even_where_summer_time_begins() -> None:
    eve = datetime(2026, 3, 28, 23, tzinfo=LONDON)  # 29 March has 23 hours in London

    due = EVERY_HOUR.deadline(eve, timedelta(hours=4))

    assert due == datetime(2026, 3, 29, 4, tzinfo=LONDON)
    assert EVERY_HOUR.elapsed(eve, datetime(2026, 3, 29, 4, tzinfo=LONDON)) == timedelta(hours=4)
    assert due.tzinfo is SHANGHAI


@given(moments, st.integers(0, 6 * 24 * 60))
def test_elapsed_agrees_with_counting_minute_by_minute(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    end = (start.astimezone(UTC) + minutes * MINUTE).astimezone(start.tzinfo)

    assert OFFICE.elapsed(start, end) == minutes_counted(start.astimezone(UTC), end) * MINUTE


@pytest.mark.parametrize(
    "start", ["2026-09-19 12:34", "2026-02-10 08:00", "2026-12-28 17:59", "2025-01-25 00:00"]
)
def test_over_the_long_holidays_too_minutes_agree(start: str) -> None:
    begin = at(start)

    assert OFFICE.elapsed(begin, begin + timedelta(days=21)) == MINUTE * minutes_counted(
        begin, begin + timedelta(days=21)
    )


@given(clocks, moments, spans)
def test_by_the_deadline_exactly_the_allowed_time_has_passed(
    clock: Clock, start: datetime, allowed: timedelta
) -> None:
    due = clock.deadline(start, allowed)

    assert clock.elapsed(start, due) == allowed
    assert due >= start
    if allowed:
        assert clock.elapsed(start, due - timedelta(microseconds=1)) < allowed


@given(clocks, moments, moments, moments)
def test_elapsed_time_adds_up_and_turns_around(clock: Clock, a: datetime, b: datetime, c: datetime) -> None:
    assert clock.elapsed(a, b) + clock.elapsed(b, c) == clock.elapsed(a, c)
    assert clock.elapsed(a, b) == -clock.elapsed(b, a)


@given(clocks, moments, spans, spans)
def test_two_allowances_in_turn_are_one(clock: Clock, start: datetime, a: timedelta, b: timedelta) -> None:
    assert clock.deadline(clock.deadline(start, a), b) == clock.deadline(start, a + b)


@given(clocks, moments, spans, spans, spans)
def test_later_starts_and_longer_times_are_never_due_earlier(
    clock: Clock, start: datetime, delay: timedelta, allowed: timedelta, more: timedelta
) -> None:
    later = (start.astimezone(UTC) + delay).astimezone(start.tzinfo)

    assert clock.deadline(later, allowed) >= clock.deadline(start, allowed)
    assert clock.deadline(start, allowed + more) >= clock.deadline(start, allowed)
    assert timedelta(0) <= clock.elapsed(start, later) <= delay


@given(st.dates(FIRST.date(), LAST.date()), st.integers(0, 1439), st.integers(0, 1439))
def test_the_office_clock_stands_still_outside_its_hours(day: date, one: int, two: int) -> None:
    start, end = (datetime.combine(day, time(), SHANGHAI) + n * MINUTE for n in sorted((one, two)))
    is_outside = not MAINLAND.is_working_day(day) or end.hour < 9 or start.hour >= 18

    if is_outside:
        assert OFFICE.elapsed(start, end) == timedelta(0)


@given(clocks, st.integers(0, 20), moments)
def test_days_of_a_clock_are_its_own(clock: Clock, count: int, start: datetime) -> None:
    assert clock.elapsed(start, clock.deadline(start, clock.days(count))) == clock.days(count)
    assert OFFICE.days(1) == timedelta(hours=9)
    assert EVERY_HOUR.days(1) == timedelta(hours=24)


def test_a_deadline_in_a_year_without_a_notice_is_not_certain() -> None:
    start = at("2026-12-28 10:00")

    assert OFFICE.is_certain(start, OFFICE.deadline(start, OFFICE.days(2)))
    assert not OFFICE.is_certain(start, OFFICE.deadline(start, OFFICE.days(5)))
    assert EVERY_HOUR.is_certain(start, EVERY_HOUR.deadline(start, EVERY_HOUR.days(5)))


@pytest.mark.parametrize("clock", [EVERY_HOUR, OFFICE])
def test_moments_without_a_zone_and_negative_times_are_refused(clock: Clock) -> None:
    naive, aware = datetime(2026, 1, 5, 10), at("2026-01-05 10:00")

    for ask in (
        lambda: clock.deadline(naive, MINUTE),
        lambda: clock.elapsed(naive, aware),
        lambda: clock.elapsed(aware, naive),
        lambda: Allowance(clock, MINUTE, aware).pause(naive),
    ):
        with pytest.raises(ValueError, match="has no time zone"):
            ask()
    with pytest.raises(ValueError, match="must not be negative"):
        clock.deadline(aware, -MINUTE)


@pytest.mark.parametrize(
    ("opens", "closes"), [(time(18), time(9)), (time(9), time(9)), (time(9, tzinfo=UTC), time(18))]
)
def test_working_hours_that_make_no_day_are_refused(opens: time, closes: time) -> None:
    with pytest.raises(ValueError, match="opens < closes"):
        WorkingHours(MAINLAND, opens, closes)


@given(clocks, spans, st.lists(moments, min_size=1, max_size=12))
def test_pausing_at_any_moments_never_loses_or_invents_time(
    clock: Clock, allowed: timedelta, times: list[datetime]
) -> None:
    start, *turns = sorted(times)
    allowance = Allowance(clock, allowed, start)
    ran, since = timedelta(0), start

    for turn in turns:
        if allowance.paused_at is None:
            ran += clock.elapsed(since, turn)
            allowance = allowance.pause(turn)
            assert allowance.due_at is None
        else:
            allowance, since = allowance.resume(turn), turn
        assert allowance.remaining(turn) == allowed - ran

    later = max(times) + timedelta(days=3)
    if allowance.paused_at is None:
        ran += clock.elapsed(since, later)
    assert allowance.used_at(later) == ran


@given(clocks, moments, spans, spans, spans)
def test_a_pause_moves_the_due_time_by_what_the_clock_would_have_counted(
    clock: Clock, start: datetime, allowed: timedelta, before: timedelta, pause: timedelta
) -> None:
    start = start.astimezone(UTC)
    allowance = Allowance(clock, allowed, start).pause(start + before).resume(start + before + pause)
    skipped = clock.elapsed(start + before, start + before + pause)
    due = allowance.due_at

    assert due is not None
    if clock.elapsed(start, start + before) <= allowed:
        assert clock.elapsed(start, due) == allowed + skipped
        assert allowance.remaining(due) == timedelta(0)
    else:
        assert due == start + before + pause
        assert allowance.remaining(due) < timedelta(0)


def test_an_answer_is_late_after_its_due_time_though_the_office_is_closed() -> None:
    allowance = Allowance(OFFICE, OFFICE.days(1), at("2026-11-20 09:00"))  # a Friday

    assert allowance.due_at == at("2026-11-20 18:00")
    assert not allowance.is_late(at("2026-11-20 18:00"))
    assert allowance.is_late(at("2026-11-21 08:00"))


def test_a_pause_in_time_is_never_late_and_one_after_it_stays_late() -> None:
    allowance = Allowance(OFFICE, OFFICE.days(1), at("2026-11-20 09:00"))

    assert not allowance.pause(at("2026-11-20 17:00")).is_late(at("2027-11-20 17:00"))
    assert allowance.pause(at("2026-11-23 10:00")).is_late(at("2026-11-23 10:00"))
    assert (
        allowance.pause(at("2026-11-23 10:00")).resume(at("2026-11-24 10:00")).is_late(at("2026-11-24 10:01"))
    )


def test_acts_out_of_turn_or_back_in_time_are_refused() -> None:
    running = Allowance(OFFICE, OFFICE.days(1), at("2026-11-20 09:00"))
    resting = running.pause(at("2026-11-20 10:00"))

    with pytest.raises(ValueError, match="runs since"):
        running.resume(at("2026-11-20 10:00"))
    with pytest.raises(ValueError, match="rests since"):
        resting.pause(at("2026-11-20 11:00"))
    with pytest.raises(ValueError, match="before it was started"):
        running.pause(at("2026-11-20 08:59"))
    with pytest.raises(ValueError, match="before it was paused"):
        resting.resume(at("2026-11-20 09:59"))


def test_two_years_cost_hardly_more_than_two_days() -> None:
    start = at("2026-09-15 11:00")
    near, far = at("2026-09-17 11:00"), at("2028-09-15 11:00")
    OFFICE.elapsed(start, far)  # the years' tables are made on first use

    near_s = min(timeit.repeat(lambda: OFFICE.elapsed(start, near), number=200, repeat=7))
    far_s = min(timeit.repeat(lambda: OFFICE.elapsed(start, far), number=200, repeat=7))

    assert far_s < 20 * near_s
