"""Ports for servers of the tests."""

import os
import random
import socket

FIRST, LAST = 20_000, 32_000
"""Below those that the system gives to outgoing connections, one of which could take a port before its server does."""


_given: set[int] = set()


def free_port() -> int:
    """Return a port that nothing listens on and that is never given again, since a server may be away for a while.

    Of several processes with tests each has ports of its own.
    """
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    while True:
        port = random.randrange(FIRST + number, LAST, count)
        if port in _given:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port
