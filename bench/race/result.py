"""Rounds of a page and its peer, and what they say: requests a second, waiting times, the ratio."""

import hashlib
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Runner:
    """The rounds of one page or of one peer."""

    seconds: float = 0.0
    waits_s: list[float] = field(default_factory=list)

    def add(self, seconds: float, waits_s: Sequence[float]) -> None:
        """Count one round."""
        self.seconds += seconds
        self.waits_s += waits_s

    @property
    def rate(self) -> float:
        """Requests a second over all rounds."""
        return len(self.waits_s) / self.seconds

    def wait_ms(self, share: float) -> float:
        """Return the waiting time that this share of the requests did not exceed."""
        ordered = sorted(self.waits_s)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


@dataclass
class Race:
    """One page against its peer."""

    name: str
    size_bytes: int
    ours: Runner = field(default_factory=Runner)
    peer: Runner = field(default_factory=Runner)

    @property
    def ratio(self) -> float:
        """Our rate as a share of the peer's; their short rounds took turns."""
        return self.ours.rate / self.peer.rate


def table(races: Sequence[Race]) -> str:
    """Return what was measured, one line a page and one for its peer."""
    lines = [f"{'page':<10}{'':<6}{'requests/s':>11}{'p50 ms':>9}{'p99 ms':>9}{'bytes':>9}{'ratio':>8}"]
    for race in races:
        for who, runner in (("ours", race.ours), ("peer", race.peer)):
            name, ratio = (race.name, f"{race.ratio:>8.2f}") if who == "ours" else ("", "")
            lines.append(
                f"{name:<10}{who:<6}{runner.rate:>11.0f}{runner.wait_ms(0.5):>9.1f}"
                f"{runner.wait_ms(0.99):>9.1f}{race.size_bytes:>9}{ratio}"
            )
    return "\n".join(lines)


def calibrate() -> float:
    """Return the milliseconds this machine takes now for a fixed piece of work of one core."""
    times = []
    for _again in range(5):
        start_s = time.perf_counter()
        digest = b""
        for i in range(60_000):
            digest = hashlib.sha256(digest + i.to_bytes(4)).digest()
        times.append(1000 * (time.perf_counter() - start_s))
    return statistics.median(times)
