"""Addresses as people type them."""

import json

import pytest
from pytest_django import Settings

from ningju.kernel.errors import RuleViolation
from ningju.rooms.messages.addresses import can_get_text, read_address, read_email, read_phone, write_address
from ningju.rooms.messages.channels.endpoints import is_allowed

KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}
MOZILLA = "https://updates.push.services.mozilla.com/wpush/v2/gAAAA"


def subscription(endpoint: str = MOZILLA, **keys: str) -> str:
    """Return a subscription as a browser writes it."""
    return json.dumps({"endpoint": endpoint, "expirationTime": None, "keys": KEYS | keys})


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("13800138000", "+8613800138000"),
        (" 138-0013-8000 ", "+8613800138000"),
        ("138 0013 8000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("＋８６ 138—0013—8000", "+8613800138000"),
        ("+86 13800138000", "+8613800138000"),
        ("0086 138 0013 8000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("19912345678", "+8619912345678"),
        ("021-6252 0000", "+862162520000"),
        ("(021) 62520000", "+862162520000"),
        ("（０２１）６２５２００００", "+862162520000"),
        ("+86 21 6252 0000", "+862162520000"),
        ("+86 021 6252 0000", "+862162520000"),
        ("+86 10 6252 0000", "+861062520000"),
        ("010 6252 0000", "+861062520000"),
        ("0512-6522 1234", "+8651265221234"),
        ("0512 652 1234", "+865126521234"),
        ("+852 2345 6789", "+85223456789"),
        ("00852 2345 6789", "+85223456789"),
        ("+1 (212) 555-0100", "+12125550100"),
        ("+49 30 901820", "+4930901820"),
    ],
)
def test_a_number_is_read_however_it_was_typed(typed: str, plain: str) -> None:
    assert read_phone(typed) == plain


@pytest.mark.parametrize(
    "typed",
    ["", "1380013800", "138001380000", "12800138000", "62520000", "021 6252 000", "+86 138 0013 800",
     "+86 62520000", "852 2345 6789", "+0123456789", "+12345", "+1234567890123456", "138001380OO",
     "13800138000 ext 3", "١٣٨٠٠١٣٨٠٠٠", "13800138000\x00", "13800138000,13900139000", "110", "x" * 5000],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        read_phone(typed)

    assert refusal.value.field == "address"


def test_a_fixed_line_gets_no_texts_and_may_be_phoned() -> None:
    assert not can_get_text(read_phone("021-6252 0000"))
    assert read_address("none", "021-6252 0000") == "+862162520000"
    with pytest.raises(RuleViolation):
        read_address("sms", "021-6252 0000")


def test_who_is_only_visited_needs_no_number() -> None:
    assert read_address("none", "  ") == ""


@pytest.mark.parametrize(
    ("typed", "plain"),
    [(" li@example.org ", "li@example.org"), ("Li.Na+x@EXAMPLE.Org", "Li.Na+x@example.org"),
     ("ｌｉ＠example．org", "li@example.org"), ("li@例子.中国", "li@例子.中国")],
)  # fmt: skip
def test_an_address_for_mail_is_written_in_one_way(typed: str, plain: str) -> None:
    assert read_email(typed) == plain


@pytest.mark.parametrize(
    "typed",
    ["", "li", "li@", "@example.org", "li@example", "li@ex ample.org", "li@example.org\nBcc: all@example.org",
     "a@example.org, b@example.org", "Li <li@example.org>", "a" * 250 + "@example.org", "li\x00@example.org"],
)  # fmt: skip
def test_what_is_no_mail_address_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation):
        read_email(typed)


def test_a_subscription_is_kept_with_nothing_else_in_it() -> None:
    kept = json.loads(read_address("push", subscription()))

    assert kept == {"endpoint": MOZILLA, "keys": KEYS}


@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "{}", '{"endpoint": 7, "keys": {}}', subscription(auth="AAAA"),
     subscription(p256dh="AAAA"), subscription(auth="***"), subscription("x" * 3000), subscription("https://evil.example/push")],
)  # fmt: skip
def test_what_is_no_subscription_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation):
        read_address("push", text)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/send/x",
        "https://fcm.googleapis.com:8443/send/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://notify.windows.com/x",
        "https://evilnotify.windows.com/x",
        "https://evil.example\\.notify.windows.com/x",
        "https://evil.example。notify.windows.com/x",
        "https://evil.example%2f.notify.windows.com/x",
        "https://fcm.googleapis.com/\nx",
        "https://fcm.googleapis.com:x/",
        "file:///etc/passwd",
        "",
    ],
)
def test_nobody_makes_us_post_anywhere_else(endpoint: str) -> None:
    assert not is_allowed(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/x",
        "https://web.push.apple.com/x",
        "https://sg2p.notify.windows.com/w/?token=x",
        "https://fcm.googleapis.com:443/x",
    ],
)
def test_the_known_push_services_are_allowed(endpoint: str) -> None:
    assert is_allowed(endpoint)


def test_a_whole_origin_on_the_list_allows_that_origin_alone(settings: Settings) -> None:
    settings.NINGJU_PUSH_HOSTS = ["http://127.0.0.1:8999"]

    assert is_allowed("http://127.0.0.1:8999/x")
    assert not is_allowed("http://127.0.0.1:9000/x")
    assert not is_allowed("https://127.0.0.1:8999/x")


@pytest.mark.parametrize("channel", ["", "fax", "bots"])
def test_a_way_that_nobody_offers_is_refused(channel: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        read_address(channel, "13800138000")

    assert refusal.value.field == "channel"


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("+8613800138000", "138 0013 8000"),
        ("+862162520000", "021 6252 0000"),
        ("+865718888999", "0571 888 8999"),
        ("+85223456789", "+85223456789"),
        ("+86 something", "+86 something"),
        ("li@example.org", "li@example.org"),
    ],
)
def test_an_address_is_shown_as_people_say_it(kept: str, said: str) -> None:
    assert write_address(kept) == said
