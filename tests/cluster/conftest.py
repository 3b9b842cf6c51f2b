"""One cluster for all tests here, since its start takes as long as they do; each finds every worker ready."""

import pytest

from tests.cluster.several import Several, wait_for
from tests.pages.nginx import nginx_path
from tests.progress import postgresql


@pytest.fixture(scope="session")
def _started(tmp_path_factory):
    if nginx_path() is None:
        pytest.skip("no nginx here: run `make setup` as root, or name one in WD_TEST_NGINX")
    if postgresql.programs() is None:
        pytest.skip(postgresql.ABSENT)
    several = Several(tmp_path_factory.mktemp("cluster"))
    yield several
    several.remove()


@pytest.fixture
def several(_started):
    """Four workers, all of them ready."""
    for worker in _started.workers:
        if worker.process.poll() is not None:
            worker.start()
        wait_for(worker.is_ready, worker.log)
    return _started
