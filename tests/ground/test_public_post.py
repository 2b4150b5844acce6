"""Forms from anybody: origin, form keys, limits, and words that are never lost."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from ningju.ground.public_post import FORM_KEY_LIFE_S, FORM_KEY_SALT, new_form_key, read_form_key
from ningju.kernel.errors import RuleViolation
from ningju.rooms.communities.models import Block, Community

pytestmark = pytest.mark.usefixtures("pages")
PAGE = "/zh/huayang/test/words/"
KEY = re.compile(r'name="form_key" value="([^"]+)"')


def form_key_on(page: str) -> str:
    found = KEY.search(page)
    assert found is not None
    return found[1]


def test_a_form_works_without_account_session_or_cookie(community: Community, strict_rider: Client) -> None:
    key = form_key_on(strict_rider.get(PAGE).content.decode())

    answer = strict_rider.post(PAGE, {"form_key": key, "words": "要热水"})

    assert answer.status_code == 200
    assert Block.objects.get().name.zh == "要热水"
    assert not strict_rider.cookies


def test_the_same_form_sent_twice_is_kept_once(community: Community, rider: Client) -> None:
    sent = {"form_key": new_form_key(), "words": "要热水"}

    first, second = rider.post(PAGE, sent), rider.post(PAGE, sent)

    assert first.content == second.content == b"1"
    assert Block.objects.count() == 1


def test_the_same_form_with_other_words_is_asked_about(community: Community, rider: Client) -> None:
    key = new_form_key()
    rider.post(PAGE, {"form_key": key, "words": "要热水"})

    answer = rider.post(PAGE, {"form_key": key, "words": "要雨衣"})

    assert answer.status_code == 409
    assert [block.name.zh for block in Block.objects.all()] == ["要热水"]


def expired_key() -> str:
    signer = signing.TimestampSigner(salt=FORM_KEY_SALT)
    long_ago = (timezone.now() - timedelta(seconds=FORM_KEY_LIFE_S + 60)).timestamp()
    plain = f"{uuid.uuid4()}:{signing.b62_encode(int(long_ago))}"
    return f"{plain}:{signer.signature(plain)}"


def other_salt_key() -> str:
    return signing.TimestampSigner(salt="another").sign(str(uuid.uuid4()))


@pytest.mark.parametrize(
    "key",
    ["", "forged", f"{uuid.uuid4()}:1:AAAA", "\x00", "🏮" * 80, expired_key(), other_salt_key()],
    ids=["missing", "forged", "wrong signature", "NUL", "lamps", "expired", "of another form"],
)
def test_a_key_that_is_no_good_shows_the_form_again_with_its_words(
    community: Community, rider: Client, key: str
) -> None:
    answer = rider.post(PAGE, {"form_key": key, "words": "要热水"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "要热水" in page
    assert read_form_key(form_key_on(page))
    assert not Block.objects.exists()


def test_the_form_shown_again_can_simply_be_sent(community: Community, rider: Client) -> None:
    again = rider.post(PAGE, {"form_key": expired_key(), "words": "要热水"}).content.decode()

    answer = rider.post(PAGE, {"form_key": form_key_on(again), "words": "要热水"})

    assert answer.status_code == 200
    assert Block.objects.count() == 1


def test_a_key_that_does_not_hold_a_uuid_is_refused() -> None:
    signed = signing.TimestampSigner(salt=FORM_KEY_SALT).sign("not a uuid")

    with pytest.raises(RuleViolation) as refusal:
        read_form_key(signed)

    assert refusal.value.field == "form_key"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://["},
        {"origin": "testserver"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_from_another_site_is_refused(
    community: Community, rider: Client, headers: dict[str, str]
) -> None:
    answer = rider.post(PAGE, {"form_key": new_form_key(), "words": "假的"}, headers=headers)

    assert answer.status_code == 403
    assert not Block.objects.exists()


def test_a_form_of_our_own_page_passes(community: Community, rider: Client) -> None:
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}

    answer = rider.post(PAGE, {"form_key": new_form_key(), "words": "要热水"}, headers=headers)

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "words",
    ["", " ", "\x00", "要\x00热水", "x" * 201],
    ids=["nothing", "blank", "NUL", "NUL inside", "too long"],
)
def test_words_that_cannot_be_kept_are_shown_again(community: Community, rider: Client, words: str) -> None:
    answer = rider.post(PAGE, {"form_key": new_form_key(), "words": words})

    assert answer.status_code == 422
    assert not Block.objects.exists()


@pytest.mark.parametrize("words", ["🏮热水", "\u202eabc", "<script>alert(1)</script>", "Ⅷ𝒳"])
def test_strange_but_honest_words_are_kept_and_shown_escaped(
    community: Community, rider: Client, words: str
) -> None:
    again = rider.post(PAGE, {"form_key": "forged", "words": words}).content.decode()
    rider.post(PAGE, {"form_key": new_form_key(), "words": words})

    assert "<script>alert" not in again
    assert Block.objects.get().name.zh == words


def test_a_body_in_another_encoding_does_not_break(community: Community, rider: Client) -> None:
    body = f"form_key={new_form_key()}&words=".encode() + "要热水".encode("gbk")

    answer = rider.generic("POST", PAGE, body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in (200, 422)
    assert "要热水" not in "".join(Block.objects.values_list("name_zh", flat=True))


def test_a_broken_multipart_body_is_a_clear_refusal(community: Community, strict_rider: Client) -> None:
    answer = strict_rider.generic("POST", PAGE, b"nonsense", content_type="multipart/form-data; boundary=")

    assert answer.status_code in (400, 422)
    assert not Block.objects.exists()


@pytest.mark.parametrize(("language", "words"), [("zh", "过一小时"), ("en", "wait an hour")])
def test_too_many_forms_from_one_address_are_a_page(
    community: Community, rider: Client, settings: Settings, language: str, words: str
) -> None:
    settings.NINGJU_LIMIT_FACTOR = 1
    address = f"/{language}/huayang/test/words/"
    for number in range(2):
        sent = {"form_key": new_form_key(), "words": str(number)}
        assert rider.post(address, sent).status_code == 200

    third = rider.post(address, {"form_key": new_form_key(), "words": "3"})
    elsewhere = rider.post(address, {"form_key": new_form_key(), "words": "4"}, REMOTE_ADDR="192.0.2.9")

    assert third.status_code == 429
    assert third.headers["Retry-After"] == "3600"
    assert words in third.content.decode()
    assert elsewhere.status_code == 200


def test_a_staff_form_needs_its_own_token(community: Community, strict_rider: Client) -> None:
    answer = strict_rider.post("/zh/huayang/test/staff/")

    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()
