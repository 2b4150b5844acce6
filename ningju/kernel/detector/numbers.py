"""Identity numbers in a text: 18 digits with their check character, and the old form of 15."""

import re
from collections.abc import Iterator
from datetime import date

MAINLAND = "11-15 21-23 31-37 41-46 50-54 61-65 71 81-83"
REGIONS = frozenset(
    str(region) for span in MAINLAND.split() for region in range(int(span[:2]), int(span[-2:]) + 1)
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
ALIKE = str.maketrans("〇零一二三四五六七八九oOlIx壹贰叁肆伍陆柒捌玖", "001234567890011X123456789")
DIGIT = "[0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖oOlI]"
GAP = r"[\s\-–—_.·•*/,，、|:'\"()\[\]]{0,2}"
LAST = "[0-9XxoOlI〇零一二三四五六七八九]"
RUN = re.compile(rf"(?<![0-9A-Za-z]){DIGIT}(?:{GAP}{DIGIT}){{13,16}}{GAP}{LAST}(?![0-9A-Za-z])")
LIKELY = re.compile(rf"{DIGIT}{GAP}{DIGIT}{GAP}{DIGIT}{GAP}{DIGIT}{GAP}{DIGIT}{GAP}{DIGIT}{GAP}{DIGIT}")
DECIMAL = re.compile(r"(?<![\d.])\d{1,3}\.\d{3,}(?![\d.])")
"""A latitude has as many digits as an old identity number, and may look like one."""
EARLIEST_YEAR, LATEST_YEAR = 1900, 2099


def identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where identity numbers stand in a normalised text.

    Decimal numbers are none. A spreadsheet that took the number for a sum has lost its last three
    digits: zeros stand there.

    >>> list(identity_numbers("证号 11010519491231002X"))
    [(3, 21)]
    """
    if not LIKELY.search(text):
        return
    text = DECIMAL.sub(lambda decimal: "\ufffc" * len(decimal[0]), text)
    for run in RUN.finditer(text):
        plain = "".join(sign for sign in run[0].translate(ALIKE) if sign.isdigit() or sign == "X")
        if is_identity_number(plain):
            yield run.span()


def is_identity_number(plain: str) -> bool:
    """Say whether digits are an identity number by region, day of birth and check character."""
    if plain[:2] not in REGIONS:
        return False
    if len(plain) == 15:
        return plain.isdigit() and is_day(f"19{plain[6:12]}") and int(plain[6:8]) >= 10
    if len(plain) != 18 or not plain[:17].isdigit() or not is_day(plain[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(plain, WEIGHTS, strict=False))
    return plain[17] == CHECKS[total % 11] or plain.endswith("000")


def is_day(plain: str) -> bool:
    """Say whether eight digits are a day somebody may have been born on."""
    try:
        return EARLIEST_YEAR <= date(int(plain[:4]), int(plain[4:6]), int(plain[6:])).year <= LATEST_YEAR
    except ValueError:
        return False
