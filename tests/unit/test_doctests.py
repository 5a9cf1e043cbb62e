"""The examples in docstrings."""

import doctest
import importlib
import pkgutil

import pytest

import warledger

PACKAGES = ("store", "run", "cli", "export", "evaluate", "model")
MODULES = sorted(
    m.name
    for package in PACKAGES
    for m in pkgutil.walk_packages([f"{warledger.__path__[0]}/{package}"], f"warledger.{package}.")
    if "migrations" not in m.name and not m.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
