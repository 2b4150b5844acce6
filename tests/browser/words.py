"""The page's words in the reader's language, from the same catalogue as the page."""

import re
from dataclasses import dataclass

from django.utils import translation

from ningju.ground.links import LANGUAGES


@dataclass(frozen=True)
class Words:
    """What an English text is called on pages of one language."""

    language: str

    def __call__(self, text: str, *, context: str = "", **values: object) -> str:
        """Return the text as the page shows it, with its values put in."""
        with translation.override(LANGUAGES[self.language]):
            found = translation.pgettext(context, text) if context else translation.gettext(text)
        assert self.language == "en" or found != text, f"untranslated: {text!r}"
        return found % values if values else found

    def pattern(self, text: str) -> re.Pattern[str]:
        """Return what matches the text with anything in place of its values."""
        pieces = re.split(r"%\(\w+\)s", self(text))
        return re.compile(".+".join(re.escape(piece) for piece in pieces))
