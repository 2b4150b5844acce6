"""A row is saved only if something about it is new; a load in one piece needs no savepoints."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ningju.ground.changes import save_changes
from ningju.ground.tenancy import without_savepoints
from ningju.rooms.communities.models import Block, Community

COLUMNS = {"name_zh": "桥头", "colour": "#C4622D"}


def test_a_new_row_is_saved_and_has_no_former_words(community: Community) -> None:
    block = Block(slug="bridge")

    assert save_changes(block, COLUMNS) == {}
    assert Block.objects.get().slug == "bridge"


def test_the_same_columns_ask_the_database_nothing(
    community: Community, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    block = Block(slug="bridge")
    save_changes(block, COLUMNS)

    with django_assert_num_queries(0):
        assert save_changes(block, COLUMNS) is None


def test_what_changes_tells_what_stood_there(community: Community) -> None:
    block = Block(slug="bridge")
    save_changes(block, COLUMNS)

    assert save_changes(block, {"name_zh": "桥头新", "colour": "#C4622D"}) == {"name_zh": "桥头"}
    assert Block.objects.get().name.zh == "桥头新"


def test_nested_blocks_make_no_savepoints_until_the_load_is_over(
    community: Community, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    with without_savepoints(), django_assert_num_queries(0), transaction.atomic():
        pass
    with django_assert_num_queries(2), transaction.atomic():
        pass


@pytest.mark.django_db(transaction=False)
def test_an_error_within_a_load_undoes_all_of_it(community: Community) -> None:
    def load() -> None:
        with transaction.atomic(), without_savepoints():
            Block(slug="bridge", **COLUMNS).save()
            with transaction.atomic():
                Block(slug="bridge", **COLUMNS).save()

    with pytest.raises(IntegrityError):
        load()

    assert connection.features.uses_savepoints
    assert not Block.objects.exists()
