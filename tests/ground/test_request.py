"""Whole requests: language, community, refusals as pages, headers, and a database that goes away."""

import pytest
from django.db import connection
from django.test import Client
from django.test.client import RequestFactory

from ningju.ground.middleware import browser_language
from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Block, Community
from ningju.rooms.issues.models import Issue
from tests.conftest import make_community

pytestmark = pytest.mark.usefixtures("pages")
HOME = "/zh/huayang/test/blocks/"


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("zh-CN,zh;q=0.9", "zh"),
        ("en-GB,en;q=0.8", "en"),
        ("en,zh;q=0.5", "en"),
        ("zh,en;q=0.5", "zh"),
        ("fr", "zh"),
        ("", "zh"),
    ],
)
def test_a_page_without_a_language_follows_the_browser(wanted: str, language: str) -> None:
    request = RequestFactory().get("/", headers={"accept-language": wanted})

    assert browser_language(request) == language


def test_the_language_of_the_address_beats_the_browser(community: Community, rider: Client) -> None:
    english = rider.get("/en/huayang/test/blocks/")
    chinese = rider.get("/zh/huayang/test/blocks/", headers={"accept-language": "en"})

    assert english.headers["Content-Language"] == "en"
    assert chinese.headers["Content-Language"] == "zh-hans"


def test_a_page_renders_with_its_own_communitys_rows_only(
    community: Community, other_community: Community, rider: Client
) -> None:
    Block.objects.create(slug="ours", name_zh="我们", colour="#aa0000")
    with in_community(other_community.pk):
        Block.objects.create(slug="theirs", name_zh="他们", colour="#00aa00")

    assert rider.get(HOME).content == b"[ours]"
    assert rider.get("/zh/liuqiao/test/blocks/").content == b"[theirs]"


def test_a_view_that_forgets_the_community_sees_nothing(other_community: Community, rider: Client) -> None:
    with in_community(other_community.pk):
        Block.objects.create(slug="theirs", name_zh="他们", colour="#00aa00")

    assert rider.get("/without/").content == b"0 blocks"


@pytest.mark.parametrize(("language", "words"), [("zh", "这里没有这个街区"), ("en", "no such neighbourhood")])
def test_an_unknown_community_is_a_page_in_the_readers_language(
    community: Community, rider: Client, language: str, words: str
) -> None:
    answer = rider.get(f"/{language}/atlantis/test/blocks/")

    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_an_unknown_address_is_a_page(community: Community, rider: Client) -> None:
    answer = rider.get("/en/huayang/no/such/page/")

    assert answer.status_code == 404
    assert "<h1>" in answer.content.decode()


def test_a_wrong_method_is_refused(community: Community, rider: Client) -> None:
    assert rider.post(HOME).status_code == 405


@pytest.mark.parametrize(
    ("kind", "status"), [("missing", 404), ("forbidden", 403), ("broken-rule", 422), ("conflict", 409)]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_refusal_is_a_page_with_its_words_and_leaves_nothing(
    community: Community, rider: Client, kind: str, status: int, language: str
) -> None:
    answer = rider.get(f"/{language}/huayang/test/refuse/{kind}/")

    page = answer.content.decode()
    assert answer.status_code == status
    assert 'lang="en"' in page if language == "en" else 'lang="zh-Hans"' in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert not Block.objects.exists()


def test_a_mistake_in_the_program_is_a_page_and_leaves_nothing(
    community: Community, strict_rider: Client
) -> None:
    answer = strict_rider.get("/zh/huayang/test/refuse/trouble/")

    assert answer.status_code == 500
    assert "<h1" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()
    assert not Block.objects.exists()


@pytest.mark.parametrize("address", [f"{HOME}?near=%00", f"{HOME}?near=a%00b&x=1", "/zh/huayang/%00/"])
def test_a_nul_byte_in_an_address_is_a_bad_request(community: Community, rider: Client, address: str) -> None:
    assert rider.get(address).status_code == 400


@pytest.mark.parametrize("query", ["near=%ff%fe", "near=%E2%80%AE", "near=%F0%9F%8F%AE", "near=%ED%A0%80"])
def test_strange_bytes_in_a_query_do_not_break_a_page(
    community: Community, rider: Client, query: str
) -> None:
    assert rider.get(f"{HOME}?{query}").status_code == 200


def test_a_body_of_ten_megabytes_is_refused_before_it_is_read(community: Community, rider: Client) -> None:
    answer = rider.generic("POST", "/zh/huayang/test/words/", b"words=" + b"x" * 10_000_000)

    assert answer.status_code == 413
    assert not Block.objects.exists()


def test_every_page_carries_the_headers_that_keep_others_out(community: Community, rider: Client) -> None:
    headers = rider.get(HOME).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", [HOME, "/", "/zh/", "/q/nowhere", "/zh/account/login/"])
def test_no_cache_but_the_readers_own_keeps_a_page(community: Community, rider: Client, address: str) -> None:
    policy = rider.get(address).headers["Cache-Control"]

    assert "private" in policy or "no-store" in policy
    assert "no-cache" in policy or "no-store" in policy


def test_nothing_keeps_the_answer_to_a_form_which_may_show_what_somebody_typed(
    community: Community, rider: Client
) -> None:
    answer = rider.post("/zh/huayang/say/", {"words": "x", "address": "13800138000"})

    assert "13800138000" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_host_we_do_not_serve_is_a_bad_request(community: Community, strict_rider: Client) -> None:
    assert strict_rider.get(HOME, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.usefixtures("committed_db")
def test_a_lost_database_is_a_page_and_the_next_request_works(
    rider: Client, caplog: pytest.LogCaptureFixture
) -> None:
    make_community("huayang", "华阳路街道", "Huayang Road Sub-district")

    lost = rider.get("/zh/huayang/test/lost/")
    back = rider.get(HOME)

    assert lost.status_code == 503
    assert lost.headers["Retry-After"] == "5"
    assert "terminating connection due to administrator command" in caplog.text, "the operator learns why"
    assert "<h1>" in lost.content.decode()
    assert back.status_code == 200


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("address", [HOME, "/zh/account/login/", "/zh/"])
def test_while_the_database_is_away_each_page_says_so_and_comes_back(
    rider: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_community("huayang", "华阳路街道", "Huayang Road Sub-district")
    rider.cookies["session"] = "of-somebody"
    connection.close()

    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "HOST", "/nowhere/at/all")
        away = rider.get(address)
    back = rider.get(address)

    assert away.status_code == 503
    assert "<h1>" in away.content.decode()
    assert back.status_code < 400


@pytest.mark.usefixtures("committed_db")
def test_nobody_is_told_of_what_was_not_committed(strict_rider: Client) -> None:
    made = make_community("huayang", "华阳路街道", "Huayang Road Sub-district")

    answer = strict_rider.get("/zh/huayang/test/promise/")

    assert answer.status_code == 500
    assert "received" not in answer.content.decode()
    with in_community(made.pk):
        assert not Issue.objects.exists()


@pytest.mark.usefixtures("committed_db")
def test_nothing_of_a_community_stays_set_after_its_page(rider: Client) -> None:
    make_community("huayang", "华阳路街道", "Huayang Road Sub-district")
    rider.get(HOME)

    with connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting('ningju.community', true), '')")
        assert cursor.fetchone() == ("",)
