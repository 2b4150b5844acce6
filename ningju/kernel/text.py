"""Text that carries Chinese and English side by side."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in two languages; either may be missing (empty).

    >>> Bilingual(zh="驿站", en="Station").read("en")
    ('Station', 'en')
    >>> Bilingual(zh="驿站", en="").read("en")
    ('驿站', 'zh')
    """

    zh: str
    en: str

    def read(self, language: str) -> tuple[str, Language]:
        """Return the text for a reader and the language it is really in.

        A missing text falls back to the other language, so that a page can mark it
        (``lang="zh"``) instead of hiding it. When both are missing the text is empty
        and the language is the one asked for.

        Args:
            language: "zh", "en", or a tag that begins with one of them ("zh-hans", "en_GB").

        Raises:
            ValueError: another language.
        """
        wanted = language_of(language)
        if wanted == "zh":
            return (self.en, "en") if not has_text(self.zh) and has_text(self.en) else (self.zh, "zh")
        return (self.zh, "zh") if not has_text(self.en) and has_text(self.zh) else (self.en, "en")

    def __bool__(self) -> bool:
        """Say whether there is any text at all."""
        return has_text(self.zh) or has_text(self.en)


def has_text(text: str) -> bool:
    """Say whether a text holds more than white space."""
    return bool(text.strip())


def language_of(tag: str) -> Language:
    """Return "zh" or "en" for a language tag such as "zh-hans" or "en-GB".

    Raises:
        ValueError: the tag is of neither language.

    >>> language_of("zh-hans")
    'zh'
    """
    match tag.replace("_", "-").lower().split("-")[0]:
        case "zh":
            return "zh"
        case "en":
            return "en"
    raise ValueError(f'language must be "zh" or "en", got {tag!r}')
