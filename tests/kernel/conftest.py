"""What the kernel's tests share: the reference vectors, and the kernel's twin in a browser."""

import importlib.util
import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

VECTORS = Path(__file__).parent / "vectors"
SCRIPTS = Path(__file__).parents[2] / "static" / "js" / "kernel"


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


class Quiet(SimpleHTTPRequestHandler):
    """Serves the modules, and an empty page to load them into."""

    def do_GET(self):
        if self.path == "/":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>kernel</title>")
        else:
            super().do_GET()

    def log_message(self, *args):
        pass


class Module:
    """A JavaScript module in a page of its own; call it with the name of a function and its arguments."""

    def __init__(self, page, name):
        self.page = page
        page.evaluate("async (name) => { window.kernel = await import(`/${name}.js`); }", name)

    def __call__(self, function, *arguments):
        return self.page.evaluate(
            """([name, args]) => {
                const plain = (x) => (ArrayBuffer.isView(x) ? Array.from(x) : x);
                try { return plain(kernel[name](...args)); } catch (error) { return `${error.name}: ${error.message}`; }
            }""",
            [function, arguments],
        )


@pytest.fixture(scope="module")
def javascript(chromium):
    """Load a module of static/js by name into a real browser."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=SCRIPTS))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pages = []

    def load(name):
        pages.append(chromium.new_page())
        pages[-1].goto(f"http://127.0.0.1:{server.server_port}/")
        return Module(pages[-1], name)

    yield load
    for page in pages:
        page.close()
    server.shutdown()
    server.server_close()
