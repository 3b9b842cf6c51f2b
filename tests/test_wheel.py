"""The wheel: installed apart from the checkout it brings the command, the course, and no package called `app`."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from app.pages.kinds import KINDS
from tests.served import Served, ask

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the installed course, away from the checkout."""
    return subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with the wheel, which borrows only the packages that it depends on."""
    if not (ROOT / ".cache" / "bundled").is_file():
        pytest.skip("the pages' scripts are not bundled here: run `make bundle` where npm's packages can be had")
    folder = tmp_path_factory.mktemp("wheel")
    build = run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    assert build.returncode == 0, build.stderr
    [wheel] = folder.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"wrong_dictionary", wheel.name.split("-py3")[0] + ".dist-info"}
    home = folder / "home"
    assert run(sys.executable, "-m", "venv", "--without-pip", home, cwd=folder).returncode == 0
    site = next(home.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    target = run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps",
                 "--python", home / "bin" / "python", wheel, cwd=folder)  # fmt: skip
    assert target.returncode == 0, target.stderr
    return home


def test_the_command_serves_exports_and_verifies(installed: Path, tmp_path: Path) -> None:
    """`wrong-dictionary` does what `python -m app` does in a checkout, and names itself so."""
    command = installed / "bin" / "wrong-dictionary"
    usage = run(command, "--help", cwd=tmp_path)
    assert usage.stdout.startswith("usage: wrong-dictionary ")
    export = run(command, "export", "lab/tangent", "--out", "tangent.html", cwd=tmp_path)
    assert export.returncode == 0, export.stderr
    assert (tmp_path / "tangent.html").stat().st_size > 100_000
    served = Served(tmp_path)
    served.start(command=[str(command), "serve"], cwd=tmp_path)
    try:
        status, page = ask(served.port, "/lessons/wrong-dictionary")
        assert status == 200
        assert '<meta name="entry" content="/bundle/' in page  # the pages' scripts came along
        assert ask(served.port, "/lab/gaussian_fit")[0] == 200
    finally:
        served.kill()
    wrong = run(command, "verify", "WD1.x", cwd=served.data.parent)
    assert wrong.returncode == 1
    assert "not valid" in wrong.stdout


def test_the_word_app_stays_free(installed: Path, tmp_path: Path) -> None:
    """No package called `app` is installed, and the figures and the kernel are found under the course's own name."""
    python = installed / "bin" / "python"
    assert "No module named 'app'" in run(python, "-c", "import app", cwd=tmp_path).stderr
    program = "from wrong_dictionary.kernel import kl_divergence as kl; from wrong_dictionary.notebook import NAMES; "
    program += "print(kl([0.5, 0.5], [0.9, 0.1]), len(NAMES))"
    said = run(python, "-c", program, cwd=tmp_path)
    assert not said.returncode, said.stderr
    divergence, figures = said.stdout.split()
    assert float(divergence) == pytest.approx(0.7369655941662061, rel=1e-12)
    assert figures == str(len(KINDS))
    (tmp_path / "app.py").write_text("print('mine')\n")
    assert run(python, "-c", "import app, wrong_dictionary.pages.kinds", cwd=tmp_path).stdout == "mine\n"
