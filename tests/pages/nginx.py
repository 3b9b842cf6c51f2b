"""Bring nginx, the proxy that the tests put in front of the course: from the system's packages, as root."""

from __future__ import annotations

import os
import shutil
import sys

from tests.system_packages import install

PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx")


def nginx_path() -> str | None:
    """Return nginx: `WD_TEST_NGINX` if set, else the one of this machine."""
    found = shutil.which("nginx") or next(filter(os.path.exists, PLACES), None)
    return os.environ.get("WD_TEST_NGINX") or found


def main() -> int:
    """Install it if it is not there and can be had; without it a test is skipped and says so."""
    if nginx_path() is None:
        install("nginx-light")
    if nginx_path() is None:
        sys.stderr.write("No nginx: the test of a caching proxy is skipped. Install it, or name it in WD_TEST_NGINX.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
