"""What the log may say: which page and which mistake, never a secret address or anybody's words."""

import logging
import sys
from logging.config import dictConfig

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from ningju.ground.log import NO_PAGE, DiscreetFormatter
from ningju.rooms.cases.models import Category
from ningju.rooms.communities.models import Community

pytestmark = pytest.mark.usefixtures("pages")
FORMATTER = DiscreetFormatter("{levelname} {message}", style="{")


def written(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(map(FORMATTER.format, caplog.records))


def test_the_log_is_written_by_it(settings: Settings) -> None:
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": settings.LOGGING["formatters"],
            "handlers": {"console": settings.LOGGING["handlers"]["console"]},
            "loggers": {"tests.log": {"handlers": ["console"]}},
        }
    )
    [handler] = logging.getLogger("tests.log").handlers

    assert isinstance(handler.formatter, DiscreetFormatter)


def test_a_refusal_is_logged_with_its_route_and_not_with_its_address(
    community: Community, rider: Client, caplog: pytest.LogCaptureFixture
) -> None:
    rider.get("/zh/huayang/test/refuse/conflict/")

    assert "refuse/conflict" in caplog.text, "Django logs the address; if it no longer does, this can go"
    assert "WARNING Conflict: /<language:language>/<slug:community>/test/refuse/<slug:kind>/" in written(
        caplog
    )
    assert "refuse/conflict" not in written(caplog)


def test_a_mistyped_secret_is_not_logged(
    community: Community, rider: Client, caplog: pytest.LogCaptureFixture
) -> None:
    rider.get("/zh/huayang/k/c2VjcmV0/oops/")

    assert f"Not Found: {NO_PAGE}" in written(caplog)
    assert "c2VjcmV0" not in written(caplog)


def test_row_security_keeps_postgresql_from_quoting_a_refused_row(community: Community) -> None:
    words = "".join(["我的", "\n\n", "秘密"])
    try:
        with transaction.atomic():
            Category.objects.create(slug="x", kind="need", name_zh=words, allowed_min=0)
    except IntegrityError:
        record = logging.LogRecord("t", logging.ERROR, __file__, 1, "trouble", None, sys.exc_info())

    line = FORMATTER.format(record)

    assert "category_allows_time" in line
    assert "秘密" not in line
    assert "The above exception was the direct cause" in line
