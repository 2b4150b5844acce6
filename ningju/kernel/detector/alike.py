"""Characters that stand for others: variant forms, letters with accents, letters that look alike."""

import re
import unicodedata

TRADITIONAL = (
    "維爾滿壯黨員預備證號籍貫殘穩漢鮮個軌跡無憂積極為團⺠⻄囘囬迴廻敎蔵彞蘭薩烏倫東鄉納錫達獨龍門羅諾",
    "维尔满壮党员预备证号籍贯残稳汉鲜个轨迹无忧积极为团民西回回回回教藏彝兰萨乌伦东乡纳锡达独龙门罗诺",
)
LOOKS_LIKE = (
    "аеорсухіјѕһԁӏкмтвнαορνκτυιɡı",
    "aeopcyxijshdlkmtbhaopvktuigi",
)
"""Cyrillic and Greek letters, and the Latin ones they are taken for."""


def accented() -> dict[int, str]:
    """Return small Latin letters with accents and the letters below them: pinyin with tones, é, ï."""
    letters: dict[int, str] = {}
    for place in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(place))[0]
        if base.isascii() and base.isalpha() and base.islower():
            letters[place] = base
    return letters


PLAIN: dict[int, str] = {
    **accented(),
    **{ord(one): other for pair in (TRADITIONAL, LOOKS_LIKE) for one, other in zip(*pair, strict=True)},
}
ALIKE = re.compile(f"[{''.join(map(chr, PLAIN))}]")
UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u2800\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]+"
)
"""What is not seen, or only strikes another character through."""
