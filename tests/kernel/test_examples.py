"""The examples in the kernel's docstrings tell the truth."""

import doctest
import importlib
import pkgutil

import pytest

import ningju.kernel

MODULES = [module.name for module in pkgutil.walk_packages(ningju.kernel.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"ningju.kernel.{name}"))

    assert result.failed == 0


def test_every_module_was_found() -> None:
    assert {"clock", "codes", "errors", "geo", "hours", "keywords", "text"} <= set(MODULES)
