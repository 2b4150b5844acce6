"""The house as it stands keeps every rule; each test prints what breaks it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

from tests.architecture.guards import (
    imports,
    manners,
    models,
    privacy,
    routes,
    rows,
    sealed,
    settings,
    size,
    tenancy,
)
from tests.architecture.planting import LINT_IMPORTS, ROOT, run_tool
from tests.ground.test_tables_without_community import SEEN_WITHOUT_COMMUNITY

LISTS = Path(__file__).resolve().parent
GUARDS = [
    size.too_long,
    imports.foreign_below,
    imports.relative,
    imports.web_in_services,
    imports.engines_in_views,
    imports.meeting_engines,
    imports.rooms_without_contract,
    models.without_term,
    models.not_in_glossary,
    models.pointing_up,
    models.hidden_behaviour,
    manners.vague_names,
    manners.unfinished,
    manners.left_out_tests,
    manners.tests_that_show_nothing,
    manners.swallowed,
    privacy.forbidden_in_code,
    privacy.forbidden_in_templates,
    privacy.forbidden_in_packs,
    settings.undocumented,
    rows.broken_rows,
    sealed.read_past_the_door,
]


def written(name: str) -> list[str]:
    """Return the lines of a written list, notes left out."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_house_keeps_the_rule(guard: Callable[[Path], list[str]]) -> None:
    findings = guard(ROOT)

    assert not findings, "\n".join(findings)


def test_imports_point_down() -> None:
    done = run_tool(*LINT_IMPORTS)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts: 4 kept, 0 broken" in done.stdout


def test_ruff_finds_nothing() -> None:
    done = run_tool("-m", "ruff", "check", "--quiet", ".")

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_type_is_sound() -> None:
    done = run_tool("-m", "mypy")

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_address_stands_on_the_written_list() -> None:
    found = list(routes.routes(get_resolver().url_patterns))
    findings = routes.differences(found, written("public_routes.txt"), "address")

    assert not findings, "\n".join(findings)


def test_no_two_addresses_share_a_name() -> None:
    assert routes.doubled_names(routes.routes(get_resolver().url_patterns)) == []


def test_the_models_of_no_community_are_the_written_ones() -> None:
    found = tenancy.untenanted_tables(apps.get_models(include_auto_created=True))

    assert set(found) - SEEN_WITHOUT_COMMUNITY == set()


def test_keys_and_indexes_stay_in_the_community() -> None:
    found = apps.get_models(include_auto_created=True)
    findings = tenancy.keys_across_communities(found) + tenancy.indexes_across_communities(found)

    assert not findings, "\n".join(findings)


def test_p1_no_table_holds_what_is_never_stored() -> None:
    findings = privacy.forbidden_in_tables(apps.get_models(include_auto_created=True))

    assert not findings, "\n".join(findings)
