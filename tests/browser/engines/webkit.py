"""WebKitGTK by its own WebDriver, on a virtual screen: the engine of Safari, in the build that Debian has."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from typing import Any

from browser.engines.engine import Engine

from tests.patience import PATIENCE
from tests.ports import free_port

NO_SANDBOX = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}


def webkit_path() -> str | None:
    """Return where the driver is, if it and a virtual screen are."""
    return shutil.which("WebKitWebDriver") if shutil.which("Xvfb") else None


class WebKit(Engine):
    """One window of WebKitGTK's small browser."""

    name = "WebKit"

    def __init__(self) -> None:
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "2000x1500x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._screen.stdout is not None
        display = f":{self._screen.stdout.readline().strip()}"
        port = free_port()
        self._driver = subprocess.Popen(
            [str(webkit_path()), f"--port={port}"],
            env={**os.environ, **NO_SANDBOX, "DISPLAY": display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._url = f"http://127.0.0.1:{port}"
        capabilities = {
            "alwaysMatch": {"browserName": "MiniBrowser", "webkitgtk:browserOptions": {"args": ["--automation"]}}
        }
        answer = self._when_there(lambda: self._ask("POST", "/session", {"capabilities": capabilities}))
        self._url += f"/session/{answer['sessionId']}"
        self.version = answer["capabilities"]["browserVersion"]
        self._ask("POST", "/timeouts", {"script": PATIENCE * 1000, "pageLoad": PATIENCE * 1000})

    def _when_there(self, ask: Any) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return ask()
            except urllib.error.URLError:
                assert time.monotonic() < deadline, "the driver of WebKit does not answer"
                time.sleep(0.1)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE * 2) as answer:  # noqa: S310
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.read().decode()[:500]}") from error

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self._ask("POST", "/url", {"url": url})

    def evaluate(self, expression: str) -> str:
        """Return what an expression, a promise of a text, comes to."""
        script = f"const say = arguments[0]; ({expression}).then(say, (error) => say({{ error: String(error) }}))"
        answer = self._ask("POST", "/execute/async", {"script": script, "args": []})
        assert isinstance(answer, str), answer
        return answer

    def act(self, actions: list[dict[str, Any]]) -> None:
        """Perform actions of pointers and keys."""
        self._ask("POST", "/actions", {"actions": actions})
        self._ask("DELETE", "/actions")

    def screenshot(self) -> bytes:
        """Return the window as a PNG."""
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def resize(self, width: int, height: int) -> None:
        """Give the page this size: the window is larger by its frame."""
        deadline = time.monotonic() + PATIENCE
        while (inner := self.run("() => [innerWidth, innerHeight]")) != [width, height]:
            assert time.monotonic() < deadline, f"WebKit's page is {inner}, and not {[width, height]}"
            now = self._ask("GET", "/window/rect")
            size = {"width": now["width"] + width - inner[0], "height": now["height"] + height - inner[1]}
            self._ask("POST", "/window/rect", size)
            time.sleep(0.2)  # the page hears of it later

    def close(self) -> None:
        """End the browser, its driver and the screen."""
        self._ask("DELETE", "")
        os.killpg(self._driver.pid, signal.SIGTERM)
        self._driver.wait(PATIENCE)
        self._screen.terminate()
        self._screen.wait(PATIENCE)
