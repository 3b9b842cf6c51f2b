"""The system's packages: what the tests need that no wheel brings. Each asks here, and says aloud what is left out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

PATIENCE = ("-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1")
POLICY = Path("/usr/sbin/policy-rc.d")


def install(*packages: str) -> None:
    """Install packages where that can be done, as root on a Debian; else, or where they cannot be had, give up soon.

    No service is started: a package's own would be on the ports of everybody.
    """
    if os.geteuid() or not shutil.which("apt-get"):
        return
    sys.stderr.write(f"Bringing {', '.join(packages)} from the system's packages …\n")
    _update()
    with _no_services():
        _apt("install", "-y", "--no-install-recommends", *packages)


@cache
def _update() -> None:
    _apt("update")


def _apt(*arguments: str) -> None:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *PATIENCE, *arguments], check=False, capture_output=True, env=environ)


@contextmanager
def _no_services() -> Iterator[None]:
    """Have packages start nothing, by Debian's own word for it; one that stands there already is left alone."""
    ours = not POLICY.exists()
    if ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
        POLICY.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            POLICY.unlink()
