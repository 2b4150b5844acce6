"""Pieces of pages that are rendered once: who shares them, and what makes them anew."""

import pytest
from django.template import Context, Engine
from django.test import RequestFactory
from django.utils import translation

from ningju.ground.links import there
from ningju.rooms.communities.models import Community
from ningju.rooms.communities.services import touch_content

WORDS = Engine(libraries={"ningju": "ningju.ground.templatetags.ningju", "i18n": "django.templatetags.i18n"})
PIECE = (
    "{% load i18n ningju %}{% kept %}{% translate 'Ningju' %}"
    "{% if request.community %} {{ request.community.name|plain_bi }}{% endif %}{% endkept %}"
)


def render(template: object, community: Community | None) -> str:
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
        ours, theirs = render(template, community), render(template, other_community)
    with translation.override("en"):
        english = render(template, community)

    assert ours != theirs
    assert other_community.name.zh not in ours
    assert "Ningju" in english
    assert community.name.en in english
    assert render(template, None).strip() in ("Ningju", "凝聚")


def test_a_full_shelf_of_pieces_begins_again(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    template = WORDS.from_string(PIECE)
    node = template.nodelist[-1]
    monkeypatch.setattr(type(node), "most", 2)
    for version in range(5):
        community.content_version = version
        render(template, community)

    assert len(node.rendered) <= 2  # type: ignore[attr-defined]


def test_addresses_with_a_code_or_a_secret_are_not_kept(community: Community) -> None:
    from ningju.ground.links import shared_address

    shared_address.cache_clear()
    assert there(community.slug, "show_my_case", language="zh", secret="abc") == "/zh/huayang/k/abc/"
    assert shared_address.cache_info().currsize == 0
    for _again in range(2):
        assert there(community.slug, "show_place", language="zh", slug="p") == "/zh/huayang/places/p/"
    assert shared_address.cache_info().hits == 1
