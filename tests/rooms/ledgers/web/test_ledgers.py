"""Whole requests: upload, columns, dry run, load; and everybody who must see nothing."""

import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from ningju.ground.links import there
from ningju.ground.tenancy import in_community
from ningju.jobs.ledgers import check_batch, load_batch
from ningju.rooms.communities.models import Community
from ningju.rooms.ledgers.models import ImportBatch, ImportEvent, ParkedRow
from ningju.rooms.places.models import Place
from tests.ground.sheets.files import WRITERS
from tests.rooms.accounts.people import make_staff, sign_in, staff_client
from tests.rooms.ledgers.tables import places_table

CLOSED_TO = ["keeper", "worker", "partner", "leader", "auditor"]


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    """Give the test a data folder of its own."""
    settings.DATA = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def lin(community: Community) -> Client:
    """Return the browser of a coordinator."""
    return staff_client("lin", "coordinator")


def page(name: str, language: str = "zh", **arguments: Any) -> str:
    return there("huayang", name, language=language, **arguments)


def upload(
    client: Client,
    tmp_path: Path,
    table: list[list[Any]],
    form: str = "xlsx",
    name: str = "台账.xlsx",
    **more: str,
) -> Any:
    """Send a table as the form does."""
    content = WRITERS[form](tmp_path / "table", table).read_bytes()
    sent = {"kind": "places", "table": SimpleUploadedFile(name, content)} | more
    return client.post(page("upload_ledger", more.pop("language", "zh")), sent)


def brought(client: Client, tmp_path: Path, table: list[list[Any]]) -> ImportBatch:
    """Upload a table and return its batch."""
    upload(client, tmp_path, table)
    return ImportBatch.objects.newest_first()[0]


def run(work: Any, batch: ImportBatch) -> None:
    """Do what a worker does with a deferred job."""
    work(community_id=batch.community_id, public_id=str(batch.public_id))


def queued() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select task_name from procrastinate_jobs order by id")
        return [name for (name,) in cursor.fetchall() if name.startswith("ledgers.")]


def waiting(data: Path) -> list[Path]:
    return sorted((data / "ledgers").iterdir()) if (data / "ledgers").exists() else []


def columns(batch: ImportBatch, client: Client) -> Any:
    """Accept the columns that were proposed."""
    form = client.get(page("map_ledger", public_id=batch.public_id)).context["form"]
    return client.post(
        page("map_ledger", public_id=batch.public_id),
        {name: field.initial for name, field in form.fields.items()},
    )


def checked(client: Client, tmp_path: Path, table: list[list[Any]]) -> ImportBatch:
    """Upload a table, accept its columns and let it be checked."""
    batch = brought(client, tmp_path, table)
    columns(batch, client)
    run(check_batch, batch)
    batch.refresh_from_db()
    return batch


def test_a_table_goes_from_upload_to_result_without_javascript(
    lin: Client, tmp_path: Path, data: Path, django_capture_on_commit_callbacks: Any
) -> None:
    answer = upload(lin, tmp_path, places_table(3))
    batch = ImportBatch.objects.get()
    assert answer["Location"] == page("map_ledger", public_id=batch.public_id)
    assert "列名一样" in lin.get(answer["Location"]).content.decode()

    answer = columns(batch, lin)
    assert answer["Location"] == page("show_ledger", public_id=batch.public_id)
    waiting_page = lin.get(answer["Location"]).content.decode()
    assert 'http-equiv="refresh"' in waiting_page
    assert queued() == ["ledgers.check_batch"]
    run(check_batch, batch)
    shown = lin.get(page("show_ledger", public_id=batch.public_id)).content.decode()
    assert 'http-equiv="refresh"' not in shown
    assert not Place.objects.exists()

    lin.post(page("load_ledger", public_id=batch.public_id))
    assert queued() == ["ledgers.check_batch", "ledgers.load_batch"]
    with django_capture_on_commit_callbacks(execute=True):
        run(load_batch, batch)

    assert Place.objects.count() == 3
    batch.refresh_from_db()
    assert (batch.state, batch.rows_new, batch.by_name) == ("done", 3, "lin")
    assert waiting(data) == []
    assert list(ImportEvent.objects.order_by("id").values_list("verb", flat=True)) == [
        "brought",
        "columns",
        "checked",
        "loading",
        "loaded",
    ]
    assert "台账.xlsx" in lin.get(page("list_ledgers")).content.decode()


