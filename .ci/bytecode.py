"""Compile the packages of this environment, on all cores, and say meanwhile how far it is: python .ci/bytecode.py.

A file whose bytecode is there already is passed over. What cannot be compiled is let be: a package may bring a piece of
another Python, and whoever imports it is told.
"""

import sys
import sysconfig
from compileall import compile_file
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]
from app.told import Told  # noqa: E402

AT_ONCE = 16  # files that a process takes, and after which one looks again


def main() -> None:
    """Compile them, and say how many are through."""
    told, files = Told(), [*map(str, Path(sysconfig.get_path("purelib")).rglob("*.py"))]
    with ProcessPoolExecutor() as pool:
        for done, _ in enumerate(pool.map(partial(compile_file, quiet=2), files, chunksize=AT_ONCE), 1):
            if done % AT_ONCE == 0:
                told("files of packages compiled", done, len(files))
    told.end()


if __name__ == "__main__":
    main()
