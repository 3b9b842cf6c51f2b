"""Events with sensible defaults, as the tests of the record have them."""

from tests.progress.conftest import make, one_of_each  # noqa: F401 -- fixtures
