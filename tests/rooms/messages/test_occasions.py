"""What the service says to people: whole, short, in both languages, and never anybody's own words."""

import re
import string
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from ningju.kernel.text import Bilingual
from ningju.rooms.messages.links import UnknownLink, check_link, declare_link, make_link
from ningju.rooms.messages.occasions import LONGEST_SMS, OCCASIONS, Occasion, write_text

LONG_LINK = "https://ningju.changning.sh.cn/k/" + "x" * 40
FILLED = {
    "code": "H7K-294-QX8A",
    "link": LONG_LINK,
    "day": "12月31日",
    "due": "11月30日18:00",
    "category": "井盖松动",
}
IN_ENGLISH = FILLED | {"day": "31 December", "due": "30 Nov 18:00", "category": "Loose cover"}
NAME = Bilingual("华阳路街道", "Huayang Road")
PRIVATE = re.compile("words|answer|question|name|phone|address|words_for|note|text")


def places(text: str) -> set[str]:
    """Return the places to fill in a text."""
    return {name for _before, name, _spec, _how in string.Formatter().parse(text) if name}


def made(occasion: Occasion, language: str) -> str:
    """Return the words with everything filled in."""
    filled = FILLED if language == "zh" else IN_ENGLISH
    fields = {name: filled[name] for name in occasion.fields}
    return write_text(occasion, fields, language=language, community=NAME, phone="021-6252 0000")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("occasion", OCCASIONS.values(), ids=OCCASIONS)
def test_every_place_is_filled_in_both_languages(occasion: Occasion, language: str) -> None:
    text = made(occasion, language)

    assert "{" not in text
    filled = FILLED if language == "zh" else IN_ENGLISH
    assert all(filled[name] in text for name in occasion.fields)
    assert ("021-6252 0000" in text) is occasion.ends_with_phone


@pytest.mark.parametrize("occasion", OCCASIONS.values(), ids=OCCASIONS)
def test_both_languages_ask_for_the_same_fields_and_say_something(occasion: Occasion) -> None:
    zh, en = places(occasion.text.zh), places(occasion.text.en)

    assert zh == en
    assert zh - {"community"} == occasion.fields
    assert occasion.name == next(name for name, one in OCCASIONS.items() if one is occasion)


@pytest.mark.parametrize("occasion", OCCASIONS.values(), ids=OCCASIONS)
def test_a_text_message_in_chinese_has_140_characters_at_most(occasion: Occasion) -> None:
    assert len(made(occasion, "zh")) <= LONGEST_SMS


@pytest.mark.parametrize("occasion", OCCASIONS.values(), ids=OCCASIONS)
def test_no_occasion_has_a_place_for_anybodys_own_words(occasion: Occasion) -> None:
    assert not any(PRIVATE.search(name) for name in occasion.fields)


def test_without_a_phone_nothing_is_said_of_one() -> None:
    text = write_text(
        OCCASIONS["case_answered"],
        {"code": "H7K", "link": LONG_LINK},
        language="en",
        community=NAME,
        phone="",
    )

    assert text.endswith(LONG_LINK)


def test_a_kept_link_is_a_name_and_becomes_an_address(settings: Settings) -> None:
    settings.NINGJU_PUBLIC_URL = "https://ningju.example"
    declare_link("tests", lambda thing: f"/t/{thing[::-1]}")

    assert make_link("tests:abc") == "https://ningju.example/t/cba"
    assert make_link("page:/my/") == "https://ningju.example/my/"
    assert urlsplit(make_link("page:/my/")).hostname == "ningju.example"


@pytest.mark.parametrize("link", ["", "nothing", "unheard-of:7", "https://evil.example/"])
def test_a_link_that_no_room_declared_is_a_mistake(link: str) -> None:
    with pytest.raises(UnknownLink):
        check_link(link)
