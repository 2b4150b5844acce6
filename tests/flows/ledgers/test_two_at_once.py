"""Two who load one table: the second leaves it to the first."""

from pathlib import Path

import pytest

from ningju.flows.ledgers import LoadStopped, load_rows
from ningju.rooms.communities.models import Community
from ningju.rooms.ledgers import services
from ningju.rooms.ledgers.models import ImportBatch
from tests.flows.ledgers.test_check_and_load import checked, told, written
from tests.rooms.ledgers.tables import places_table


def test_who_comes_second_does_not_stop_the_one_who_is_loading(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ningju.flows.ledgers.loading.CHUNK", 1)
    path = written(places_table(2), tmp_path)
    batch = services.start_loading(batch=checked(path), is_parking=False, by_name="lin")
    stale = ImportBatch.objects.get(pk=batch.pk)
    refused: list[str] = []

    def come_second(loaded: ImportBatch) -> None:
        if not refused:
            with pytest.raises(LoadStopped) as stopped:
                load_rows(community_id=community.pk, batch=stale, path=path)
            refused.append(stopped.value.reason.en)

    done = load_rows(community_id=community.pk, batch=batch, path=path, progress=come_second)

    assert refused == ["Somebody else is loading this table."]
    assert (done.state, told(done)) == ("done", (2, 0, 0, 0))
