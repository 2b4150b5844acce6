"""A sealed value appears in no log line, no SQL parameter, no error page and no representation."""

import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ningju.ground.public_post import new_form_key
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import leave_contact
from ningju.rooms.communities.models import Community
from ningju.rooms.privacy.access import THE_PERSON
from ningju.rooms.privacy.services import open_sealed
from tests.rooms.cases.cases import make_case, make_category, make_unit

PHONE, PRIVATE = "13800138000", "孩子在睡,请别按门铃"
PLANTED = (PHONE, f"+86{PHONE}", PRIVATE)


@pytest.fixture
def case(community: Community) -> Case:
    return make_case(category=make_category(make_unit()))


def test_p12_no_sql_and_no_log_line_holds_a_sealed_value(
    case: Case, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        contact = leave_contact(case=case, address=PHONE, language="zh", private_words=PRIVATE)
        opened = open_sealed(contact, purpose="self", reader=THE_PERSON)

    assert opened["private_words"] == PRIVATE
    told = "\n".join(query["sql"] for query in queries) + caplog.text + repr(contact) + str(vars(contact))
    assert len(queries) > 5
    assert [value for value in PLANTED if value in told] == []


def test_p12_an_error_page_holds_none_of_what_was_sealed(
    rider: Client, case: Case, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: Any, **_more: Any) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("ningju.rooms.messages.services.contacts.give_consent", fail)
    rider.raise_request_exception = False
    told = {
        "form_key": new_form_key(), "words": "弄口的灯不亮", "category": "loose-cover", "where": "弄口",
        "address": PHONE, "private_words": PRIVATE, "consent": "on",
    }  # fmt: skip

    answer = rider.post("/zh/huayang/say/", told)

    assert answer.status_code == 500
    shown = answer.content.decode() + caplog.text
    assert "the disk is gone" in caplog.text
    assert [value for value in PLANTED if value in shown] == []
