"""The commands that keep the vault and the access log: what they print, and when they fail."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test.utils import override_settings
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ningju.ground.tenancy import in_community
from ningju.jobs.cli import main
from ningju.kernel.environment import SettingError
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import keep_contact
from ningju.rooms.privacy.access import THE_PERSON, Reader, machine
from ningju.rooms.privacy.lifetimes import LIFETIMES, Lifetime
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import ErasureReport, SignedHead
from ningju.rooms.privacy.services import open_sealed
from ningju.rooms.privacy.services.heads import sign_head
from ningju.rooms.privacy.tasks import PromiseBroken, keep_promises
from ningju.rooms.privacy.vault.envelope import new_key_text
from tests.conftest import make_community, owner_url

Run = Callable[..., tuple[int, str, str]]
OLD_KEY = "Zm9yIHRlc3RzIG9ubHksIDMyIGJ5dGVzIG9mIGEga2U="


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command and return its exit code and what it printed."""

    def go(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


@pytest.fixture
def town(committed_db: None, settings: Any, tmp_path: Path) -> Community:
    settings.DATA = tmp_path
    return make_community("huayang", "华阳路街道", "Huayang")


def a_contact(town: Community) -> Contact:
    with in_community(town.pk):
        return keep_contact(purpose="callback", channel="sms", address="13800138000", language="zh")


def phone_of(town: Community, contact: Contact) -> str:
    with in_community(town.pk):
        return open_sealed(contact, purpose="self", reader=THE_PERSON)["address"]


def test_a_new_key_is_one_that_the_vault_takes(run: Run, town: Community) -> None:
    code, said, _error = run("vault", "new-key")

    with override_settings(NINGJU_VAULT_KEY=said.strip()):
        contact = a_contact(town)
        assert (code, phone_of(town, contact)) == (0, "+8613800138000")


def test_rotating_wraps_everything_anew_and_the_former_key_may_go(run: Run, town: Community) -> None:
    contact, new = a_contact(town), new_key_text()

    with override_settings(NINGJU_VAULT_KEY=f"{new},{OLD_KEY}"):
        code, said, told = run("vault", "rotate")

    assert code == 0
    assert "huayang: 1 " in said
    assert "1 record keys wrapped anew" in said
    assert "huayang: 1 …" in told
    with override_settings(NINGJU_VAULT_KEY=new):
        assert phone_of(town, contact) == "+8613800138000"
        assert "1 record keys, version 2, 0 still under a former one" in run("vault", "status")[1]


def test_without_a_key_nothing_is_sealed_and_the_error_says_how_to_get_one(town: Community) -> None:
    no_key = override_settings(NINGJU_VAULT_KEY="", NINGJU_VAULT_KEY_FILE="")
    with no_key, pytest.raises(SettingError, match="ningju vault new-key"):
        a_contact(town)


def write_look(town: Community, words: str) -> None:
    with in_community(town.pk):
        append_entry(act="opened", purpose="callback", reader=Reader("staff", 7), words=words)


def test_a_whole_log_passes_and_a_changed_one_fails_with_the_entry(run: Run, town: Community) -> None:
    for words in ("one", "two", "three"):
        write_look(town, words)
    with in_community(town.pk):
        sign_head()
    assert run("verify-log")[:2] == (0, "huayang: whole: 3 entries, the last is 3\n")
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute("select set_config('ningju.community', %s, false)", [str(town.pk)])
        owner.execute("alter table privacy_accessentry disable trigger user")
        owner.execute("update privacy_accessentry set words = 'x' where seq = 2")
        owner.execute("alter table privacy_accessentry enable trigger user")

    code, said, error = run("verify-log", "--community", "huayang")

    assert code == 1
    assert "entry 2 was changed" in said
    assert error.count("\n") == 1
    assert "huayang" in error


def test_an_unknown_community_is_said_in_one_line(run: Run, town: Community) -> None:
    code, _said, error = run("verify-log", "--community", "nowhere")

    assert code == 1
    assert error.count("\n") == 1
    assert "nowhere" in error


def test_p11_what_is_due_is_erased_and_counted(run: Run, town: Community) -> None:
    code, said, _error = run("erase-due")

    assert code == 0
    assert "huayang: " in said
    assert "seat 0" in said
    assert "huayang: access_log 0" in said
    with in_community(town.pk):
        assert ErasureReport.objects.count() == 0


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one lifetime fail, the first of all by name."""

    def fail(now: datetime) -> int:
        raise ValueError("a row that nobody foresaw")

    monkeypatch.setitem(LIFETIMES, "a_broken_one", Lifetime("a_broken_one", gettext_lazy("never"), fail))


def test_p11_one_lifetime_that_fails_keeps_no_other_from_its_promise(
    run: Run, town: Community, broken: None
) -> None:
    contact = a_contact(town)
    with in_community(town.pk):
        Contact.objects.update(made_at=timezone.now() - timedelta(days=2))

    code, said, error = run("erase-due")

    assert code != 0
    assert "huayang a_broken_one" in error
    assert "contact 1" in said
    with in_community(town.pk):
        assert not Contact.objects.filter(pk=contact.pk).exists()
        assert [report.counts for report in ErasureReport.objects.all()] == [{"contact": 1}]


def test_p11_a_night_that_could_not_erase_everything_stands_as_failed_and_signs_the_log_all_the_same(
    town: Community, broken: None
) -> None:
    with in_community(town.pk):
        append_entry(act="opened", purpose="callback", reader=machine("messages"))

    with pytest.raises(PromiseBroken, match="a_broken_one"):
        keep_promises(community_id=town.pk)

    with in_community(town.pk):
        assert SignedHead.objects.get().seq == 1
