"""What no table, form or address may ever hold about a person: rules that no single room keeps alone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.urls import get_resolver

from ningju.ground.sealed import SealedModel
from ningju.rooms.privacy.lifetimes import LIFETIMES
from ningju.rooms.volunteering.web.forms import SeatForm
from tests.architecture.guards import privacy
from tests.architecture.guards.routes import routes

PERSONAL = re.compile(r"^(nickname|guardian|first_name|last_name|full_name|email|phone|address)$")
OF_BODIES = {
    "communities.community",
    "organisations.organisation",
    "accounts.user",
    "account.emailaddress",
    "referral.referralinbox",
}
"""Bodies have a public phone; staff have a sign-in, which lives as long as their work here."""


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("ningju.")]


def forms_of(base: type[forms.Form] = forms.Form) -> Iterator[type[forms.Form]]:
    """Yield every form class of ours that is loaded."""
    get_resolver().url_patterns  # noqa: B018  (loads every view, and so every form)
    for form in base.__subclasses__():
        if form.__module__.startswith("ningju."):
            yield form
        yield from forms_of(form)


def addresses() -> list[str]:
    return list(routes(get_resolver().url_patterns))


def test_p2_nothing_adds_a_tag_or_a_field_of_ones_own_to_a_person() -> None:
    words = re.compile(r"tag|label|custom|attribute|extra|segment|group", re.IGNORECASE)

    assert [each for each in addresses() if words.search(each.rpartition(" ")[2])] == []
    assert "auth.group" not in {model._meta.label_lower for model in our_models()}
    for model in our_models():
        free = [field.name for field in model._meta.local_fields if isinstance(field, models.JSONField)]
        if any(PERSONAL.match(field.name) for field in model._meta.local_fields):
            assert free == [] or model._meta.label_lower in OF_BODIES, f"{model._meta.label}: {free}"


def test_p6_signing_up_asks_for_a_nickname_and_nothing_about_the_person() -> None:
    assert set(SeatForm.base_fields) == {"form_key", "nickname", "is_old_enough"}


def test_p7_no_form_asks_where_somebody_is_from_what_they_eat_or_which_language_is_theirs() -> None:
    asked = re.compile(
        r"origin|hometown|native|region|diet|halal|mother_tongue|籍|家乡|老家|忌口|birth", re.IGNORECASE
    )
    found = [
        f"{form.__name__}.{name}"
        for form in forms_of()
        for name, field in form.base_fields.items()
        if asked.search(f"{name} {field.label}")
    ]

    assert len(list(forms_of())) > 10, "the forms were not loaded"
    assert found == []


def test_p16_no_address_hands_out_more_than_one_persons_record() -> None:
    bulk = re.compile(r"export|download|dump|\.csv|\.xlsx|persons|people|members|users", re.IGNORECASE)
    own = re.compile(r"<str:secret>|/desk/ledgers/|/my/|/account/")
    """One's own file by one's own link or sign-in; ledgers of places, bodies and offers hold no person."""

    found = [each for each in addresses() if bulk.search(each) and not own.search(each)]

    assert found == []


def test_p21_nothing_ranks_scores_or_counts_people() -> None:
    words = re.compile(
        r"(?:^|_)(rank\w*|score\w*|leaderboard|streak\w*|likes?|like_count|online\w*|last_seen\w*|login_count|check_?in\w*)(?:$|_)",
        re.IGNORECASE,
    )
    columns = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.local_fields
        if words.search(field.name)
    ]
    routes_found = [each for each in addresses() if words.search(each.rpartition(" ")[2])]

    assert columns == routes_found == []


def test_p22_there_are_no_points_yet_and_no_table_in_which_they_could_be_kept() -> None:
    """Points come with volunteering; whoever adds them replaces this by the cap test of P22."""
    found = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.local_fields
        if re.search(r"(?:^|_)points?(?:$|_)|balance|reward", field.name)
    ]

    assert found == []


def test_p18_no_table_is_made_by_ethnicity_religion_party_disability_or_health() -> None:
    """The table registry comes with the statistics room; until then no view and no group by may exist."""
    assert privacy.forbidden_in_tables(our_models()) == []


def test_p11_whatever_is_personal_names_how_long_it_lives() -> None:
    without = []
    for model in our_models():
        is_personal = issubclass(model, SealedModel) or any(
            PERSONAL.match(field.name) for field in model._meta.local_fields
        )
        if is_personal and model._meta.label_lower not in OF_BODIES:
            lifetime: Any = getattr(model, "lifetime", None)
            if lifetime not in LIFETIMES:
                without.append(f"{model._meta.label}: {lifetime}")

    assert without == []


@pytest.mark.parametrize("name", LIFETIMES)
def test_p11_every_lifetime_is_told_in_words(name: str) -> None:
    assert str(LIFETIMES[name].words)
