"""The auditor reads a month of the access log and signs it off; nobody else opens the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ningju.rooms.communities.models import Community
from ningju.rooms.privacy.access import Reader
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry, ErasureReport, LogReview
from ningju.rooms.privacy.web.audit import month_before
from tests.rooms.accounts.people import staff_client
from tests.rooms.privacy.records import staff

PAGE = "/zh/huayang/desk/log/"


def last_month() -> Any:
    return month_before(timezone.localdate().replace(day=1))


@pytest.fixture(autouse=True)
def own_data(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path


def look(words: str = "", **options: Any) -> AccessEntry:
    return append_entry(
        act="opened", purpose="callback", reader=staff("worker"), role="worker", words=words, **options
    )


def test_p14_the_auditor_sees_counts_entries_and_what_was_erased(community: Community) -> None:
    look("about the lamp")
    append_entry(act="refused", purpose="statistics", reader=staff("leader"), role="leader")
    ErasureReport.objects.create(at=timezone.now(), counts={"seat": 3, "care": 0})

    page = staff_client("someone", "auditor").get(PAGE).content.decode()

    for told in ("about the lamp", "statistics", "为这件事给你回电", "seat", "<dd>3</dd>"):
        assert told in page
    assert "<dt>care</dt>" not in page


def test_p14_a_month_is_signed_off_when_it_is_over_with_the_whole_log_checked(community: Community) -> None:
    month_on = last_month()
    look(at=timezone.now() - timedelta(days=20))
    auditor = staff_client("someone", "auditor")
    assert "<textarea" not in auditor.get(PAGE).content.decode()

    answer = auditor.post(f"{PAGE}?month={month_on:%Y-%m}", {"words": "没有异常"}, follow=True)

    review = LogReview.objects.get()
    assert (review.month_on, review.is_whole, review.words, review.seq) == (month_on, True, "没有异常", 1)
    assert "没有异常" in answer.content.decode()
    assert "<textarea" not in answer.content.decode()


def test_p4_what_an_auditor_writes_passes_the_detector_too(community: Community) -> None:
    look(at=timezone.now() - timedelta(days=20))
    auditor = staff_client("someone", "auditor")

    answer = auditor.post(f"{PAGE}?month={last_month():%Y-%m}", {"words": "多次查看藏族住户"})

    assert answer.status_code == 422
    assert "从不记录" in answer.content.decode()
    assert LogReview.objects.count() == 0


def test_p14_a_month_is_signed_once_by_an_auditor_however_often_the_form_arrives(
    community: Community,
) -> None:
    address = f"{PAGE}?month={last_month():%Y-%m}"
    auditor = staff_client("someone", "auditor")

    answers = [auditor.post(address, {"words": words}).status_code for words in ("first", "second")]

    assert answers == [302, 409]
    assert LogReview.objects.get().words == "first"


def test_p14_a_month_that_is_not_over_is_not_signed(community: Community) -> None:
    answer = staff_client("someone", "auditor").post(PAGE, {"words": "too early"})

    assert answer.status_code == 422
    assert not LogReview.objects.exists()


def test_p14_what_the_service_itself_opened_is_said_in_words(community: Community) -> None:
    service = Reader("machine", name="messages")
    append_entry(act="opened", purpose="tell", reader=service, words="look_up_code")

    page = staff_client("someone", "auditor").get(PAGE).content.decode()

    assert "看自己资料的验证码" in page
    assert "look_up_code" not in page


@pytest.mark.parametrize("month", ["2026-13", "nonsense", "2999-01", "0000-00"])
def test_a_month_that_is_none_is_not_found(community: Community, month: str) -> None:
    assert staff_client("someone", "auditor").get(f"{PAGE}?month={month}").status_code == 404


def test_a_long_month_is_shown_page_by_page_in_a_constant_number_of_queries(
    community: Community, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        look(f"look {number}")
    auditor = staff_client("someone", "auditor")

    with django_assert_max_num_queries(16):
        first = auditor.get(PAGE).content.decode()

    assert "look 59" in first
    assert "look 5<" not in first
    assert "look 5<" in auditor.get(f"{PAGE}?page=2").content.decode()


def test_an_auditors_desk_is_the_log(community: Community) -> None:
    answer = staff_client("someone", "auditor").get("/zh/huayang/desk/")

    assert answer["Location"] == PAGE


@pytest.mark.parametrize("role", ["worker", "coordinator", "keeper", "partner", "leader", "admin"])
def test_p14_nobody_but_the_auditor_opens_the_log(community: Community, role: str) -> None:
    assert staff_client("someone", role).get(PAGE).status_code == 403
