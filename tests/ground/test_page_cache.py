"""Pages are kept for everybody, never for somebody: keys, limits, and what is left out."""

import gzip
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ningju.ground.page_cache import FORM_KEY, SHELF, KeptPage, PageShelf, kept_page
from ningju.ground.public_post import new_form_key, read_form_key


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


class Kitchen:
    """Make a numbered page each time it is asked."""

    def __init__(self, words: str = "page", **headers: str) -> None:
        self.made, self.words, self.headers = 0, words, headers

    def __call__(self) -> HttpResponse:
        self.made += 1
        return HttpResponse(f"{self.words} {self.made}", headers=self.headers)


def asked(path: str = "/zh/huayang/", version: int = 1, pk: int = 1, cookie: str = "") -> HttpRequest:
    request = RequestFactory().get(path)
    if cookie:
        request.COOKIES[cookie] = "mine"
    request.community = SimpleNamespace(pk=pk, content_version=version)  # type: ignore[attr-defined]
    return request


def test_the_second_reader_gets_the_first_ones_page() -> None:
    kitchen = Kitchen()

    pages = [kept_page(asked(), kitchen).content for _reader in range(2)]

    assert pages == [b"page 1", b"page 1"]


@pytest.mark.parametrize(
    "other",
    [asked(version=2), asked(pk=2), asked("/en/huayang/"), asked("/zh/huayang/?at=01:00")],
    ids=["content", "community", "language", "wishes"],
)
def test_another_version_community_language_or_wish_is_another_page(other: HttpRequest) -> None:
    kitchen = Kitchen()
    kept_page(asked(), kitchen, parameters=frozenset({"at"}))

    assert kept_page(other, kitchen, parameters=frozenset({"at"})).content == b"page 2"


def test_the_next_minute_is_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    kitchen = Kitchen()
    for seconds in (0.0, 59.9, 60.0):
        moment = SimpleNamespace(timestamp=lambda seconds=seconds: seconds)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        kept_page(asked(), kitchen)

    assert kitchen.made == 2


@pytest.mark.parametrize("cookie", [settings.SESSION_COOKIE_NAME, "messages"])
def test_somebody_signed_in_or_just_told_something_gets_a_page_of_their_own(cookie: str) -> None:
    kitchen = Kitchen("secret")
    mine = kept_page(asked(cookie=cookie), kitchen)

    assert mine.content == b"secret 1"
    assert len(SHELF) == 0
    assert kept_page(asked(), kitchen).content == b"secret 2"
    assert kept_page(asked(cookie=cookie), kitchen).content == b"secret 3"


def test_made_up_parameters_do_not_fill_the_shelf() -> None:
    for i in range(5):
        kept_page(asked(f"/zh/huayang/?x={i}"), Kitchen(), parameters=frozenset({"at"}))

    assert len(SHELF) == 0


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("gone", status=404),
        HttpResponse("mine", headers={"Vary": "Cookie"}),
        HttpResponse('<input name="csrfmiddlewaretoken" value="x">'),
    ],
    ids=["error", "varies", "token"],
)
def test_what_is_not_for_everybody_is_not_kept(answer: HttpResponse) -> None:
    kept_page(asked(), lambda: answer)

    assert len(SHELF) == 0


def test_a_page_that_sets_a_cookie_is_not_kept() -> None:
    answer = HttpResponse("hello")
    answer.set_cookie("seen", "1")

    kept_page(asked(), lambda: answer)

    assert len(SHELF) == 0


def test_everybody_gets_a_form_key_of_their_own() -> None:
    def make() -> HttpResponse:
        return HttpResponse(f'<a><input type="hidden" name="form_key" value="{new_form_key()}"><b>')

    keys = set()
    for _reader in range(3):
        text = kept_page(asked(), make).content.decode()
        before, key, after = text[:47], text[47:-5], text[-5:]
        assert (before, after) == ('<a><input type="hidden" name="form_key" value="'[:47], '"><b>')
        keys.add(read_form_key(key))

    assert len(keys) == 3


def test_the_shelf_drops_what_was_asked_for_longest_ago() -> None:
    shelf = PageShelf(most_bytes=30)
    for name in ("old", "middle"):
        shelf.put(name, KeptPage((b"x" * 10,), (), "text/html"))
    shelf.get("old")

    shelf.put("new", KeptPage((b"x" * 15,), (), "text/html"))

    assert shelf.get("middle") is None
    assert shelf.get("old") is not None
    assert shelf.get("new") is not None


def test_a_page_larger_than_the_shelf_is_not_kept() -> None:
    shelf = PageShelf(most_bytes=30)

    shelf.put("huge", KeptPage((b"x" * 31,), (), "text/html"))

    assert len(shelf) == 0


def test_putting_a_page_again_counts_its_bytes_once() -> None:
    shelf = PageShelf(most_bytes=30)
    for _time in range(10):
        shelf.put("page", KeptPage((b"x" * 20,), (), "text/html"))

    assert shelf.get("page") is not None


def test_a_kept_page_comes_compressed_with_fresh_keys_to_who_takes_that() -> None:
    form = f'<input name="form_key" value="{new_form_key()}">'
    kitchen = Kitchen(f"<p>{form}{form}</p>" + "warm " * 200)
    request = asked()
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
    answers = [kept_page(request, kitchen) for _reader in range(2)]
    pages = [gzip.decompress(answer.content).decode() for answer in answers]
    keys = [FORM_KEY.findall(page.encode()) for page in pages]

    assert kitchen.made == 1
    assert answers[1].headers["Content-Encoding"] == "gzip"
    assert len({read_form_key(key.decode()) for found in keys for key in found}) == 4
    assert FORM_KEY.sub(b"", pages[0].encode()) == FORM_KEY.sub(b"", pages[1].encode())
    assert len(answers[1].content) < 400
