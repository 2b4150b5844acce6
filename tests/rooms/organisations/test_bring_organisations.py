"""Organisations of rows that were read without a join."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ningju.ground.kept import forget_all, trust_content
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import bring_organisations
from ningju.rooms.organisations.models import Membership, Organisation
from ningju.rooms.organisations.services import put_organisation


@pytest.fixture
def unit(community: Community) -> Organisation:
    forget_all()
    return put_organisation(slug="office", kind="unit", name=Bilingual("管理办", "Office"))


def test_rows_get_their_organisation_with_one_query_and_then_with_none(
    unit: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    trust_content(1)
    for queries in (1, 0):
        rows = [Membership(organisation_id=unit.pk) for _row in range(3)]
        with django_assert_num_queries(queries):
            bring_organisations(rows, "organisation")
            names = {row.organisation.name.zh for row in rows}

        assert names == {"管理办"}


def test_a_changed_name_is_seen_at_once_where_something_may_be_changing(unit: Organisation) -> None:
    trust_content(1)
    bring_organisations([Membership(organisation_id=unit.pk)], "organisation")
    trust_content(None)
    put_organisation(slug="office", kind="unit", name=Bilingual("新管理办", "New Office"))
    row = Membership(organisation_id=unit.pk)
    bring_organisations([row], "organisation")

    assert row.organisation.name.zh == "新管理办"


def test_a_row_without_an_organisation_keeps_none(
    unit: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = Membership()
    with django_assert_num_queries(0):
        bring_organisations([row], "organisation")

    assert row.organisation_id is None
