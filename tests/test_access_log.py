"""The access log holds nothing of a person, unless it is asked to."""

import logging

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import Application, RequestHandler

from app.access_log import AccessLog


class Connection:
    """What a request of Tornado's needs to know of its connection."""

    class context:  # noqa: N801 - the name that Tornado asks for
        remote_ip, protocol = "192.0.2.7", "http"

    def set_close_callback(self, callback):
        """Take what is to be called when the connection closes."""


def answered(uri: str, status: int = 200) -> RequestHandler:
    start = RequestStartLine("GET", uri, "HTTP/1.1")
    request = HTTPServerRequest(start_line=start, headers=HTTPHeaders({"Host": "localhost"}), connection=Connection())
    request.remote_ip = "192.0.2.7"
    handler = RequestHandler(Application(), request)
    handler.set_status(status)
    return handler


@pytest.mark.parametrize("addresses", [False, True])
def test_the_address_is_written_only_where_it_is_wanted(caplog: pytest.LogCaptureFixture, *, addresses: bool) -> None:
    """A line tells what was asked; who asked is in it only by a setting, and what was searched never."""
    with caplog.at_level(logging.INFO, logger="tornado.access"):
        AccessLog(addresses=addresses)(answered("/search?q=private"))
    assert caplog.records[0].getMessage().startswith("200 GET /search ")
    assert "private" not in caplog.text
    assert ("192.0.2.7" in caplog.text) == addresses


def test_a_fault_is_written_as_one(caplog: pytest.LogCaptureFixture) -> None:
    """What failed stands out."""
    AccessLog()(answered("/", 503))
    assert caplog.records[0].levelname == "ERROR"
