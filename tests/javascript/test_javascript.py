"""The tests of modules that need no page, by Node's own runner."""

import os
import subprocess
from pathlib import Path

import pytest

from bundling import npm

HERE = Path(__file__).parent


@pytest.mark.parametrize("path", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.name.split(".")[0])
def test_in_node(path):
    """Every test of the file passes, and there are some."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NODE_")}
    command = [npm.node(), "--import", HERE / "modules.mjs", "--test", "--test-reporter=tap", path]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=environ)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "\n# fail 0\n" in ran.stdout
    assert "\n# pass 0\n" not in ran.stdout
