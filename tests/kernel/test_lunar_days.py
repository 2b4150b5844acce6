"""The table of lunar holidays agrees with the motion of sun and moon, computed here from scratch.

Jean Meeus, Astronomical Algorithms (2nd ed.), chapters 25 (the sun, 0.01°) and 49 (new moons).
"""

import math
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from ningju.kernel.statutory import LUNAR_DAYS, MID_AUTUMN, NATIONAL_DAY, statutory_days

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
DELTA_T = timedelta(seconds=75)  # dynamical minus universal time, 2025–2050, to about 15 s
BEIJING = timedelta(hours=8)

# chapter 49: coefficient, power of E, multiples of M (sun), M' (moon), F (latitude)
NEW_MOON_TERMS = [
    (-0.40720, 0, 0, 1, 0), (0.17241, 1, 1, 0, 0), (0.01608, 0, 0, 2, 0), (0.01039, 0, 0, 0, 2),
    (0.00739, 1, -1, 1, 0), (-0.00514, 1, 1, 1, 0), (0.00208, 2, 2, 0, 0), (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2), (0.00056, 1, 1, 2, 0), (-0.00042, 0, 0, 3, 0), (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2), (-0.00024, 1, -1, 2, 0), (-0.00007, 0, 2, 1, 0),
]  # fmt: skip


def sun_longitude_deg(days: float) -> float:
    """Return the sun's apparent longitude, this many days of dynamical time after J2000."""
    t = days / 36525
    m = math.radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (1.914602 - 0.004817 * t) * math.sin(m) + 0.019993 * math.sin(2 * m) + 0.000289 * math.sin(3 * m)
    node = math.radians(125.04 - 1934.136 * t)
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


def day_of(days: float) -> date:
    """Return the day in Beijing of a dynamical moment."""
    return (J2000 + timedelta(days=days) - DELTA_T + BEIJING).date()


def sun_reaches(longitude_deg: float, near: date) -> float:
    """Return the moment near a day when the sun stands at a longitude."""
    days = float((near - J2000.date()).days)
    for _ in range(8):
        days += math.remainder(longitude_deg - sun_longitude_deg(days), 360) * 365.2422 / 360
    return days


def new_moon(k: int) -> float:
    """Return the moment of the k-th new moon after the one of 6 January 2000."""
    t = k / 1236.85
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    m = math.radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    f = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    node = math.radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t)
    shift = sum(c * e**p * math.sin(a * m + b * moon + d * f) for c, p, a, b, d in NEW_MOON_TERMS)
    planets = 0.000325 * math.sin(math.radians(299.77 + 0.107408 * k - 0.009173 * t * t))
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 2451545.0
    return mean + shift - 0.00017 * math.sin(node) + planets


def months_of(year: int) -> dict[int, date]:
    """Return the first day of months 1 to 10 of a lunar year, leap months left out."""
    winter_before, winter = (day_of(sun_reaches(270, date(y, 12, 21))) for y in (year - 1, year))
    first = int((year - 2001) * 12.3685)
    starts = [day_of(new_moon(k)) for k in range(first, first + 45)]
    begin = max(start for start in starts if start <= winter_before)
    end = max(start for start in starts if start <= winter)
    between = [start for start in starts if begin <= start <= end]
    terms = [day_of(sun_reaches(30 * step, date(year - 1, 12, 21) + timedelta(days=30.44 * (step + 3))))
             for step in range(-3, 10)]  # fmt: skip
    months: dict[int, date] = {}
    number, leap_passed = 11, len(between) < 14
    for start, following in pairwise(between):
        is_leap = not leap_passed and not any(start <= term < following for term in terms)
        if is_leap:
            leap_passed = True
            continue
        months[number] = start
        number = number % 12 + 1
    return months


@pytest.mark.parametrize("year", sorted(LUNAR_DAYS))
def test_the_table_agrees_with_sun_and_moon(year: int) -> None:
    months = months_of(year)
    computed = (
        months[1],
        day_of(sun_reaches(15, date(year, 4, 5))),
        months[5] + timedelta(days=4),
        months[8] + timedelta(days=14),
    )

    assert tuple(f"{day:%m-%d}" for day in computed) == LUNAR_DAYS[year]


def test_thirteen_statutory_days_a_year() -> None:
    shared = {2028, 2031, 2039}  # Mid-Autumn falls on one of the first three days of October

    assert {year for year in LUNAR_DAYS if len(statutory_days(year)) == 12} == shared
    assert {len(statutory_days(year)) for year in LUNAR_DAYS} == {12, 13}


def test_two_festivals_on_one_day_share_it() -> None:
    name = statutory_days(2031)[date(2031, 10, 1)]

    assert {NATIONAL_DAY.zh, MID_AUTUMN.zh} == set(name.zh.split("、"))


def test_beyond_the_table_only_the_fixed_days_are_known() -> None:
    assert [f"{day:%m-%d}" for day in statutory_days(2051)] == [
        "01-01",
        "05-01",
        "05-02",
        "10-01",
        "10-02",
        "10-03",
    ]
