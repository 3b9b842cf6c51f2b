"""Known faults and licences of all that the course ships. Run by `make audit`, with the tools of the group `audit`.

python .ci/audit.py REQUIREMENTS, in an environment that has pip-audit and every package of that file.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from itertools import groupby
from pathlib import Path

# Licences under which anybody may use, change and pass on what we ship, by the words that packages use for them.
FREE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|PSF|Python[- ]Software|Python-2\.0|MPL|Mozilla|ISC|LGPL|Unlicense|Zlib|CC0|HPND)",
    re.IGNORECASE,
)


def known_faults(requirements: Path) -> list[str]:
    """Print what is known against the packages of the file; return what has to be mended."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--disable-pip", "-f", "json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        packages = []
    # A package whose data cannot be had is skipped, and a run that skips all of them calls itself clean.
    read = [package for package in packages if "vulns" in package]
    if len(read) < len(packages) or not packages:
        reason = next((package["skip_reason"] for package in packages if "vulns" not in package), run.stderr.strip())
        print(f"known faults: NOT CHECKED for {len(packages) - len(read) or 'all'} packages: {reason[-200:]}")
    print(f"known faults: {len(read)} packages checked")
    return [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in read
        for fault in package["vulns"]
    ]


def licence(package: Distribution) -> str:
    """Return what a package says of its licence: an SPDX expression, a classifier, or its own words."""
    metadata = package.metadata
    classes = [text for text in metadata.get_all("Classifier", []) if text.startswith("License ::")]
    named = "; ".join(text.rpartition(":: ")[2] for text in classes)
    said = (metadata.get("License-Expression"), named, (metadata.get("License") or "").partition("\n")[0])
    return next(filter(None, said), "says nothing")


def licences(requirements: Path) -> list[str]:
    """Print the packages by licence; return those whose licence is not known to be free."""
    names = sorted(set(re.findall(r"^([\w.-]+)==", requirements.read_text(encoding="utf-8"), re.MULTILINE)))
    found = []
    for name in names:
        try:
            found.append((licence(distribution(name)), name))
        except PackageNotFoundError:  # it is for another system
            continue
    for text, group in groupby(sorted(found), key=lambda pair: pair[0]):
        print(f"{text[:60]:60} {', '.join(name for _, name in group)}")
    return [f"{name}: licence {text!r} is not known to be free" for text, name in found if not FREE.search(text)]


def main() -> int:
    """Print both tables; fail where something has to be done."""
    requirements = Path(sys.argv[1])
    problems = licences(requirements) + known_faults(requirements)
    for problem in problems:
        print(f"PROBLEM {problem}")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
