"""A neighbourhood that takes ledgers, and files that wait in a folder of the test."""

from pathlib import Path
from typing import Any

import pytest

from ningju.kernel.text import Bilingual
from ningju.rooms.cases.services import put_category
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import put_organisation


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    """Give the test a data folder of its own."""
    settings.DATA = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def host(community: Community) -> Organisation:
    """Return an organisation that places name as theirs."""
    return put_organisation(slug="office", kind="unit", name=Bilingual("服务办", "Office"))


@pytest.fixture
def meals(host: Organisation) -> None:
    """Declare a kind of need."""
    put_category(
        slug="meals",
        kind="need",
        name=Bilingual("吃饭", "Meals"),
        keywords_zh=["吃饭"],
        keywords_en=["meal"],
        unit=host,
        allowed_working_days=3,
        allowed_hours=None,
        is_danger=False,
        emergency_number="",
        position=0,
        by_name="the test",
    )
