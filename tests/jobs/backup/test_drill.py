"""The restore drill: what was backed up while people worked comes back elsewhere, row by row, and serves."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from ningju.flows.say import say
from ningju.ground.models import StoredFile
from ningju.ground.page_cache import SHELF
from ningju.ground.tenancy import in_community
from ningju.jobs.backup.owner_link import owner_link
from ningju.jobs.backup.progress import Progress
from ningju.jobs.backup.restore import restore_backup
from ningju.jobs.backup.write import write_backup
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.cases.services import answer_case, claim_case
from ningju.rooms.communities.models import Community
from ningju.rooms.issues.models import Issue
from ningju.rooms.needs.models import Need
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import tap_used
from tests.jobs.backup.stage import (
    Silent,
    another_database,
    back_up,
    contents,
    fill_town,
    name_here,
    security,
    sequences,
    standing_at,
)
from tests.rooms.cases.cases import make_actor

DAYS, A_DAY = 30, 12


@contextmanager
def people_at_work(slug: str) -> Iterator[threading.Semaphore]:
    """Let somebody say things without end, each one case and one need in one transaction.

    Yields:
        What is released after each of them.
    """
    said, is_over = threading.Semaphore(0), threading.Event()

    def work() -> None:
        try:
            community = Community.objects.get(slug=slug)
            while not is_over.is_set():
                with in_community(community.pk):
                    say(words="想借把雨伞", category=Category.objects.filter(kind="need")[0])
                said.release()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield said
    finally:
        is_over.set()
        thread.join()


class Interrupted(Progress):
    """Progress that lets people write something at every step, so that no step runs in a quiet town."""

    def __init__(self, said: threading.Semaphore) -> None:
        """Wait for this between two steps."""
        super().__init__()
        self.said, self.waits = said, 0

    def tell(self, what: str, done: int, total: int) -> None:
        """Wait until somebody has committed something."""
        while self.said.acquire(blocking=False):
            pass
        assert self.said.acquire(timeout=30), "nobody could write while the backup ran"
        self.waits += 1


def count(slug: str) -> tuple[int, int, int]:
    """Return how many cases, needs and issues a neighbourhood has."""
    with in_community(Community.objects.get(slug=slug).pk):
        return Case.objects.count(), Need.objects.count(), Issue.objects.count()


def a_months_work(slug: str) -> None:
    """Let a neighbourhood work for a month: said, claimed, answered, used, day by day."""
    community = Community.objects.get(slug=slug)
    begun = timezone.now() - timedelta(days=DAYS)
    with in_community(community.pk):
        categories = list(Category.objects.filter(unit__isnull=False).select_related("unit").order_by("slug"))
        places = list(Place.objects.order_by("slug"))
        worker = make_actor("coordinator", *{each.unit for each in categories}, username=f"month-{slug}")
        for day in range(DAYS):
            for turn in range(A_DAY):
                at = begun + timedelta(days=day, minutes=30 * turn)
                category = categories[(day + turn) % len(categories)]
                place = places[(day * A_DAY + turn) % len(places)]
                case = say(words=f"第{day}天第{turn}件", category=category, place=place, at=at)
                tap_used(place=place)
                if turn % 3:
                    case = claim_case(case=case, by=worker, at=at + timedelta(minutes=5))
                if turn % 3 == 2:
                    answer_case(case=case, words="办好了", by=worker, at=at + timedelta(hours=2))


def test_everything_comes_back_table_by_table_with_its_guards(town: None, folder: Path, target: str) -> None:
    written, here = back_up(folder), name_here()
    pictures = {path.name: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*.jpg")}
    shutil.rmtree(settings.MEDIA_ROOT)

    with standing_at(target):
        loaded = restore_backup(written.file, written.keys_file, progress=Silent())

    assert contents(target) == contents(here)
    assert security(target) == security(here)
    assert sequences(target) == sequences(here)
    assert (loaded.communities, loaded.rows, loaded.keys) == (1, written.rows, written.keys)
    assert loaded.rows == sum(
        rows for label, (rows, _digest) in contents(here).items() if not label.startswith("keys.")
    )
    assert {path.name: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*.jpg")} == pictures
    assert loaded.pictures == 1


def test_a_restored_town_serves_its_pages_and_goes_on_numbering(
    town: None, folder: Path, target: str
) -> None:
    written = back_up(folder)
    shutil.rmtree(settings.MEDIA_ROOT)

    with standing_at(target):
        restore_backup(written.file, written.keys_file, progress=Silent())
        SHELF.clear()
        rider = Client()
        with in_community(Community.objects.get(slug="liuqiao").pk):
            slug = Place.objects.order_by("slug")[0].slug
            picture = StoredFile.objects.get().public_id
            say(words="想借把雨伞", category=Category.objects.filter(kind="need")[0])

        assert rider.get("/zh/liuqiao/").status_code == 200
        assert f"/media/liuqiao/{picture}" in rider.get(f"/zh/liuqiao/places/{slug}/").content.decode()
        assert rider.get(f"/media/liuqiao/{picture}").content.startswith(b"\xff\xd8\xff")


def test_a_backup_while_people_write_is_of_one_moment(town: None, folder: Path, target: str) -> None:
    before = count("liuqiao")
    with people_at_work("liuqiao") as said, owner_link() as link:
        progress = Interrupted(said)
        written = write_backup(link, folder / "ningju.zip", folder / "ningju.keys", progress)
    after = count("liuqiao")

    with standing_at(target):
        restore_backup(written.file, written.keys_file, progress=Silent())
        cases, needs, issues = count("liuqiao")

    assert progress.waits > 30
    assert cases - before[0] == needs - before[1], "a case came without its need, or a need without its case"
    assert before[0] <= cases < after[0]
    assert issues == before[2]


@pytest.mark.full
def test_a_month_of_two_neighbourhoods_backed_up_under_load_is_counted_equal_elsewhere(
    committed_db: None, folder: Path, target: str
) -> None:
    fill_town("huayang", "liuqiao")
    for slug in ("huayang", "liuqiao"):
        a_months_work(slug)
    with people_at_work("huayang") as said, owner_link() as link:
        under_load = write_backup(link, folder / "load.zip", folder / "load.keys", Interrupted(said))
    quiet, here = back_up(folder), name_here()
    assert under_load.rows < quiet.rows

    with standing_at(target):
        restore_backup(quiet.file, quiet.keys_file, progress=Silent())
    assert contents(target) == contents(here)
    with another_database("loaded") as second, standing_at(second):
        restore_backup(under_load.file, under_load.keys_file, progress=Silent())
        cases, needs, issues = count("huayang")
        assert cases == needs + issues
        liuqiao = count("liuqiao")
        assert Client().get("/zh/huayang/").status_code == 200
        assert Client().get("/en/liuqiao/lists/").status_code == 200
    assert liuqiao == count("liuqiao")
