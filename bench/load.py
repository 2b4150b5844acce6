"""Fill a database with a made-up city of 300 communities and 200,000 cases, in three minutes at most."""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from bench.city.database import bench_database, is_loaded, make_empty, settle
from bench.city.plan import SMALL, WHOLE, Plan, Share
from ningju.jobs.django_setup import start_django

MOST_S = 180.0
SEED = 20260301
PROCESSES = 2


def load(plan: Plan, mark: str) -> float:
    """Make the database and fill it as the app role; return the seconds it took.

    Each community is one transaction under row security, as everything the product does.
    """
    start_s = time.perf_counter()
    make_empty()
    shares, done = plan.shares(), 0
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        made = [pool.submit(fill_community, share) for share in shares]
        for number, future in enumerate(as_completed(made), start=1):
            done += future.result()
            show_progress(number, len(shares), done, time.perf_counter() - start_s)
    settle(mark)
    return time.perf_counter() - start_s


def fill_community(share: Share) -> int:
    """Make one community with all its rows, in one transaction; return how many cases it has."""
    start_django()
    from django.db import transaction
    from django.utils import timezone

    from bench.city.ground import lay_ground, make_community
    from bench.city.matters import make_cases
    from ningju.ground.tenancy import set_community

    dice, now = random.Random(f"{SEED} {share.slug}"), timezone.now()
    with transaction.atomic():
        community = make_community(share)
        set_community(community.pk)
        make_cases(lay_ground(community, share, dice, now), share.cases, dice, now)
    return share.cases


def show_progress(number: int, communities: int, cases: int, passed_s: float) -> None:
    """Print one line now and then; on a terminal it is written over."""
    if number % 10 == 0 or number in (1, communities):
        end = "\n" if number == communities or not sys.stderr.isatty() else "\r"
        line = f"  {number}/{communities} communities, {cases:,} cases, {passed_s:.0f} s"
        print(line, end=end, file=sys.stderr, flush=True)


def load_once(plan: Plan, mark: str, *, afresh: bool = False) -> float | None:
    """Load unless the database holds this city already; return the seconds, or None."""
    start_django()
    return None if is_loaded(mark) and not afresh else load(plan, mark)


def main(words: Sequence[str] | None = None) -> int:
    """Load afresh, print how long it took, and fail beyond three minutes."""
    parser = argparse.ArgumentParser(prog="run.py bench load", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tiny city, to see that it works")
    plan = SMALL if parser.parse_args(words).quick else WHOLE
    with bench_database(plan) as mark:
        took_s = load_once(plan, mark, afresh=True) or 0.0
    print(f"{plan.communities} communities, {plan.places:,} places, {plan.cases:,} cases in {took_s:.1f} s")
    print(f"RESULT seconds={took_s:.1f} most={MOST_S:.0f}")
    return 0 if took_s <= MOST_S else 1


if __name__ == "__main__":
    sys.exit(main())
