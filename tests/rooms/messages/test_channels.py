"""The ways out: what arrives, what is tried again, and what stays on the machine."""

import json
import stat
import uuid
from pathlib import Path

import pytest
from pytest_django import Settings

from ningju.kernel.environment import SettingError, named_lists
from ningju.rooms.messages.channels import mail, sms
from ningju.rooms.messages.channels.bots import Bots, bot_named, bots_of, name_of_bot
from ningju.rooms.messages.channels.choosing import gateway_of
from ningju.rooms.messages.channels.gateway import NotSent, NoWay, Permanent, Temporary
from ningju.rooms.messages.channels.posting import post
from tests.rooms.messages.conftest import PLAIN
from tests.rooms.messages.loopback import Loopback, listening

APPRISE_IS_OLD = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
ID = uuid.UUID("6f1c1f0e-6d0b-4f0a-9a55-0d3f3a1f0001")


def send_text(loopback: Loopback, token: str = "") -> None:
    """Send one text through the gateway on the loopback."""
    sms.HttpSms(f"{loopback.url}/sms", token).send(ID, PLAIN, "你说的事有答复了", title="华阳")


def test_a_text_is_posted_with_our_id_as_its_key(loopback: Loopback) -> None:
    send_text(loopback, token="s3cret")

    [posted] = loopback.posted
    assert posted.json == {"id": str(ID), "to": PLAIN, "text": "你说的事有答复了"}
    assert posted.headers["idempotency-key"] == str(ID)
    assert posted.headers["authorization"] == "Bearer s3cret"


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_a_busy_gateway_is_tried_again(loopback: Loopback, status: int) -> None:
    loopback.answers = [status]

    with pytest.raises(Temporary) as trouble:
        send_text(loopback)

    assert trouble.value.reason == f"http {status}"


@pytest.mark.parametrize("status", [400, 401, 404, 422])
def test_a_refusal_is_final(loopback: Loopback, status: int) -> None:
    loopback.answers = [status]

    with pytest.raises(Permanent):
        send_text(loopback)


def test_a_redirect_is_not_followed(loopback: Loopback) -> None:
    loopback.answers = [302]
    with listening() as elsewhere:
        loopback.headers = {"Location": elsewhere.url}

        with pytest.raises(Permanent):
            send_text(loopback)

        assert elsewhere.posted == []


def test_a_gateway_that_is_away_is_tried_again_and_the_failure_names_no_address() -> None:
    with listening() as gone:
        url = gone.url

    with pytest.raises(Temporary) as trouble:
        sms.HttpSms(url, "").send(ID, PLAIN, "x", title="x")

    assert trouble.value.reason == "no answer"
    assert trouble.value.__cause__ is None
    assert trouble.value.__suppress_context__


def test_only_the_web_is_posted_to() -> None:
    with pytest.raises(ValueError, match="only http"):
        post("file:///etc/passwd", b"", {})


def test_the_demo_writes_texts_into_a_file_for_its_owner_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sms.log"

    for _twice in range(2):
        sms.DemoSms(file).send(ID, PLAIN, "你说的事有答复了", title="华阳")

    assert [json.loads(line)["to"] for line in file.read_text(encoding="utf-8").splitlines()] == [PLAIN] * 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "你说的事有答复了" in capsys.readouterr().out


def test_the_console_does_not_show_the_whole_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sms.DemoSms(tmp_path / "sms.log").send(ID, PLAIN, "x", title="x")

    assert PLAIN not in capsys.readouterr().out


def test_a_mail_carries_our_id_and_lies_where_only_its_owner_looks(tmp_path: Path) -> None:
    folder = tmp_path / "mail"

    mail.Mail(mail.in_files(folder)).send(ID, "li@example.org", "你说的事有答复了", title="华阳路街道")

    [file] = folder.iterdir()
    text = file.read_text(encoding="utf-8")
    assert f"Message-ID: <{ID}@localhost>" in text
    assert "To: li@example.org" in text
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_mail_server_that_is_away_is_tried_again() -> None:
    with listening() as gone:
        port = gone.url.rpartition(":")[2]
    options = mail.read_email_url(f"smtp://127.0.0.1:{port}/?from=ningju@example.org")

    with pytest.raises(Temporary):
        mail.Mail(options).send(ID, "li@example.org", "x", title="x")


