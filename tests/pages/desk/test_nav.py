"""The menu of the desk says which page is open."""

import re

import pytest

from ningju.rooms.organisations.models import Organisation
from tests.rooms.accounts.people import staff_client

DESK = "/en/huayang/desk/"


@pytest.mark.parametrize("page", ["say/", "places/", "glass/"])
def test_the_menu_marks_the_page_that_is_open_and_no_other(unit: Organisation, page: str) -> None:
    answer = staff_client("wang", "worker", unit).get(f"{DESK}{page}").content.decode()

    assert re.findall(r'<a href="([^"]+)" aria-current="page">', answer) == [f"{DESK}{page}"]
