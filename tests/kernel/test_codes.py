"""A code survives being read over a phone, and tells when it did not."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.codes import ALPHABET, LENGTH, make_code, make_secret, read_code, show_code
from ningju.kernel.errors import Unreadable

LETTERS = ALPHABET[10:]


def code_of(letter: str, number: int) -> str:
    """Return the code whose eight random characters spell this number."""
    return make_code(letter, token_bytes=number.to_bytes)


codes = st.builds(code_of, st.sampled_from(LETTERS), st.integers(0, 2**40 - 1))


def is_code(text: str) -> bool:
    try:
        return read_code(text) == text
    except Unreadable:
        return False


def test_alphabet_is_crockfords_and_leaves_out_what_is_misheard() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_every_single_wrong_character_is_caught_at_every_place() -> None:
    for code in (code_of("A", 0), code_of("Z", 2**40 - 1), code_of("H", 0x12_3456_789A)):
        for place in range(LENGTH):
            for other in set(ALPHABET) - {code[place]}:
                assert not is_code(code[:place] + other + code[place + 1 :])


def test_every_swap_of_every_two_different_characters_is_caught() -> None:
    """Every pair of values at every pair of places, neighbours and the check character among them."""
    for left, right in combinations(range(LENGTH), 2):
        for one, two in combinations(LETTERS if left == 0 else ALPHABET, 2):
            code = code_with(left, one, right, two)
            swapped = list(code)
            swapped[left], swapped[right] = swapped[right], swapped[left]
            assert is_code(code)
            assert not is_code("".join(swapped)), (code, left, right)


def code_with(left: int, one: str, right: int, two: str) -> str:
    """Return a valid code with these two characters at these two places."""
    free = next(place for place in range(1, LENGTH) if place not in (left, right))
    start = list("A000000000")
    start[left], start[right] = one, two
    for filler in ALPHABET:
        start[free] = filler
        if is_code("".join(start)):
            return "".join(start)
    raise AssertionError("the check reaches every value, so one filler must fit")


def test_one_body_has_exactly_one_check_character() -> None:
    assert sum(is_code("H7K294QX8" + last) for last in ALPHABET) == 1


@given(codes)
def test_a_code_reads_back_however_it_is_written(code: str) -> None:
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in code)

    grouped = f"  {code[:5]} － {code[5:]}\u200b"

    for writing in (code, show_code(code), code.lower(), full_width, grouped):
        assert read_code(writing) == code


@given(codes)
def test_letters_that_sound_like_digits_are_taken_as_digits(code: str) -> None:
    misheard = code[0] + code[1:].replace("0", "o")

    assert read_code(misheard.replace("1", "I")) == code
    assert read_code(misheard.replace("1", "l")) == code


def test_a_code_is_shown_in_groups_of_three_three_four() -> None:
    assert show_code("H7K294QX8A") == "H7K-294-QX8A"


@pytest.mark.parametrize(
    ("writing", "says"),
    [
        ("", "this has 0"),
        ("H7K-294-QX8", "this has 9"),
        ("H7K-294-QX8AM", "this has 11"),
        ("H" * 65, "this has 65"),
        ("H7K-294-QXUM", '"U" is never part'),
        ("H7K-294-QX华M", '"华" is never part'),
        ("\x007K-294-QX8A", "is never part"),
        ("77K-294-QX8A", "begins with a letter"),
        ("O7K-294-QX8A", 'this one with "O"'),
    ],
)
def test_what_is_no_code_is_refused_with_what_to_look_at(writing: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refusal:
        read_code(writing)

    assert refusal.value.message.read("zh")[1] == "zh"


def test_a_wrong_check_asks_to_compare_again() -> None:
    code = make_code("H", token_bytes=bytes)

    with pytest.raises(ValueError, match="compare it again"):
        read_code(code[:-1] + ("7" if code[-1] != "7" else "8"))


@pytest.mark.parametrize("letter", ["", "h", "O", "I", "7", "HK", "华"])
def test_a_kind_letter_outside_the_alphabet_is_refused(letter: str) -> None:
    with pytest.raises(ValueError, match="a kind letter is one of"):
        make_code(letter)


def test_forty_random_bits_all_reach_the_code() -> None:
    bodies = {code_of("H", 1 << bit)[1:9] for bit in range(40)}

    assert len(bodies) == 40


def test_codes_and_secrets_of_the_real_source_differ_each_time() -> None:
    assert len({make_code("H") for _ in range(1000)}) == 1000
    assert len({make_secret() for _ in range(1000)}) == 1000


def test_a_secret_is_url_safe_and_long_enough() -> None:
    secret = make_secret()

    assert len(secret) * 6 >= 128
    assert set(secret) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
