"""Pieces of pages that are rendered once: who shares them, and what makes them anew."""

import pytest
from django.db import connection
from django.template import Context, Engine
from django.test import Client, RequestFactory
from django.utils import translation

from ningju.ground.kept import forget_all, keep, trust_content
from ningju.ground.links import shared_address, there
from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from ningju.rooms.communities.services import touch_content

WORDS = Engine(libraries={"ningju": "ningju.ground.templatetags.ningju", "i18n": "django.templatetags.i18n"})
PIECE = (
    "{% load i18n ningju %}{% kept %}{% translate 'Ningju' %}"
    "{% if request.community %} {{ request.community.name|plain_bi }}{% endif %}{% endkept %}"
)


def render(template: object, community: Community | None) -> str:
    """Render as in a GET of this community, whose version the middleware has read."""
    trust_content(community.content_version if community else None)
    request = RequestFactory().get("/")
    request.community = community  # type: ignore[attr-defined]
    return str(template.render(Context({"request": request})))  # type: ignore[attr-defined]


def test_a_kept_piece_is_rendered_once_until_the_content_changes(community: Community) -> None:
    template = WORDS.from_string(PIECE)
    first = render(template, community)
    Community.objects.filter(pk=community.pk).update(name_zh="新名字")
    community.refresh_from_db()

    assert render(template, community) == first
    touch_content()
    community.refresh_from_db()
    assert "新名字" in render(template, community)


def test_a_kept_piece_belongs_to_one_community_and_one_language(
    community: Community, other_community: Community
) -> None:
    template = WORDS.from_string(PIECE)
    with translation.override("zh-hans"):
        ours = render(template, community)
        with in_community(other_community.pk):
            theirs = render(template, other_community)
    with in_community(community.pk), translation.override("en"):
        english = render(template, community)

    assert community.name.zh in ours
    assert other_community.name.zh in theirs
    assert english == f"Ningju {community.name.en}"


def test_nothing_is_kept_where_content_may_be_changing(community: Community) -> None:
    made: list[int] = []
    for version in (None, None, 1, 1, 2):
        trust_content(version)
        keep("a thing of this test", lambda: made.append(1))
    with in_community(community.pk):
        keep("a thing of this test", lambda: made.append(1))

    assert len(made) == 5


def test_a_full_shelf_begins_again(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_all()
    monkeypatch.setattr("ningju.ground.kept.MOST_THINGS", 2)
    trust_content(1)
    made: list[str] = []
    for name in ("a", "b", "c", "a"):
        keep(name, lambda name=name: made.append(name))  # type: ignore[misc]

    assert made == ["a", "b", "c", "a"]


def test_only_a_request_that_changes_nothing_trusts_what_is_kept(
    community: Community, rider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int | None] = []
    monkeypatch.setattr("ningju.ground.middleware.trust_content", told.append)
    rider.get(f"/zh/{community.slug}/about/")
    rider.head(f"/zh/{community.slug}/about/")
    rider.post(f"/zh/{community.slug}/say/", {"words": ""})

    assert told == [community.content_version, community.content_version, None]
    assert connection.ningju_content_version is None  # type: ignore[attr-defined]


def test_addresses_with_a_code_or_a_secret_are_not_kept(community: Community) -> None:
    shared_address.cache_clear()
    assert there(community.slug, "show_my_case", language="zh", secret="abc") == "/zh/huayang/k/abc/"
    assert shared_address.cache_info().currsize == 0
    for _again in range(2):
        assert there(community.slug, "show_place", language="zh", slug="p") == "/zh/huayang/places/p/"
    assert shared_address.cache_info().hits == 1
