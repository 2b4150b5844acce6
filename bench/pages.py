"""Home, station page, inbox and case page of the largest community, each beside a plain view.

The peer runs through the same middleware in the same community, reads one row, and returns the
bytes of our page. Page and peer are asked in short turns, so that what slows the machine slows both.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.city.database import bench_database
from bench.city.plan import SMALL, WHOLE
from bench.load import load_once
from bench.race.peer import NOT_THE_VIEWS, Peer, keep_peer
from bench.race.result import Race, calibrate, table
from bench.race.server import Answer, NotReady, Server, running_server

LEAST_RATIO = 0.40
CONNECTIONS = 16
WARM_S = 1.0
LARGEST = "bench-001"


def measure(server: Server, peers: Path, *, rounds: int, seconds: float, only: str = "") -> list[Race]:
    """Let each page run against its peer and return what came of it."""
    from bench.race.course import Page, address, pages_of

    def run(page: Page, path: str, seconds: float) -> tuple[float, list[float]]:
        told = server.ride(path, page.headers, seconds=seconds, connections=CONNECTIONS)
        return told["seconds"], told["waits_s"]

    races = []
    for page in pages_of(LARGEST):
        if only and page.name != only:
            continue
        answer = server.get(page.path, page.headers)
        peer = Peer(page.model, page.column, page.value, own_headers(answer))
        keep_peer(peers, page.name, peer, answer.body)
        peer_path = address(LARGEST, "show_home") + f"bench/{page.name}/"
        check_same(page.name, answer, server.get(peer_path, page.headers))
        race = Race(page.name, len(answer.body))
        turns = [(race.ours, page.path), (race.peer, peer_path)]
        for _runner, path in turns:
            run(page, path, WARM_S if rounds > 1 else seconds)
        for number in range(rounds):
            for runner, path in turns if number % 2 == 0 else reversed(turns):
                runner.add(*run(page, path, seconds))
        races.append(race)
    return races


def own_headers(answer: Answer) -> dict[str, str]:
    """Return the headers that a page's view set, not its middleware."""
    return {name: value for name, value in answer.headers.items() if name.lower() not in NOT_THE_VIEWS}


def check_same(name: str, ours: Answer, peer: Answer) -> None:
    """Refuse to measure a peer that returns something else.

    Raises:
        NotReady: bytes or headers differ.
    """
    if ours.body != peer.body:
        raise NotReady(f"the peer of {name} returns other bytes")
    differing = {header for header, value in own_headers(ours).items() if peer.headers.get(header) != value}
    if differing:
        raise NotReady(f"the peer of {name} differs in {', '.join(sorted(differing))}")


def main(words: Sequence[str] | None = None) -> int:
    """Load the city if it is not there, run every page against its peer, and judge."""
    parser = argparse.ArgumentParser(prog="run.py bench pages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tiny city and few requests; judges nothing")
    parser.add_argument("--rounds", type=int, default=30, help="rounds of each page and of each peer (30)")
    parser.add_argument("--seconds", type=float, default=0.3, help="seconds of each round (0.3)")
    parser.add_argument("--only", default="", help="one page: home, station, inbox or case")
    options = parser.parse_args(words)
    rounds, seconds = (1, 0.2) if options.quick else (options.rounds, options.seconds)
    plan = SMALL if options.quick else WHOLE
    with bench_database(plan) as mark, tempfile.TemporaryDirectory() as peers:
        load_once(plan, mark)
        before_ms = calibrate()
        with running_server(Path(peers)) as server:
            races = measure(server, Path(peers), rounds=rounds, seconds=seconds, only=options.only)
        after_ms = calibrate()
    print(
        f"{plan.communities} communities, {plan.places:,} places, {plan.cases:,} cases; the largest: "
        f"{plan.largest_places} places, {plan.largest_cases:,} cases. {CONNECTIONS} connections, "
        f"{rounds} x {seconds} s each in turns.\n"
        f"Calibration (fixed work of one core): {before_ms:.0f} ms before, {after_ms:.0f} ms after.\n"
    )
    print(table(races))
    worst = min(race.ratio for race in races)
    print(f"RESULT ratio={worst:.2f} least={LEAST_RATIO:.2f}")
    return 0 if options.quick or worst >= LEAST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
