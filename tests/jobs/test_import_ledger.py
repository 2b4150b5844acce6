"""``ningju import``: one clear line, progress on standard error, and a load that a kill does not spoil."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ningju.ground.tenancy import in_community
from ningju.jobs.cli import main
from ningju.rooms.communities.models import Community
from ningju.rooms.ledgers.models import ImportBatch, ParkedRow
from ningju.rooms.places.models import Place, PlaceEvent
from tests.conftest import app_url, make_community, owner_url
from tests.ground.sheets.files import WRITERS
from tests.rooms.ledgers.tables import places_table

Say = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def say(community: Community, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run the command in the neighbourhood and return its exit code and what it printed."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["import", *words, "--community", "huayang"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def table(tmp_path: Path, rows: list[list[Any]], form: str = "xlsx") -> str:
    return str(WRITERS[form](tmp_path / "台账", rows))


def last_line(error: str) -> str:
    return error.strip().splitlines()[-1]


def test_a_dry_run_tells_the_columns_and_stores_nothing(say: Say, tmp_path: Path) -> None:
    code, out, error = say("places", table(tmp_path, places_table(3)), "--dry-run")

    assert code == 0
    assert "名称 → name_zh（列名一样 / It is called so）" in error
    assert "3 rows: 3 new, 0 known, 0 to mend" in out
    assert not Place.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_ledger_is_loaded_and_the_second_time_nothing_changes(say: Say, tmp_path: Path) -> None:
    file = table(tmp_path, places_table(3))

    first, again = say("places", file), say("places", file)

    assert first[0] == again[0] == 0
    assert "3 new, 0 changed, 0 the same" in first[1]
    assert "0 new, 0 changed, 3 the same" in again[1]
    assert PlaceEvent.objects.filter(by_name="command line").count() == 3


def test_bad_rows_are_named_and_end_with_one_line_unless_they_are_set_aside(say: Say, tmp_path: Path) -> None:
    file = table(tmp_path, places_table(3, changed={2: {"类型": "城堡"}}))

    code, out, error = say("places", file)
    assert code == 1
    assert "第 3 行“类型”列“城堡”" in out
    assert 'Row 3, column "类型" "城堡"' in out
    assert last_line(error) == "ningju import: 1 行要改，什么也没导入 / 1 rows to mend, nothing was loaded"
    assert not Place.objects.exists()

    code, out, _error = say("places", file, "--park")
    assert code == 0
    assert "1 set aside" in out
    assert (Place.objects.count(), ParkedRow.objects.count()) == (2, 1)


@pytest.mark.parametrize("form", ["xlsx", "gb18030"])
def test_t2_a_forbidden_column_ends_with_one_line_and_stores_nothing(
    form: str, say: Say, tmp_path: Path
) -> None:
    rows = [[*row, ""] for row in places_table(2)]
    rows[0][-1] = "民族"

    code, out, error = say("places", table(tmp_path, rows, form))

    assert code == 1
    assert "民族" not in out
    assert "列名“民族”" in error
    assert last_line(error).startswith("ningju import: 整个文件都没有收")
    assert not Place.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_column_can_be_named_or_left_out_by_hand(say: Say, tmp_path: Path) -> None:
    rows = places_table(1)
    rows[0][1] = "楼名"

    assert "name_zh" in last_line(say("places", table(tmp_path, rows))[2])
    code, _out, _error = say("places", table(tmp_path, rows), "--map", "楼名=name_zh", "--map", "备注=")

    assert code == 0
    assert Place.objects.get().name.zh == "安化路1号楼"
    assert Place.objects.get().note.zh == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--map", "没有=name_zh"], "no such column"),
        (["--map", "备注=income"], "no column"),
        (["--map", "备注=name_zh"], "twice"),
    ],
)
def test_a_wrong_column_by_hand_is_refused_in_one_line(
    words: list[str], told: str, say: Say, tmp_path: Path
) -> None:
    code, _out, error = say("places", table(tmp_path, places_table(1)), *words)

    assert code == 1
    assert told in last_line(error)
    assert "Traceback" not in error


def test_what_is_no_table_or_not_there_is_said_in_one_line(say: Say, tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"%PDF-1.7")

    for file in (str(tmp_path / "letter"), str(tmp_path / "nowhere")):
        code, _out, error = say("places", file)
        assert code == 1
        assert error.count("\n") == 1
        assert " / " in error


def test_with_several_neighbourhoods_one_must_be_named(
    community: Community, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["import", "places", table(tmp_path, places_table(1))])

    assert code == 1
    assert "--community" in capsys.readouterr().err


def test_a_load_killed_in_the_middle_goes_on_and_every_row_comes_in_once(
    committed_db: None, tmp_path: Path
) -> None:
    rows = 4_000
    community = make_community("huayang", "华阳", "Huayang")
    file = table(tmp_path, places_table(rows), "utf-8")
    command = [sys.executable, "-m", "ningju", "import", "places", file, "--community", "huayang"]
    environment = os.environ | {"DATABASE_URL": app_url(), "DATABASE_OWNER_URL": owner_url()}
    environment |= {"DJANGO_SETTINGS_MODULE": "ningju.config.settings", "NINGJU_DATA": str(tmp_path)}

    def loaded() -> int:
        with in_community(community.pk):
            return Place.objects.count()

    killed = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until_s = time.monotonic() + 120
    while loaded() == 0 and time.monotonic() < until_s:
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    half = loaded()
    with in_community(community.pk):
        assert ImportBatch.objects.get().state == "running"
    assert 0 < half < rows
    assert half % 500 == 0

    again = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert again.returncode == 0, again.stderr
    assert "going on behind row" in again.stderr
    with in_community(community.pk):
        batch = ImportBatch.objects.get()
        assert (batch.state, batch.rows_new) == ("done", rows)
        assert Place.objects.count() == PlaceEvent.objects.count() == rows
