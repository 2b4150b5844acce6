"""Times in a pack: offsets from an anchor, so that a demo is as fresh as the day it was loaded."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ningju.jobs.packs.problems import BadCell

SHANGHAI = ZoneInfo("Asia/Shanghai")
BY_DAY = re.compile(r"([+-])(\d{1,4})d (\d\d):(\d\d)")
BY_CLOCK = re.compile(r"([+-])(\d{1,4})([hm])")


@dataclass(frozen=True, slots=True)
class Offset:
    """A moment told from the anchor: whole days with a wall time, or hours and minutes.

    >>> from datetime import datetime
    >>> anchor = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
    >>> Offset.read("-3d 16:48").at(anchor).isoformat()
    '2026-03-02T08:48:00+00:00'
    >>> Offset.read("-2h").at(anchor).isoformat()
    '2026-03-04T23:00:00+00:00'
    """

    text: str
    days: int
    wall: time | None
    span: timedelta

    @classmethod
    def read(cls, text: str) -> "Offset":
        """Read "-3d 16:48", "+2d 14:00", "-2h" or "-30m".

        Raises:
            BadCell: it is none of these.
        """
        if found := BY_DAY.fullmatch(text):
            sign, days, hour, minute = found.groups()
            if int(hour) < 24 and int(minute) < 60:
                return cls(text, int(f"{sign}{days}"), time(int(hour), int(minute)), timedelta(0))
        elif found := BY_CLOCK.fullmatch(text):
            sign, number, unit = found.groups()
            minutes = int(f"{sign}{number}") * (60 if unit == "h" else 1)
            return cls(text, 0, None, timedelta(minutes=minutes))
        raise BadCell(
            f"时间“{text}”读不懂；写成“-3d 16:48”（三天前的 16:48）、“+2d 14:00”、“-2h”或“-30m”",
            f'cannot read the time "{text}"; write "-3d 16:48" (three days before, at 16:48),'
            ' "+2d 14:00", "-2h" or "-30m"',
        )

    def at(self, anchor: datetime) -> datetime:
        """Return the moment in UTC.

        Args:
            anchor: the aware moment of the first load. Days and wall times are of Shanghai.
        """
        local = anchor.astimezone(SHANGHAI)
        if self.wall is None:
            return (local + self.span).astimezone(UTC)
        day = local.date() + timedelta(days=self.days)
        return datetime.combine(day, self.wall, SHANGHAI).astimezone(UTC)

    @property
    def is_past(self) -> bool:
        """Say whether it lies before the anchor whatever the hour of the first load."""
        return self.days < 0 or self.span < timedelta(0)

    @property
    def is_future(self) -> bool:
        """Say whether it lies after the anchor whatever the hour of the first load."""
        return self.days > 0 or self.span > timedelta(0)


EARLY = datetime(2026, 3, 5, 0, 0, tzinfo=SHANGHAI)
LATE = datetime(2026, 3, 5, 23, 59, tzinfo=SHANGHAI)


def is_before(first: Offset, second: Offset) -> bool:
    """Say whether one moment is earlier than another whatever the hour of the first load."""
    return all(first.at(anchor) < second.at(anchor) for anchor in (EARLY, LATE))
