"""A category is suggested because of words one can point at, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.keywords import KeywordCategory, Suggestion, suggest

WIRE = KeywordCategory("wire", ("电线", "漏电", "exposed wire", "wires"), weight=3)
POLE = KeywordCategory("pole", ("电线杆", "pole"))
LAMP = KeywordCategory("lamp", ("路灯", "灯不亮", "lamp", "Light"))
REST = KeywordCategory("rest", ("歇脚", "wifi", "充电", "lamp"))
ALL = (WIRE, POLE, LAMP, REST)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路口电线垂下来了，好像漏电", [("wire", 6, ("电线", "漏电"))]),
        ("电线杆歪了", [("pole", 1, ("电线杆",))]),
        ("电线杆上的电线", [("wire", 3, ("电线",)), ("pole", 1, ("电线杆",))]),
        ("ＷｉＦｉ坏了，没处充电", [("rest", 2, ("wifi", "充电"))]),
        ("An EXPOSED   wire\nnear the gate", [("wire", 3, ("exposed wire",))]),
        ("the lamp, the LAMP!", [("lamp", 1, ("lamp",)), ("rest", 1, ("lamp",))]),
        ("light poles and lamps", [("lamp", 1, ("Light",))]),
        ("wireless", []),
        ("我想学书法", []),
        ("", []),
        (" \u200b\x00", []),
    ],
)
def test_words_speak_for_their_category(
    text: str, expected: list[tuple[str, float, tuple[str, ...]]]
) -> None:
    assert suggest(text, ALL) == [Suggestion(*row) for row in expected]


def test_equal_scores_keep_the_given_order() -> None:
    assert [s.code for s in suggest("lamp", (REST, LAMP))] == ["rest", "lamp"]
    assert [s.code for s in suggest("lamp", (LAMP, REST))] == ["lamp", "rest"]


def test_reasons_stand_in_the_order_of_the_text() -> None:
    assert suggest("灯不亮的路灯", ALL)[0].because == ("灯不亮", "路灯")


def test_a_word_written_twice_in_a_category_counts_once() -> None:
    twice = KeywordCategory("lamp", ("Lamp", "ＬＡＭＰ"))

    assert suggest("lamp", [twice]) == [Suggestion("lamp", 1.0, ("Lamp",))]


def test_without_categories_or_words_nothing_is_suggested() -> None:
    assert suggest("路灯", []) == []
    assert suggest("路灯", [KeywordCategory("empty", ())]) == []


def test_signs_in_words_are_taken_as_they_are() -> None:
    assert suggest("help (now).*", [KeywordCategory("help", ("(now).*",))])[0].because == ("(now).*",)


@given(st.lists(st.sampled_from(["电线", "电线杆", "路灯", "lamp", "lamps", " ", "，", "a"]), max_size=12))
def test_every_reason_is_a_word_of_the_category_and_of_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    weights = {category.code: category for category in ALL}

    for suggestion in suggest(text, ALL):
        category = weights[suggestion.code]
        assert suggestion.because
        assert suggestion.score == len(suggestion.because) * category.weight
        assert set(suggestion.because) <= set(category.words)
        assert all(word.lower() in text for word in suggestion.because)


@pytest.mark.parametrize("words", [("",), ("灯", " \t")])
def test_blank_words_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="must not be blank"):
        KeywordCategory("lamp", words)


@pytest.mark.parametrize("weight", [0, -1.5])
def test_a_weight_that_counts_nothing_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="must be more than 0"):
        KeywordCategory("lamp", ("灯",), weight)