def test_a_mail_servers_code_says_whether_to_try_again() -> None:
    assert isinstance(mail.refusal(550), Permanent)
    assert isinstance(mail.refusal(451), Temporary)


def test_a_mail_setting_is_read_whole() -> None:
    options = mail.read_email_url("smtps://li%40x:p%40ss@mail.example.org/?from=ningju@example.org")

    assert (options["host"], options["port"], options["use_ssl"], options["use_tls"]) == (
        "mail.example.org",
        465,
        True,
        False,
    )
    assert (options["username"], options["password"], options["sender"]) == (
        "li@x",
        "p@ss",
        "ningju@example.org",
    )


@pytest.mark.parametrize("url", ["mail.example.org", "smtp://mail.example.org", "http://x/?from=a@b"])
def test_a_mail_setting_that_cannot_work_says_how_it_should_look(url: str) -> None:
    with pytest.raises(SettingError, match="NINGJU_EMAIL_URL must look like"):
        mail.read_email_url(url)


@pytest.mark.parametrize("channel", ["sms", "email", "push"])
def test_without_a_gateway_in_earnest_nothing_pretends_to_be_sent(settings: Settings, channel: str) -> None:
    settings.NINGJU_DEMO = False

    assert isinstance(gateway_of(channel), NoWay)
    with pytest.raises(Permanent):
        gateway_of(channel).send(ID, PLAIN, "x", title="x")


def test_the_settings_choose_the_gateway(settings: Settings) -> None:
    settings.NINGJU_SMS_URL, settings.NINGJU_EMAIL_URL = "https://sms.example/", "smtp://x/?from=a@b.c"

    assert isinstance(gateway_of("sms"), sms.HttpSms)
    assert isinstance(gateway_of("email"), mail.Mail)


@APPRISE_IS_OLD
def test_a_bot_says_it_through_apprise(loopback: Loopback) -> None:
    address = loopback.url.replace("http://", "json://")

    Bots().send(ID, address, "新的险情 H7K-294-QX8A", title="华阳路街道")

    [posted] = loopback.posted
    assert posted.json["message"] == "新的险情 H7K-294-QX8A"


@APPRISE_IS_OLD
def test_a_bot_that_does_not_answer_well_is_tried_again(loopback: Loopback) -> None:
    loopback.answers = [500] * 5

    with pytest.raises(Temporary):
        Bots().send(ID, loopback.url.replace("http://", "json://"), "x", title="x")


@APPRISE_IS_OLD
def test_a_bot_whose_address_cannot_be_read_is_no_bot() -> None:
    with pytest.raises(NotSent):
        Bots().send(ID, "nonsense", "x", title="x")


def test_a_bot_is_known_by_a_short_name_that_tells_nothing_of_its_address(settings: Settings) -> None:
    settings.NINGJU_STAFF_BOTS = {"huayang": ["json://127.0.0.1:1/token"]}
    [address] = bots_of("huayang")

    assert bot_named("huayang", name_of_bot(address)) == address
    assert "token" not in name_of_bot(address)
    assert bot_named("liuqiao", name_of_bot(address)) == ""
    assert bots_of("liuqiao") == []


def test_the_bots_are_set_as_lists_by_community() -> None:
    assert named_lists("X", "") == {}
    assert named_lists("X", '{"huayang": ["a", "b"]}') == {"huayang": ["a", "b"]}


@pytest.mark.parametrize("value", ["x", "[]", '{"huayang": "secret-token"}', '{"huayang": [7]}'])
def test_a_wrong_setting_of_bots_is_named_without_repeating_it(value: str) -> None:
    with pytest.raises(SettingError, match="NINGJU_STAFF_BOTS") as refusal:
        named_lists("NINGJU_STAFF_BOTS", value)

    assert "secret-token" not in str(refusal.value)