def test_the_file_waits_readable_by_the_service_alone(lin: Client, tmp_path: Path, data: Path) -> None:
    batch = brought(lin, tmp_path, places_table(1))

    (kept,) = waiting(data)
    assert kept.name == f"{batch.public_id}.table"
    assert stat.S_IMODE(os.stat(kept).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(kept.parent).st_mode) == 0o700


def planted(word: str = "民族") -> list[list[Any]]:
    table = [[*row, ""] for row in places_table(2)]
    table[0][-1] = word
    return table


@pytest.mark.parametrize("form", ["xlsx", "xls", "gb18030", "utf-8"])
def test_p3_a_forbidden_table_is_refused_whole_and_leaves_nothing(
    form: str, lin: Client, tmp_path: Path, data: Path
) -> None:
    by_header = upload(lin, tmp_path, planted(), form)
    by_value = upload(lin, tmp_path, places_table(2, changed={2: {"备注": "回族, 藏族"}}), form)

    assert by_header.status_code == by_value.status_code == 422
    assert "列名“民族”" in by_header.content.decode()
    assert "第 3 行“备注”列" in by_value.content.decode()
    assert waiting(data) == []
    assert not ImportBatch.objects.exists()
    assert queued() == []


def test_p3_the_refusal_is_told_in_english_too_and_never_repeats_the_value(
    lin: Client, tmp_path: Path
) -> None:
    table = places_table(1, changed={1: {"备注": "11010519491231002X"}})
    content = WRITERS["utf-8"](tmp_path / "table", table).read_bytes()

    answer = lin.post(
        page("upload_ledger", "en"), {"kind": "places", "table": SimpleUploadedFile("ledger.csv", content)}
    ).content.decode()

    assert "Row 2, column" in answer
    assert "never recorded" in answer
    assert "1101051949" not in answer


def test_p3_a_file_named_after_a_roster_is_refused(lin: Client, tmp_path: Path, data: Path) -> None:
    answer = upload(lin, tmp_path, places_table(1), name="少数民族名单.xlsx")

    assert answer.status_code == 422
    assert waiting(data) == []


