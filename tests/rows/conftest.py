"""Both demo neighbourhoods, loaded once for the acceptance checks of the inventory's rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ningju.ground.tenancy import in_community
from ningju.jobs.packs.load import load_pack
from ningju.rooms.communities.models import Community
from tests.conftest import empty_tables

PACKS = Path(__file__).resolve().parents[2] / "ningju" / "packs"


@pytest.fixture(scope="module")
def packs(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load both packs, committed; the tables are emptied after the module."""
    with django_db_blocker.unblock():
        for name in ("huayang", "liuqiao"):
            load_pack(PACKS / name)
        yield
        empty_tables()


@pytest.fixture
def huayang(packs: None) -> Iterator[Community]:
    """Return Huayang, set for the test."""
    community = Community.objects.get(slug="huayang")
    with in_community(community.pk):
        yield community


@pytest.fixture
def visitor(packs: None) -> Client:
    """Return a browser of somebody without an account."""
    return Client(headers={"accept-language": "zh-CN"})
