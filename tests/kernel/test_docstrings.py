"""The examples in the docstrings run, and every public name has one."""

import doctest
import importlib
import pkgutil

import pytest

import app.kernel
from app.kernel import codes, normals

MODULES = [module.name for module in pkgutil.walk_packages(app.kernel.__path__, "app.kernel.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    """Every example in the module gives the result that is written under it."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("package", [app.kernel, codes, normals], ids=lambda package: package.__name__)
def test_public_functions_and_classes_have_an_example(package):
    """Every public function and class of the kernel shows a runnable example."""
    callables = [getattr(package, name) for name in package.__all__ if isinstance(getattr(package, name), type)]
    callables += [getattr(package, name) for name in package.__all__ if hasattr(getattr(package, name), "__code__")]
    without = [item.__name__ for item in callables if ">>>" not in (item.__doc__ or "")]
    assert not without
