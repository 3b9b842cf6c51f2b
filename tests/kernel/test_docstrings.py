"""Every public name of the kernel has an example; that it is true holds `tests/test_examples.py`."""

import pytest

import app.kernel
from app.kernel import bounds, codes, estimators, normals, scoring


@pytest.mark.parametrize(
    "package", [app.kernel, bounds, codes, estimators, normals, scoring], ids=lambda package: package.__name__
)
def test_public_functions_and_classes_have_an_example(package):
    """Every public function and class of the kernel shows a runnable example."""
    callables = [getattr(package, name) for name in package.__all__ if isinstance(getattr(package, name), type)]
    callables += [getattr(package, name) for name in package.__all__ if hasattr(getattr(package, name), "__code__")]
    without = [item.__name__ for item in callables if ">>>" not in (item.__doc__ or "")]
    assert not without
