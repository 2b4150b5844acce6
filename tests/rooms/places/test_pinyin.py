"""Names sort by pinyin and can be typed on any keyboard."""

import pytest

from ningju.rooms.places.pinyin import search_keys, sort_key


def test_names_sort_as_chinese_readers_expect() -> None:
    assert sorted(["中山公园", "安化路", "梧桐书店"], key=sort_key) == ["安化路", "梧桐书店", "中山公园"]


def test_a_name_is_found_by_characters_english_pinyin_and_initials() -> None:
    assert search_keys("中山公园", "Zhongshan Park") == (
        "中山公园",
        "zhongshanpark",
        "zhongshangongyuan",
        "zsgy",
    )


@pytest.mark.parametrize("odd", ["", "  ", "·—,", "🏠"])
def test_names_without_letters_have_keys_or_none_but_never_fail(odd: str) -> None:
    assert "" not in search_keys(odd)


def test_a_long_name_still_fits_its_column() -> None:
    assert len(sort_key("装" * 80)) <= 240
