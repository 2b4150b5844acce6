"""The public page of an organisation: what it is and does, and never who belongs to it."""

import inspect

import pytest
from django.test import Client
from django.urls import get_resolver

from ningju.ground.tenancy import in_community
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations import access, services
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import put_organisation
from tests.rooms.accounts.people import make_staff

PAGE = "/zh/huayang/organisations/lamp-tea/"
NAME = Bilingual("灯下茶饮", "Lamp Tea")


@pytest.fixture
def lamp_tea(community: Community) -> Organisation:
    return put_organisation(
        slug="lamp-tea",
        kind="partner",
        name=NAME,
        description=Bilingual("晚上给骑手留热水。", "Hot water for riders at night."),
        is_invented=True,
    )


def test_the_page_says_what_it_is_in_both_languages(lamp_tea: Organisation, rider: Client) -> None:
    chinese = rider.get(PAGE).content.decode()
    english = rider.get(PAGE.replace("/zh/", "/en/")).content.decode()

    assert "灯下茶饮" in chinese
    assert "晚上给骑手留热水" in chinese
    assert "共建单位" in chinese
    assert "Lamp Tea" in english
    assert "A partner" in english


def test_an_invented_organisation_says_so(lamp_tea: Organisation, rider: Client) -> None:
    marked = rider.get(PAGE).content.decode()
    Organisation.objects.update(is_invented=False)

    assert 'class="demo"' in marked
    assert 'class="demo"' not in rider.get(PAGE).content.decode()


def test_nobody_who_works_for_it_is_named(lamp_tea: Organisation, rider: Client) -> None:
    make_staff("aqin-of-lamp-tea", "partner", lamp_tea)

    assert "aqin-of-lamp-tea" not in rider.get(PAGE).content.decode()


def test_an_organisation_of_another_neighbourhood_is_absent(
    community: Community, other_community: Community, rider: Client
) -> None:
    with in_community(other_community.pk):
        put_organisation(slug="lamp-tea", kind="partner", name=NAME)

    assert rider.get(PAGE).status_code == 404
    assert rider.get("/zh/liuqiao/organisations/lamp-tea/").status_code == 200


def test_words_are_shown_as_words(lamp_tea: Organisation, rider: Client) -> None:
    put_organisation(slug="lamp-tea", kind="partner", name=Bilingual("<script>alert(1)</script>", ""))

    assert "<script>alert" not in rider.get(PAGE).content.decode()


def test_no_function_lists_or_imports_the_members_of_an_organisation() -> None:
    names = [
        name
        for room_module in (access, services)
        for name, _function in inspect.getmembers(room_module, inspect.isfunction)
    ]

    assert not [name for name in names if "member" in name or "import" in name or name.startswith("list")]


def test_no_address_leads_to_members() -> None:
    names = [str(name) for name in get_resolver().reverse_dict if isinstance(name, str)]

    assert "show_organisation" in names
    assert not [name for name in names if "member" in name or "staff_list" in name]
