"""Case codes that survive a phone call, and the secrets behind links.

A code is a kind letter, eight random characters and a check character, all of Crockford's 32
(no I, L, O, U). Each character is an element of the field GF(32); a code is valid when the sum of
``a**(9 - position) * character`` is zero, ``a`` a primitive element. All ten weights differ and none is
zero, so every single wrong character and every swap of two characters changes the sum.
"""

import secrets
import unicodedata
from collections.abc import Callable

from ningju.kernel.errors import Unreadable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_RANDOM_BYTES = 5  # 40 bits: exactly eight characters of five bits
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_HEARD_AS = {"O": "0", "I": "1", "L": "1"}
_LONGEST_WRITING = 64  # a code with every separator one can think of; more is not a code


def make_code(letter: str, token_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """Return a new code of ten characters: the kind letter, eight random ones, one check.

    Args:
        letter: a capital letter of Crockford's alphabet (not I, L, O or U).
        token_bytes: the source of randomness; tests pass their own.

    Raises:
        ValueError: ``letter`` is not such a letter.

    >>> make_code("H", token_bytes=bytes)
    'H000000006'
    """
    if len(letter) != 1 or letter not in ALPHABET or letter.isdigit():
        raise ValueError(f"a kind letter is one of {ALPHABET[10:]}, got {letter!r}")
    number = int.from_bytes(token_bytes(_RANDOM_BYTES))
    body = letter + "".join(ALPHABET[number >> shift & 31] for shift in range(35, -5, -5))
    return body + _check_character(body)


def read_code(text: str) -> str:
    """Return the code somebody typed or was told, in its plain form of ten characters.

    Spaces, dashes and dots may stand anywhere; full-width and small letters are accepted; the
    letter O is read as 0, I and L as 1.

    Raises:
        Unreadable: (a ValueError) it cannot be a code; the message says what to look at.

    >>> read_code(" h00 000 000-6 ")
    'H000000006'
    """
    if len(text) > _LONGEST_WRITING:
        raise _wrong_length(len(text))
    written = [c for c in unicodedata.normalize("NFKC", text).upper() if not _separates(c)]
    characters = [_HEARD_AS.get(c, c) for c in written]
    strange = next((c for c in characters if c not in _VALUES), None)
    if strange is not None:
        raise Unreadable(
            zh=f"编号里不会出现“{strange}”。编号只有数字和字母，没有 U。请再看一眼。",
            en=f'"{strange}" is never part of a code: only digits and letters, and no U. Please look again.',
        )
    if len(characters) != LENGTH:
        raise _wrong_length(len(characters))
    code = "".join(characters)
    if code[0].isdigit():
        raise Unreadable(
            zh=f"编号以字母开头，这里是“{written[0]}”。请从第一个字母读起。",
            en=f'A code begins with a letter, this one with "{written[0]}". Please start at the letter.',
        )
    if _check_character(code[:-1]) != code[-1]:
        raise Unreadable(
            zh="编号对不上：有一个字写错了，或者相邻两个字写反了。请再核对一遍。",
            en="This is not a code: a character is wrong or two are swapped. Please compare it again.",
        )
    return code


def show_code(code: str) -> str:
    """Return a code in groups that people can say: 3-3-4.

    >>> show_code("H7K294QX8A")
    'H7K-294-QX8A'
    """
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def make_secret() -> str:
    """Return the unguessable part of a link: 192 random bits in 32 URL-safe characters."""
    return secrets.token_urlsafe(24)


def _wrong_length(length: int) -> Unreadable:
    return Unreadable(
        zh=f"编号一共 {LENGTH} 个字（如 H7K-294-QX8A），这里是 {length} 个。",
        en=f"A code has {LENGTH} characters (like H7K-294-QX8A); this has {length}.",
    )


def _separates(character: str) -> bool:
    """Say whether a character only groups or hides: white space, dashes, dots, invisible marks."""
    return character.isspace() or character in "._·•−" or unicodedata.category(character) in ("Pd", "Cf")


def _check_character(body: str) -> str:
    """Return the character that makes the weighted sum of ``body`` and itself zero.

    Horner's rule from the left gives position p the weight a**(9 - p); the check's own weight is 1,
    and in a field of characteristic two it equals what it must cancel.
    """
    total = 0
    for character in body:
        total = _times_a(total ^ _VALUES[character])
    return ALPHABET[total]


def _times_a(element: int) -> int:
    """Multiply an element of GF(32) by the primitive element a, where a**5 = a**2 + 1."""
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled
