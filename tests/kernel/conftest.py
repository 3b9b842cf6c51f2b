"""What the kernel's tests share: the reference vectors."""

import importlib.util
import json
from pathlib import Path

VECTORS = Path(__file__).parent / "vectors"


def load_script(name):
    """Load one of the scripts beside the vectors."""
    spec = importlib.util.spec_from_file_location(name, VECTORS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pytest_generate_tests(metafunc):
    """Run a test that asks for `vector` once for each reference vector, its inputs expanded to numbers."""
    if "vector" in metafunc.fixturenames:
        expand = load_script("make_vectors").expand
        cases = json.loads((VECTORS / "vectors.json").read_text(encoding="utf-8"))
        for case in cases:
            case["p"], case["q"] = expand(case["p"]), expand(case["q"])
        metafunc.parametrize("vector", cases, ids=[case["name"] for case in cases])
    if "normal_vector" in metafunc.fixturenames:
        cases = json.loads((VECTORS / "normal_vectors.json").read_text(encoding="utf-8"))
        metafunc.parametrize("normal_vector", cases, ids=[case["name"] for case in cases])
