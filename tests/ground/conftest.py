"""The stage of the ground's tests: small pages, and limits that count from nothing."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from ningju.ground import limits


@pytest.fixture
def pages(settings: Settings) -> None:
    """Add the tests' own pages to the addresses."""
    settings.ROOT_URLCONF = "tests.ground.pages"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Forget who asked how often."""
    limits.COUNTER._renew(0.0)


@pytest.fixture
def strict_rider() -> Client:
    """Return a browser whose forms are checked for forgery as in production."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)
