"""The course with a course system that is registered in it, and a browser without a screen."""

import http.client
import re
import subprocess
import sys
from json import dumps
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from app.lti.database import Database
from app.lti.platforms import Platform as ToolPlatform
from app.lti.platforms import Platforms
from app.progress import connect
from tests.lti.platform import Platform
from tests.patience import PATIENCE
from tests.served import ROOT, Served


class Visitor:
    """A browser's cookies, which follow redirects within the course and no further."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}

    def ask(self, address, form=None, *, json=None, **headers):
        """Ask once; return the status, the headers and the text."""
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        fields = {"Host": f"localhost:{self.port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, (value, place) in self.cookies.items() if parts.path.startswith(place)}
        fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in sent.items())
        body = None if json is None else dumps(json)
        if json is not None:
            fields["Content-Type"] = "application/json"
        if form is not None:
            body = urlencode(form, doseq=True)
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if body is None else "POST", path, body, fields)
        answer = connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            # By hand: http.cookies knows Partitioned from Python 3.14 on.
            (name, _, value), *rules = (part.strip().partition("=") for part in line.split(";"))
            said = {rule.lower(): worth for rule, _, worth in rules}
            self.cookies[name] = (value.strip('"'), said.get("path", "/"))
            if said.get("max-age") == "0":
                del self.cookies[name]
        connection.close()
        return answer.status, answer.headers, text

    def log_in(self, address, form=None):
        """Begin a launch; return what the course asks the course system."""
        status, headers, text = self.ask(address, form)
        assert status == 302, text
        return headers["Location"], dict(parse_qsl(urlsplit(headers["Location"]).query))

    def launch(self, platform, address, **given):
        """Go the whole way of a launch, up to the page; return what was answered last, and where."""
        _, query = self.log_in(address)
        form, _ = platform.signed(query, **given)
        return self.go_on(*self.ask("/lti/launch", form))

    def go_on(self, status, headers, text, where="/lti/launch"):
        """Follow redirects within the course."""
        while status in {302, 303}:
            where = headers["Location"]
            status, headers, text = self.ask(where)
        return status, where, text

    def answer(self, lesson, check, text, event=None):
        """Answer a question of a lesson."""
        form = {"action": "answer", "answer": text, "seed": "0"} | ({"event": event} if event else {})
        status, _, said = self.ask(f"/lessons/{lesson}/checks/{check}", form, Accept="application/json")
        assert status == 200, said


def command(served, *arguments):
    """Run `python -m app lti …` beside a server; return its exit code and what it said."""
    environ = {"WD_PORT": str(served.port), "WD_DATA_DIR": str(served.data), "PATH": "", **served.environ}
    done = subprocess.run(
        [sys.executable, "-m", "app", "lti", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def register(served, platform, *, deployments=None, **more):
    """Register a course system in a server's database, as the command does in a process of its own."""
    own = platform.registration
    given = {"issuer": platform.issuer, "client": own.get_client_id(), "login": f"{platform.url}/auth", **more}
    given |= {"token": f"{platform.url}/token", "keys": f"{platform.url}/keys"}
    named = (own.get_deployment_id(),) if deployments is None else deployments
    keep(served, ToolPlatform(**given, deployments=named))


def keep(served, platform):
    """Keep a course system, as the course sees it."""
    engine = connect(f"sqlite:///{served.data}/progress.sqlite3")
    Platforms(Database(engine)).keep(platform.checked(plain=True))
    engine.dispose()


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """The course, which asks course systems by plain HTTP."""
    served = Served(tmp_path_factory.mktemp("lti"), WD_LTI_HTTP="on")
    served.start()
    yield served
    served.kill()


@pytest.fixture
def platform(course):
    """A course system that is registered, another one for each test."""
    made = Platform(f"http://localhost:{course.port}")
    register(course, made)
    yield made
    made.stop()


@pytest.fixture
def visitor(course):
    """A browser that has never been here."""
    return Visitor(course.port)


def text_of(page):
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split())
