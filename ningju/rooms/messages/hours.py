"""When a message may reach somebody: not at night, and not while riders ride."""

from datetime import datetime, time, timedelta

from ningju.kernel.clock import SHANGHAI

REST: tuple[tuple[time, time], ...] = (
    (time(0), time(8)),
    (time(11), time(13, 30)),
    (time(17), time(19, 30)),
    (time(21), time(0)),
)
"""Night 21:00-08:00, and the two peaks of the delivery platforms; the last ends at midnight."""


def may_go(at: datetime) -> bool:
    """Say whether a message that is not urgent may reach people at this moment, by Shanghai's clock."""
    return next_moment(at) == at


def next_moment(at: datetime) -> datetime:
    """Return the first moment from ``at`` on (aware) at which a message that is not urgent may go."""
    local = at.astimezone(SHANGHAI)
    for start, end in REST:
        if start <= local.time() and (local.time() < end or end == time(0)):
            if end == time(0):
                return next_moment(
                    (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
                )
            return local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return at
