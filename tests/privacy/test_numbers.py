"""Every rule of the privacy specification has a test under its number: ``-k P14`` runs it."""

import re
from pathlib import Path

import pytest

from tests.architecture.guards import rows
from tests.database import ROOT

RULES = [*(f"P{number}" for number in range(1, 29)), *(f"T{number}" for number in range(1, 13))]
WAITING = {"P17"}
"""Comes with the statistics room: there is no statistic about persons yet to suppress."""


@pytest.fixture(scope="module")
def names() -> list[str]:
    return [each.rpartition("::")[2] for each in rows.tests_in(Path(ROOT))]


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_has_a_test_under_its_number(rule: str, names: list[str]) -> None:
    under = [name for name in names if re.search(rf"_{rule.lower()}_", name)]

    assert bool(under) is (rule not in WAITING)


def test_the_rules_that_wait_are_named_where_deployers_read_it() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")

    assert [rule for rule in sorted(WAITING) if f"{rule} " not in page] == []
