"""In a frame a launch goes on only where its cookie is kept; else a new tab is offered, before the system is asked."""

import pytest

from tests.lti.conftest import Visitor, register, text_of
from tests.lti.platform import Platform
from tests.served import Served

FRAMED = {"Sec_Fetch_Dest": "iframe", "Sec_Fetch_Site": "cross-site"}


class Secure(Visitor):
    """A browser that reaches the course by HTTPS, through a proxy that ends it."""

    def ask(self, address, form=None, **headers):
        return super().ask(address.replace(f"https://localhost:{self.port}", ""), form, **headers)


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    """The course behind HTTPS; one course system may show it in a frame."""
    served = Served(
        tmp_path_factory.mktemp("secure"),
        WD_LTI_HTTP="on",
        WD_SECURE_COOKIES="on",
        WD_EMBED_ORIGINS="https://moodle.example.org",
    )
    served.start()
    platform = Platform(f"https://localhost:{served.port}")
    register(served, platform)
    yield served, platform
    served.kill()
    platform.stop()


def test_a_frame_that_keeps_cookies(secure):
    """A partitioned cookie is tried first; where it comes back, the lesson stands in the frame, under one as well."""
    served, platform = secure
    visitor = Secure(served.port)
    link = platform.link(target=f"{platform.tool}/lessons/wrong-dictionary")
    status, headers, _ = visitor.ask(link, **FRAMED)
    assert status == 303
    (probe,) = headers.get_all("Set-Cookie")
    assert probe.endswith("Path=/lti/; HttpOnly; SameSite=None; Secure; Partitioned")
    status, headers, _ = visitor.ask(headers["Location"], **FRAMED)
    assert status == 302
    assert headers["Location"].startswith(f"{platform.url}/auth?")
    query = dict(part.split("=") for part in headers["Location"].partition("?")[2].split("&"))
    form, address = platform.signed({**query, "redirect_uri": f"{platform.tool}/lti/launch"})
    status, headers, text = visitor.ask(address, form, Origin=platform.url, **FRAMED)
    assert status == 303, text_of(text)
    status, headers, _ = visitor.ask(headers["Location"], **FRAMED)
    assert headers["Location"] == "/lessons/wrong-dictionary?embed"
    (own,) = [line for line in headers.get_all("Set-Cookie") if line.startswith("__Host-wd_framed=")]
    assert own.endswith("Path=/; HttpOnly; SameSite=None; Secure; Partitioned")
    status, headers, page = visitor.ask(headers["Location"], **FRAMED)
    assert status == 200
    assert "embedded" in page
    assert "frame-ancestors 'self' https://moodle.example.org" in headers["Content-Security-Policy"]


def test_a_frame_that_keeps_none(secure):
    """Where the cookie does not come back, a link opens the same launch in a tab of its own."""
    served, platform = secure
    visitor = Secure(served.port)
    link = platform.link(target=f"{platform.tool}/lessons/wrong-dictionary")
    _, headers, _ = visitor.ask(link, **FRAMED)
    visitor.cookies.clear()
    status, headers, page = visitor.ask(headers["Location"], **FRAMED)
    assert status == 200
    assert "Open it in a new tab" in text_of(page)
    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    again = page.partition('class="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    status, headers, _ = visitor.ask(again, Sec_Fetch_Dest="document", Sec_Fetch_Site="same-origin")
    assert status == 302
    assert headers["Location"].startswith(f"{platform.url}/auth?")
    assert not any("Partitioned" in line for line in headers.get_all("Set-Cookie"))
    assert headers.get_all("Set-Cookie")[0].endswith("HttpOnly; SameSite=None; Secure")


def test_plain_http_in_a_frame(course, platform, visitor):
    """By plain HTTP no frame of another site keeps anything: a new tab is offered at once."""
    status, _, page = visitor.ask(platform.link(), **FRAMED)
    assert status == 200
    assert "Open it in a new tab" in text_of(page)
    assert not visitor.cookies
