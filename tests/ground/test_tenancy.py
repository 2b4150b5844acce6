"""Each community sees its own rows, and nobody sees any without a community."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.utils import ProgrammingError

from ningju.ground.models import TenantModel
from ningju.ground.tenancy import NoCommunity, current_community_id, in_community
from ningju.rooms.communities.models import Block, Community
from ningju.rooms.organisations.models import Membership, Organisation
from tests.rooms.accounts.people import make_user

TENANT_MODELS = [model for model in apps.get_models() if issubclass(model, TenantModel)]


@pytest.mark.django_db
def test_p28_without_a_community_sql_sees_nothing(
    community: Community, app_sql: Callable[..., list[Any]]
) -> None:
    Block.objects.create(slug="one", name_zh="一", colour="#aa0000")
    assert app_sql("select slug from communities_block") == [("one",)]

    app_sql("select set_config('ningju.community', '', true)")

    assert app_sql("select slug from communities_block") == []


@pytest.mark.django_db
def test_p28_each_community_sees_its_own_rows_only(
    community: Community, other_community: Community, app_sql: Callable[..., list[Any]]
) -> None:
    Block.objects.create(slug="ours", name_zh="我们", colour="#aa0000")
    with in_community(other_community.pk):
        Block.objects.create(slug="theirs", name_zh="他们", colour="#00aa00")
        assert app_sql("select slug from communities_block") == [("theirs",)]

    assert app_sql("select slug from communities_block") == [("ours",)]
    assert current_community_id() == community.pk


@pytest.mark.django_db
def test_a_row_cannot_be_written_for_another_community(
    community: Community, other_community: Community
) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Block.objects.create(slug="smuggled", name_zh="x", colour="#000000", community=other_community)

    assert Block.objects.count() == 0


@pytest.mark.django_db
def test_a_key_cannot_point_into_another_community(
    community: Community, other_community: Community
) -> None:
    with in_community(other_community.pk):
        theirs = Organisation.objects.create(slug="theirs", kind="unit", name_zh="他们")
    user = make_user("someone")

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, organisation=theirs, role="worker")
        connection.check_constraints()


@pytest.mark.django_db
def test_writing_without_a_community_is_refused_at_once() -> None:
    with pytest.raises(NoCommunity):
        Block.objects.create(slug="lost", name_zh="x", colour="#000000")


@pytest.mark.django_db
@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label_lower)
def test_every_tenant_table_is_secured(
    model: type[models.Model], app_sql: Callable[..., list[Any]]
) -> None:
    table = model._meta.db_table
    [(enabled, forced)] = app_sql(
        "select relrowsecurity, relforcerowsecurity from pg_class where oid = %s::regclass", table
    )
    [(policy,)] = app_sql("select qual from pg_policies where tablename = %s", table)
    definitions = [row[0] for row in app_sql("select indexdef from pg_indexes where tablename = %s", table)]
    keys = {row[0] for row in app_sql(
        "select pg_get_constraintdef(oid) from pg_constraint where contype = 'f' and conrelid = %s::regclass",
        table,
    )}

    assert enabled
    assert forced
    assert "ningju.community" in policy
    for definition in definitions:
        assert "(community_id" in definition, definition
    for field in model._meta.local_fields:
        if getattr(field, "stays_in_community", False):
            assert any(f"FOREIGN KEY (community_id, {field.column})" in key for key in keys), field


@pytest.mark.django_db
def test_the_app_owns_nothing_and_cannot_bypass(app_sql: Callable[..., list[Any]]) -> None:
    [(superuser, bypass)] = app_sql(
        "select rolsuper, rolbypassrls from pg_roles where rolname = current_user"
    )
    owned = app_sql("select tablename from pg_tables where tableowner = current_user")

    assert (superuser, bypass, owned) == (False, False, [])


@pytest.mark.django_db
def test_every_tenant_row_points_at_others_through_tenant_keys() -> None:
    loose = [
        f"{model._meta.label}.{field.name}"
        for model in TENANT_MODELS
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, TenantModel)
        and not getattr(field, "stays_in_community", False)
    ]

    assert loose == []
