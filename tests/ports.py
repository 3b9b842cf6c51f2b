"""Ports for servers of the tests."""

import random
import socket

FIRST, LAST = 20_000, 32_000
"""Below those that the system gives to outgoing connections, one of which could take a port before its server does."""


def free_port() -> int:
    """Return a port that nothing listens on."""
    while True:
        port = random.randint(FIRST, LAST)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
