"""What the kernel's tests share: the reference vectors, and the kernel's twin in JavaScript."""

import importlib.util
import json
from functools import partial
from pathlib import Path

import pytest

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
    for name in ("normal_vector", "joint_vector", "estimator_vector"):
        if name in metafunc.fixturenames:
            cases = json.loads((VECTORS / f"{name}s.json").read_text(encoding="utf-8"))
            metafunc.parametrize(name, cases, ids=[case["name"] for case in cases])


class Module:
    """A JavaScript module; call it with the name of a function and its arguments."""

    def __init__(self, node, name):
        self.node = node
        self.name = f"wd/kernel/{name}.js"

    def __call__(self, function, *arguments):
        return self.evaluate(
            """([name, args]) => {
                try { return kernel[name](...args); } catch (error) { return `${error.name}: ${error.message}`; }
            }""",
            [function, arguments],
        )

    def evaluate(self, work, argument=None):
        """Return what a function of JavaScript gives, to which the module is `kernel`."""
        return self.node.ask(f"(kernel, argument) => ({work})(argument)", self.name, argument=argument)


@pytest.fixture(scope="session")
def javascript(node):
    """Load a module of static/js/kernel by name."""
    return partial(Module, node)
