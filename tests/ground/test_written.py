"""Queries whose SQL is written once: the same rows as the plain query, whoever asks."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from ningju.ground import written
from ningju.ground.models import FormKey
from ningju.ground.tenancy import in_community
from ningju.ground.written import read_written, run_written
from ningju.rooms.communities.models import Block, Community


def blocks_at(order: str, *, holes: Sequence[int]) -> QuerySet[Any, Any]:
    return Block.objects.filter(pk__in=holes).order_by(order).values_list("slug", "position")


@pytest.fixture
def blocks(community: Community) -> list[int]:
    names = [f"b{position}" for position in range(5)]
    return [
        Block.objects.create(slug=slug, name_zh="甲", colour="#000000", position=position).pk
        for position, slug in enumerate(names)
    ]


@pytest.mark.parametrize("order", ["position", "-position"])
@pytest.mark.parametrize("chosen", [(1,), (3,), (0, 4), (4, 0, 2)])
def test_a_written_query_finds_what_the_query_finds(
    blocks: list[int], order: str, chosen: tuple[int, ...]
) -> None:
    for shift in (0, 1):
        ids = [blocks[(one + shift) % 5] for one in chosen]
        found = run_written(blocks_at, order, holes=ids)

        assert len(found) == len(ids)
        assert found == list(blocks_at(order, holes=ids))


def test_a_written_query_brings_whole_rows(blocks: list[int]) -> None:
    def build(*, holes: Sequence[int]) -> QuerySet[Block, Block]:
        return Block.objects.filter(pk=holes[0])

    for pk in blocks[:2]:
        (found,) = read_written(build, holes=[pk])
        plain = Block.objects.get(pk=pk)

        assert {field.attname: getattr(found, field.attname) for field in Block._meta.concrete_fields} == {
            field.attname: getattr(plain, field.attname) for field in Block._meta.concrete_fields
        }
        assert not found._state.adding


def test_a_hole_may_be_a_uuid(community: Community) -> None:
    def build(*, holes: Sequence[uuid.UUID]) -> QuerySet[FormKey, FormKey]:
        return FormKey.objects.filter(key=holes[0])

    keys = [FormKey.objects.create(key=uuid.uuid4(), body_hash=b"x" * 32) for _one in range(2)]

    assert [read_written(build, holes=[one.key]) for one in keys] == [[one] for one in keys]
    assert read_written(build, holes=[uuid.uuid4()]) == []


def test_a_query_is_written_once_for_each_shape(community: Community) -> None:
    shapes: list[tuple[str, int]] = []

    def build(order: str, *, holes: Sequence[int]) -> QuerySet[Any, Any]:
        shapes.append((order, len(holes)))
        return blocks_at(order, holes=holes)

    for ids in ((1,), (2,), (1, 2), (3, 4)):
        run_written(build, "position", holes=ids)
    run_written(build, "slug", holes=(1,))

    assert shapes == [("position", 1), ("position", 2), ("slug", 1)]


def test_a_query_that_can_find_nothing_asks_nothing(
    community: Community, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert run_written(blocks_at, "position", holes=()) == []


def test_a_written_query_sees_its_own_community_only(blocks: list[int], other_community: Community) -> None:
    assert run_written(blocks_at, "slug", holes=blocks[1:2]) == [("b1", 1)]
    with in_community(other_community.pk):
        assert run_written(blocks_at, "slug", holes=blocks[1:2]) == []


def test_what_was_written_is_forgotten_before_it_grows_without_end(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "MOST_WRITTEN", 3)
    builds: list[Callable[..., QuerySet[Any, Any]]] = [
        lambda *, holes, start=start: blocks_at("slug", holes=holes)[start:] for start in range(9)
    ]
    for build in builds:
        run_written(build, holes=(1, 2))

    assert len(written._written) <= 3
