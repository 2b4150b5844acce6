"""A link is made from the case and a key, can be made again, and cannot be made by anybody else."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from ningju.kernel.errors import NotFound
from ningju.rooms.cases.links import LENGTH, read_secret, secret_of


@given(st.uuids())
def test_a_link_leads_back_to_its_case(public_id: uuid.UUID) -> None:
    secret = secret_of(public_id)

    assert len(secret) == LENGTH
    assert read_secret(secret) == public_id


@given(st.uuids(), st.integers(0, LENGTH - 1), st.sampled_from("ABCdef019-_"))
def test_a_link_with_one_wrong_character_leads_nowhere(public_id: uuid.UUID, at: int, letter: str) -> None:
    secret = secret_of(public_id)
    wrong = secret[:at] + letter + secret[at + 1 :]

    if wrong != secret:
        with pytest.raises(NotFound):
            read_secret(wrong)


@pytest.mark.parametrize("secret", ["", "x", "x" * 40, "é" * 40, "a" * 4000, "=" * 40, "../../etc/passwd"])
def test_what_is_no_link_leads_nowhere(secret: str) -> None:
    with pytest.raises(NotFound):
        read_secret(secret)


def test_another_key_makes_other_links(settings: Settings) -> None:
    public_id = uuid.uuid4()
    ours = secret_of(public_id)

    settings.SECRET_KEY = "another-key-of-another-instance"

    assert secret_of(public_id) != ours
    with pytest.raises(NotFound):
        read_secret(ours)
