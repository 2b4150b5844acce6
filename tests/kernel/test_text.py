"""A missing language falls back, and the reader can be told so."""

import pytest

from ningju.kernel.text import Bilingual, language_of

BOTH = Bilingual(zh="驿站", en="Station")


@pytest.mark.parametrize(
    ("text", "language", "given"),
    [
        (BOTH, "zh", ("驿站", "zh")),
        (BOTH, "en", ("Station", "en")),
        (BOTH, "zh-hans", ("驿站", "zh")),
        (BOTH, "en_GB", ("Station", "en")),
        (Bilingual(zh="驿站", en=""), "en", ("驿站", "zh")),
        (Bilingual(zh=" \n", en="Station"), "zh", ("Station", "en")),
        (Bilingual(zh="", en=""), "zh", ("", "zh")),
        (Bilingual(zh="", en=""), "en", ("", "en")),
    ],
)
def test_reading_gives_the_text_and_the_language_it_is_in(
    text: Bilingual, language: str, given: tuple[str, str]
) -> None:
    assert text.read(language) == given


def test_a_language_we_do_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match='must be "zh" or "en"'):
        language_of("fr")


def test_a_text_is_true_when_either_language_says_something() -> None:
    assert Bilingual(zh="驿站", en="")
    assert not Bilingual(zh="", en=" ")
