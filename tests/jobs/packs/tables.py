"""Everything a community holds, as plain text, to compare before and after."""

from typing import Any

from django.db import connection

from ningju.ground.tenancy import in_community
from ningju.jobs.packs.load import tenant_models
from ningju.rooms.communities.models import Community


def dump(slug: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of a community, and the community's own row."""
    community = Community.objects.get(slug=slug)
    with in_community(community.pk), connection.cursor() as cursor:
        tables = {}
        for model in tenant_models():
            cursor.execute(f"select t::text from {model._meta.db_table} t order by 1")
            tables[model._meta.db_table] = cursor.fetchall()
        cursor.execute("select t::text from communities_community t where id = %s", [community.pk])
        tables["communities_community"] = cursor.fetchall()
        cursor.execute("select count(*) from communities_address where community_id = %s", [community.pk])
        tables["communities_address"] = cursor.fetchall()
    return tables
