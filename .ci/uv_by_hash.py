"""Print the requirement of uv, with the hashes that the lock keeps for it: pip takes nothing else then.

python .ci/uv_by_hash.py > FILE && pip install --require-hashes --requirement FILE
"""

import tomllib
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "uv.lock"


def main() -> None:
    """Read the lock, which is there before any package is."""
    packages = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    uv = next(package for package in packages if package["name"] == "uv")
    hashes = [file["hash"] for file in (*uv["wheels"], uv["sdist"])]
    print(f"uv=={uv['version']}", *(f"--hash={each}" for each in hashes))


if __name__ == "__main__":
    main()
