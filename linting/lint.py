"""What `make lint` asks of JavaScript, style sheets and templates, and `make format` puts in order.

Prettier's form, TypeScript's types (strict where nothing needs a page), ESLint's rules, and 120 columns. The tools come
by npm as esbuild does (`bundling/npm.py`); where they cannot be had, this says so and looks at the columns alone.

python linting/lint.py [--fix]
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from bundling.npm import TOOLS, installed, node  # noqa: E402 - found below this folder's parent
from linting.template_lines import broken  # noqa: E402

COLUMNS = 120
LOOKED_AT = ("app", "linting", "static", "tests")
SCRIPTS_AND_STYLES = f"{{{','.join(LOOKED_AT)}}}/**/*.{{js,mjs,css}}"
PROJECTS = ("tsconfig.json", "linting/tsconfig.json", "linting/offline/tsconfig.json")
A_TEXT = ROOT / "app/widgets/ngram/alice.js"


def main() -> int:
    """Look, or with `--fix` put into form; say what is wrong and return whether anything is."""
    fix = "--fix" in sys.argv[1:]
    try:
        node_modules = installed(ROOT / "linting", TOOLS / "linting")
        installed(ROOT / "bundling", TOOLS / "bundling")  # its types
        program = node()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"JavaScript is NOT linted: {getattr(error, 'stderr', None) or error}\n")
        return too_wide()

    def run(script: str, *arguments: str) -> int:
        return subprocess.run([program, node_modules / script, *arguments], cwd=ROOT, check=False).returncode

    cache = f"--cache-location={ROOT}/.cache/linting/"
    prettier = ("--check", "--log-level=warn", "--cache", f"{cache}prettier", SCRIPTS_AND_STYLES)
    eslint = ("--config=linting/eslint.config.js", "--max-warnings=0", "--cache", f"{cache}eslint", *LOOKED_AT)
    if fix:
        prettier = ("--write", *prettier[1:])
        eslint = ("--fix", *eslint)
    wrong = run("eslint/bin/eslint.js", *eslint)
    wrong |= run("prettier/bin/prettier.cjs", *prettier)
    if fix:
        break_templates()
    else:
        for project in PROJECTS:
            wrong |= run("typescript/bin/tsc", "--project", project)
    return wrong | too_wide()


def break_templates() -> None:
    """Break the long lines of templates, where nothing that is seen changes."""
    for path in sources():
        if path.suffix == ".html":
            text = path.read_text("utf-8")
            if (shorter := broken(text, COLUMNS)) != text:
                path.write_text(shorter, "utf-8")


def too_wide() -> int:
    """Name every line that is wider than the window of who reads it."""
    found = 0
    for path in sources():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if len(line) > COLUMNS:
                sys.stderr.write(f"{path.relative_to(ROOT)}:{number}: {len(line)} columns, {COLUMNS} at most\n")
                found = 1
    return found


def sources() -> Iterator[Path]:
    """Yield what people write: not the text that the n-grams count, and nothing that is made."""
    for folder in LOOKED_AT:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".js", ".mjs", ".css", ".html"} and path != A_TEXT:
                yield path


if __name__ == "__main__":
    sys.exit(main())
