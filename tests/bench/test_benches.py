"""The benches run from end to end on a tiny city; how fast, only the benches themselves judge."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bench.city.plan import SMALL, WHOLE, Plan, spread

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bench_name(worker_id: str) -> Iterator[str]:
    """Return a name for the bench's database, which is dropped afterwards."""
    name = f"{os.environ.get('NINGJU_TEST_DB', 'ningju_test')}_bench_{worker_id}"
    yield name
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(f'drop database if exists "{name}" with (force)')


def run_bench(script: str, name: str) -> str:
    """Run a bench quickly and return what it printed."""
    environment = os.environ | {"NINGJU_BENCH_DB": name, "PYTHONPATH": str(ROOT)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, str(ROOT / "bench" / script), "--quick"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.full
def test_pages_and_peers_run_and_print_a_table_and_a_result(bench_name: str) -> None:
    told = run_bench("pages.py", bench_name)

    for page in ("home", "station", "inbox", "case"):
        assert re.search(rf"^{page} +ours +\d+ .*\d\.\d\d$", told, re.MULTILINE), told
    assert len(re.findall(r" peer ", told)) == 4
    assert "Calibration" in told
    assert re.search(r"^RESULT ratio=\d+\.\d\d least=0\.40$", told.strip().splitlines()[-1])


def test_a_ledger_and_its_peer_run_and_print_a_table_and_a_result(bench_name: str) -> None:
    told = run_bench("ledger.py", bench_name)

    assert re.search(r"^openpyxl, read only, every cell +\d", told, re.MULTILINE), told
    assert re.search(r"^ours: dry run and load of 2,000 rows +\d+\.\d +\d+ ", told, re.MULTILINE), told
    assert re.search(r"^RESULT ratio=\d+\.\d\d .* megabytes=\d+$", told.strip().splitlines()[-1])


@pytest.mark.parametrize("plan", [SMALL, WHOLE, Plan(7, 100, 1000, 30, 400)])
def test_the_shares_of_a_city_make_its_totals(plan: Plan) -> None:
    shares = plan.shares()

    assert len(shares) == len({share.slug for share in shares}) == plan.communities
    assert sum(share.places for share in shares) == plan.places
    assert sum(share.cases for share in shares) == plan.cases
    assert (shares[0].places, shares[0].cases) == (plan.largest_places, plan.largest_cases)
    assert max(share.cases for share in shares) == plan.largest_cases


def test_the_whole_city_is_as_large_as_promised() -> None:
    assert (WHOLE.communities, WHOLE.places, WHOLE.cases) == (300, 10_000, 200_000)
    assert (WHOLE.largest_places, WHOLE.largest_cases) == (200, 20_000)


@pytest.mark.parametrize(("total", "parts"), [(0, 3), (1, 3), (10, 4), (9800, 299), (5, 1)])
def test_spreading_loses_nothing(total: int, parts: int) -> None:
    assert sum(spread(total, parts)) == total