def test_what_is_no_table_is_refused_with_the_mend_and_leaves_nothing(
    lin: Client, tmp_path: Path, data: Path
) -> None:
    answer = lin.post(
        page("upload_ledger"), {"kind": "places", "table": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")}
    )

    assert answer.status_code == 422
    assert "这不是表格" in answer.content.decode()
    assert waiting(data) == []


def test_temporary_files_of_large_uploads_are_gone_too(
    lin: Client, tmp_path: Path, data: Path, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()

    refused, taken = upload(lin, tmp_path, planted()), upload(lin, tmp_path, places_table(2))
    for answer in (refused, taken):
        answer.close()

    assert list((tmp_path / "uploads").iterdir()) == []
    assert len(waiting(data)) == 1


def test_a_wrong_choice_of_columns_is_told_and_nothing_is_checked(lin: Client, tmp_path: Path) -> None:
    batch = brought(lin, tmp_path, places_table(1))

    answer = lin.post(
        page("map_ledger", public_id=batch.public_id), {"column_0": "name_zh", "column_1": "name_zh"}
    )

    assert answer.status_code == 422
    assert "选了两次" in answer.content.decode()
    assert queued() == []


def test_bad_rows_are_listed_downloaded_and_set_aside(
    lin: Client, tmp_path: Path, data: Path, django_capture_on_commit_callbacks: Any
) -> None:
    batch = checked(lin, tmp_path, places_table(3, changed={2: {"类型": "+城堡"}}))

    shown = lin.get(page("show_ledger", public_id=batch.public_id)).content.decode()
    assert "第 3 行“类型”列" in shown
    table = lin.get(page("download_problems", public_id=batch.public_id)).content.decode()
    assert "3,类型,'+城堡," in table
    assert lin.post(page("load_ledger", public_id=batch.public_id)).status_code == 422
    assert not Place.objects.exists()

    lin.post(page("load_ledger", public_id=batch.public_id), {"park": "1"})
    with django_capture_on_commit_callbacks(execute=True):
        run(load_batch, batch)

    assert Place.objects.count() == 2
    assert ParkedRow.objects.get().row_number == 3
    assert "第 3 行" in lin.get(page("show_ledger", public_id=batch.public_id)).content.decode()
    assert waiting(data) == []


def test_giving_up_removes_the_file_at_once(
    lin: Client, tmp_path: Path, data: Path, django_capture_on_commit_callbacks: Any
) -> None:
    batch = checked(lin, tmp_path, places_table(2, changed={2: {"类型": "城堡"}}))
    assert len(waiting(data)) == 2

    with django_capture_on_commit_callbacks(execute=True):
        lin.post(page("stop_ledger", public_id=batch.public_id))

    assert waiting(data) == []
    batch.refresh_from_db()
    assert batch.state == "stopped"
    assert lin.post(page("load_ledger", public_id=batch.public_id)).status_code == 409


def test_a_file_that_is_gone_stops_the_batch_and_says_so(lin: Client, tmp_path: Path, data: Path) -> None:
    batch = brought(lin, tmp_path, places_table(1))
    columns(batch, lin)
    for path in waiting(data):
        path.unlink()

    run(check_batch, batch)

    assert "请重新上传" in lin.get(page("show_ledger", public_id=batch.public_id)).content.decode()


def everything(client: Client, public_id: UUID) -> Iterator[int]:
    """Open every page of a batch, and post to every form."""
    for name in ("list_ledgers", "upload_ledger"):
        yield client.get(page(name)).status_code
    for name in ("show_ledger", "map_ledger", "download_problems"):
        yield client.get(page(name, public_id=public_id)).status_code
    for name in ("map_ledger", "load_ledger", "stop_ledger"):
        yield client.post(page(name, public_id=public_id)).status_code
    yield client.post(page("upload_ledger"), {"table": BytesIO(b"a,b\n1,2\n")}).status_code


@pytest.mark.parametrize("role", CLOSED_TO)
def test_nobody_but_coordinators_and_admins_sees_or_does_anything(
    role: str, lin: Client, tmp_path: Path
) -> None:
    batch = checked(lin, tmp_path, places_table(1))

    assert set(everything(staff_client("other", role), batch.public_id)) == {403}

    batch.refresh_from_db()
    assert batch.state == "checked"


def test_a_coordinator_of_another_neighbourhood_is_nobody_here_and_finds_nothing_at_home(
    lin: Client, tmp_path: Path, other_community: Community
) -> None:
    batch = checked(lin, tmp_path, places_table(1))
    with in_community(other_community.pk):
        client = sign_in(Client(), make_staff("wu", "coordinator"))

    assert set(everything(client, batch.public_id)) == {403}
    home = there("liuqiao", "show_ledger", language="zh", public_id=batch.public_id)
    absent = there("liuqiao", "show_ledger", language="zh", public_id=UUID(int=1))
    assert client.get(home).status_code == client.get(absent).status_code == 404


def test_an_admin_may_do_it_too(community: Community, tmp_path: Path) -> None:
    assert upload(staff_client("adi", "admin"), tmp_path, places_table(1)).status_code == 302
