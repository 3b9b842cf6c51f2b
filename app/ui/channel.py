"""The wire between the widgets of a page and their states on the server: one invisible Panel component a page."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import param
from panel.custom import JSComponent

Receive = Callable[[Mapping[str, Any]], dict[str, Any]]


class Channel(JSComponent):
    """Carries messages; draws nothing, so that losing it loses no pixel and no focus.

    The browser keeps one message of a widget in flight and at most ten a second; who sends many more is told to slow
    down and costs no computation. One component serves all widgets, since each costs a session some 4 ms.
    """

    widgets = param.List(item_type=str, doc="The ids of the widgets in the page.")

    # The module is a file, named in the page's import map: it is cached, and no source text travels in the document.
    _esm = 'export { render } from "wd/page/panel_channel.js"'

    burst = 40
    per_second = 20.0

    def __init__(self, receivers: Mapping[str, Receive], **params: Any) -> None:
        super().__init__(widgets=list(receivers), **params)
        self._receivers = receivers
        self._tokens = float(self.burst)
        self._refilled = time.monotonic()

    def _handle_msg(self, message: Any) -> None:
        """Answer one message, with the widget and the sequence number that it came with."""
        if not isinstance(message, dict) or not isinstance(message.get("seq"), int):
            return
        receive = self._receivers.get(str(message.get("widget")))
        if receive is None:
            return
        refusal = {"error": "too many messages; wait a moment", "slow": True}
        reply = receive(message) if self._may_compute() else refusal
        self._send_msg({"widget": message["widget"], "seq": message["seq"], **reply})

    def _may_compute(self) -> bool:
        """Take one token from a bucket that refills with time."""
        now = time.monotonic()
        self._tokens = min(float(self.burst), self._tokens + (now - self._refilled) * self.per_second)
        self._refilled = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
