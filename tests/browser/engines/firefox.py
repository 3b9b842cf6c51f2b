"""Debian's Firefox, headless, by WebDriver BiDi: the browser itself speaks it, no driver stands between."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from browser.engines.engine import Engine
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.patience import PATIENCE

LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
QUIET = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
    "ui.prefersReducedMotion": 1,
    "dom.w3c_touch_events.enabled": 1,
}


def firefox_path() -> str | None:
    """Return where Firefox is, if it is."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox(Engine):
    """One Firefox with one window and a profile of its own; `preferences` are those of about:config."""

    name = "Firefox"

    def __init__(self, **preferences: Any) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        prefs = {**QUIET, **{name.replace("__", "."): value for name, value in preferences.items()}}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in prefs.items()]
        Path(self._profile.name, "user.js").write_text("\n".join(lines))
        command = [str(firefox_path()), "--headless", "--no-remote", "--profile", self._profile.name]
        self._process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._wire: WebSocketClientConnection = self._in_loop(self._connect(f"{self._address()}/session"))
        capabilities = self.ask("session.new", capabilities={})["capabilities"]
        self.version = capabilities["browserVersion"]
        self._window = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])

    def _address(self) -> str:
        assert self._process.stderr is not None
        deadline = time.monotonic() + PATIENCE
        for line in self._process.stderr:
            if found := LISTENS.search(line):
                threading.Thread(target=self._process.stderr.read, daemon=True).start()
                return found[1]
            assert time.monotonic() < deadline, "Firefox does not listen"
        raise AssertionError("Firefox ended before it listened")

    async def _connect(self, address: str) -> WebSocketClientConnection:
        wire = await websocket_connect(address, connect_timeout=PATIENCE, max_message_size=1 << 28)
        self._reader = asyncio.ensure_future(self._read(wire))
        return wire

    async def _read(self, wire: WebSocketClientConnection) -> None:
        while (text := await wire.read_message()) is not None:
            message = json.loads(text)
            if message["type"] == "event":
                self._note(message["method"], message["params"])
            elif (answer := self._answers.pop(message.get("id", -1), None)) is not None:
                answer.set_result(message)

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "network.beforeRequestSent":
            self.requests.append(params["request"]["url"])
        elif params["level"] == "error":
            self.complaints.append(params["text"])

    def _in_loop(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE * 2)

    async def _ask(self, command: dict[str, Any]) -> dict[str, Any]:
        answer: asyncio.Future[dict[str, Any]] = self._loop.create_future()
        command["id"] = id(answer)
        self._answers[command["id"]] = answer
        await self._wire.write_message(json.dumps(command))
        return await answer

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and return its result."""
        answer = self._in_loop(self._ask({"method": method, "params": params}))
        assert answer["type"] == "success", (method, answer.get("error"), answer.get("message"))
        return answer["result"]

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self.ask("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def evaluate(self, expression: str) -> str:
        """Return what an expression, a promise of a text, comes to."""
        target = {"context": self._window}
        answer = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer.get("exceptionDetails", {}).get("text")
        return answer["result"]["value"]

    def act(self, actions: list[dict[str, Any]]) -> None:
        """Perform actions of pointers and keys."""
        self.ask("input.performActions", context=self._window, actions=actions)
        self.ask("input.releaseActions", context=self._window)

    def print(self) -> bytes:
        """Return the page as a PDF, as it would be printed."""
        return base64.b64decode(self.ask("browsingContext.print", context=self._window)["data"])

    def screenshot(self) -> bytes:
        """Return the window as a PNG."""
        return base64.b64decode(self.ask("browsingContext.captureScreenshot", context=self._window)["data"])

    def resize(self, width: int, height: int) -> None:
        """Give the page this size."""
        viewport = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self._window, viewport=viewport)

    def close(self) -> None:
        """End the browser."""
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._profile.cleanup()
