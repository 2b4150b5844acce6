"""The public holidays of the Mainland that the law itself names, before any yearly notice.

Source: 全国年节及纪念日放假办法 as revised in November 2024: New Year's Day, Spring Festival (the eve
and three days), Qingming, Labour Day (two days), Dragon Boat, Mid-Autumn, National Day (three days).

The days that follow the moon or the sun are a table through 2050. Method: the lunisolar rules of
GB/T 33661-2017 at 120° east (months begin at new moon, month 11 holds the winter solstice, a year
of thirteen months repeats the first month without a principal term); Qingming is the day on which
the sun reaches 15°. A test computes every row again from the motion of sun and moon.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from ningju.kernel.text import Bilingual

NEW_YEAR = Bilingual(zh="元旦", en="New Year's Day")
SPRING_FESTIVAL = Bilingual(zh="春节", en="Spring Festival")
QINGMING = Bilingual(zh="清明节", en="Qingming")
LABOUR_DAY = Bilingual(zh="劳动节", en="Labour Day")
DRAGON_BOAT = Bilingual(zh="端午节", en="Dragon Boat Festival")
MID_AUTUMN = Bilingual(zh="中秋节", en="Mid-Autumn Festival")
NATIONAL_DAY = Bilingual(zh="国庆节", en="National Day")

# year: first day of the lunar year, Qingming, fifth day of month 5, fifteenth day of month 8
LUNAR_DAYS = {
    2025: ("01-29", "04-04", "05-31", "10-06"),
    2026: ("02-17", "04-05", "06-19", "09-25"),
    2027: ("02-06", "04-05", "06-09", "09-15"),
    2028: ("01-26", "04-04", "05-28", "10-03"),
    2029: ("02-13", "04-04", "06-16", "09-22"),
    2030: ("02-03", "04-05", "06-05", "09-12"),
    2031: ("01-23", "04-05", "06-24", "10-01"),
    2032: ("02-11", "04-04", "06-12", "09-19"),
    2033: ("01-31", "04-04", "06-01", "09-08"),
    2034: ("02-19", "04-05", "06-20", "09-27"),
    2035: ("02-08", "04-05", "06-10", "09-16"),
    2036: ("01-28", "04-04", "05-30", "10-04"),
    2037: ("02-15", "04-04", "06-18", "09-24"),
    2038: ("02-04", "04-05", "06-07", "09-13"),
    2039: ("01-24", "04-05", "05-27", "10-02"),
    2040: ("02-12", "04-04", "06-14", "09-20"),
    2041: ("02-01", "04-04", "06-03", "09-10"),
    2042: ("01-22", "04-04", "06-22", "09-28"),
    2043: ("02-10", "04-05", "06-11", "09-17"),
    2044: ("01-30", "04-04", "05-31", "10-05"),
    2045: ("02-17", "04-04", "06-19", "09-25"),
    2046: ("02-06", "04-04", "06-08", "09-15"),
    2047: ("01-26", "04-05", "05-29", "10-04"),
    2048: ("02-14", "04-04", "06-15", "09-22"),
    2049: ("02-02", "04-04", "06-04", "09-11"),
    2050: ("01-23", "04-04", "06-23", "09-30"),
}


@cache
def statutory_days(year: int) -> Mapping[date, Bilingual]:
    """Return the statutory holidays of a year by day, each with its name.

    Outside the years of ``LUNAR_DAYS`` only the days fixed in the sun's calendar are known.

    >>> [day.isoformat() for day in statutory_days(2027)][:3]
    ['2027-01-01', '2027-02-05', '2027-02-06']
    """
    named = [(date(year, 1, 1), NEW_YEAR)]
    if year in LUNAR_DAYS:
        spring, qingming, dragon, moon = (date.fromisoformat(f"{year}-{day}") for day in LUNAR_DAYS[year])
        named += [(spring + timedelta(days=step), SPRING_FESTIVAL) for step in range(-1, 3)]
        named += [(qingming, QINGMING), (dragon, DRAGON_BOAT), (moon, MID_AUTUMN)]
    named += [(date(year, 5, day), LABOUR_DAY) for day in (1, 2)]
    named += [(date(year, 10, day), NATIONAL_DAY) for day in (1, 2, 3)]
    days: dict[date, Bilingual] = {}
    for day, name in sorted(named, key=lambda pair: pair[0]):
        if day in days:
            name = Bilingual(zh=f"{days[day].zh}、{name.zh}", en=f"{days[day].en} and {name.en}")
        days[day] = name
    return days
