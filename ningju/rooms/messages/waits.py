"""How long to wait before a message is tried again, and when to give up."""

from datetime import timedelta

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)


def wait_after(attempts: int, chance: float) -> timedelta:
    """Return the wait after the so-many-th try that failed: doubling, with jitter, 1 minute to 6 hours.

    Args:
        attempts: tries so far, 1 or more.
        chance: 0 to 1, by which many messages that failed together do not come back together.

    >>> wait_after(1, 0.5), wait_after(4, 0.0), wait_after(40, 1.0)
    (datetime.timedelta(seconds=60), datetime.timedelta(seconds=360), datetime.timedelta(seconds=21600))
    """
    doubled: timedelta = SHORTEST * 2 ** min(attempts - 1, 20)
    return min(max(doubled * (0.75 + chance / 2), SHORTEST), LONGEST)
