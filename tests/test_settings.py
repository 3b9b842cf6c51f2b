"""Settings come from the environment, all at once, or are refused all at once."""

import dataclasses
import os
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest

from app.settings import SECRET_LENGTH, SETTINGS, Settings, SettingsError, prepare_data_dir

SECRET = "a-secret-of-thirty-six-characters-ok"  # noqa: S105 -- made up for these tests


def settings_of(**environ):
    """The settings of an environment with these variables alone."""
    return Settings.from_environ(environ)


def problems_of(**environ):
    """The problems with these variables."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ(environ)
    assert all(problem in str(caught.value) for problem in caught.value.problems)
    return caught.value.problems


def test_defaults():
    """With nothing set the course is served on this machine alone, from ./data."""
    data = Path.cwd() / "data"
    assert settings_of() == Settings(
        host="127.0.0.1",
        port=5006,
        data_dir=data,
        database_url=f"sqlite:///{data}/progress.sqlite3",
        cookie_secret=None,
        allowed_origins=("localhost:5006", "127.0.0.1:5006"),
        embed_origins=(),
        max_connections=2000,
        max_connections_of_address=500,
        proxies=(),
        log_addresses=False,
        secure_cookies=False,
        draw_ahead=True,
        offline=True,
        panel_pages=True,
        log_format="text",
        metrics_token=None,
        lti_http=False,
        xapi_endpoint=None,
        xapi_user=None,
        xapi_password=None,
    )


def test_all_set():
    """Every variable sets what its name says."""
    given = {
        "WD_HOST": "0.0.0.0",  # noqa: S104 -- as in a container
        "WD_PORT": "8080",
        "WD_DATA_DIR": "/srv/course",
        "WD_DATABASE_URL": "postgresql://user:hidden-word@host/name",
        "WD_COOKIE_SECRET": SECRET,
        "WD_ALLOWED_ORIGINS": "Course.example.org, 192.168.1.5:8080,[::1]:8080",
        "WD_EMBED_ORIGINS": "https://Moodle.example.org, http://localhost:8000",
        "WD_MAX_CONNECTIONS": "4000",
        "WD_MAX_CONNECTIONS_OF_ADDRESS": "90",
        "WD_PROXIES": "172.16.0.0/12, 192.0.2.7,fd00::/8",
        "WD_LOG_ADDRESSES": "on",
        "WD_SECURE_COOKIES": "off",
        "WD_DRAW_AHEAD": "off",
        "WD_OFFLINE": "off",
        "WD_PANEL_PAGES": "off",
        "WD_LOG_FORMAT": "JSON",
        "WD_METRICS_TOKEN": SECRET,
        "WD_LTI_HTTP": "on",
        "WD_XAPI_ENDPOINT": "https://lrs.example.org/xapi/statements",
        "WD_XAPI_USER": "course",
        "WD_XAPI_PASSWORD": "hidden-word",
    }
    assert given.keys() == {setting.name for setting in SETTINGS}
    assert Settings.from_environ(given) == Settings(
        host="0.0.0.0",  # noqa: S104 -- as in a container
        port=8080,
        data_dir=Path("/srv/course"),
        database_url="postgresql://user:hidden-word@host/name",
        cookie_secret=SECRET,
        allowed_origins=("course.example.org", "192.168.1.5:8080", "[::1]:8080"),
        embed_origins=("https://moodle.example.org", "http://localhost:8000"),
        max_connections=4000,
        max_connections_of_address=90,
        proxies=(ip_network("172.16.0.0/12"), ip_network("192.0.2.7/32"), ip_network("fd00::/8")),
        log_addresses=True,
        secure_cookies=False,
        draw_ahead=False,
        offline=False,
        panel_pages=False,
        log_format="json",
        metrics_token=SECRET,
        lti_http=True,
        xapi_endpoint="https://lrs.example.org/xapi",
        xapi_user="course",
        xapi_password="hidden-word",  # noqa: S106 -- of a test
    )


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS])
def test_empty_is_not_set(name):
    """A variable that is empty or blank counts as not set."""
    assert settings_of(**{name: ""}) == settings_of(**{name: "  "}) == settings_of()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_table(setting):
    """The table of settings gives each a name, a default and a meaning that fit into a row of a Markdown table."""
    assert setting.name.startswith("WD_")
    assert setting.default
    assert len(setting.meaning) > 15
    assert not set("|\n") & set(setting.default + setting.meaning)


def test_data_dir_moves_the_database():
    """The record is kept in the data folder unless a URL says otherwise."""
    assert settings_of(WD_DATA_DIR="/srv/course").database_url == "sqlite:////srv/course/progress.sqlite3"
    assert settings_of(WD_DATA_DIR="here").data_dir == Path.cwd() / "here"


@pytest.mark.parametrize(
    ("host", "origins"),
    [
        ("localhost", ("localhost:7000", "127.0.0.1:7000")),
        ("0.0.0.0", ("localhost:7000", "127.0.0.1:7000")),  # noqa: S104 -- as in a container
        ("::", ("localhost:7000", "127.0.0.1:7000")),
        ("::1", ("localhost:7000", "127.0.0.1:7000", "[::1]:7000")),
        ("[::1]", ("localhost:7000", "127.0.0.1:7000", "[::1]:7000")),
        ("Course.Example.org", ("localhost:7000", "127.0.0.1:7000", "course.example.org:7000")),
    ],
)
def test_own_origins(host, origins):
    """Without a list the course may be read under localhost and under the host that it listens on."""
    assert settings_of(WD_HOST=host, WD_PORT="7000").allowed_origins == origins


@pytest.mark.parametrize(
    ("environ", "secure"),
    [
        ({}, False),
        ({"WD_HOST": "0.0.0.0"}, False),  # noqa: S104 -- as in a container
        ({"WD_HOST": "::1"}, False),
        ({"WD_ALLOWED_ORIGINS": "localhost:9, 127.0.0.1"}, False),
        ({"WD_ALLOWED_ORIGINS": "localhost:9, course.example.org"}, True),
        ({"WD_ALLOWED_ORIGINS": "localhost.example.org"}, True),
        ({"WD_ALLOWED_ORIGINS": "course.example.org", "WD_SECURE_COOKIES": "no"}, False),
        ({"WD_SECURE_COOKIES": "1"}, True),
        ({"WD_SECURE_COOKIES": "TRUE"}, True),
        ({"WD_SECURE_COOKIES": "0"}, False),
    ],
)
def test_secure_cookies(environ, secure):
    """Cookies travel by HTTPS alone as soon as another machine may read the course, unless it is put off."""
    assert Settings.from_environ(environ).secure_cookies is secure


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("WD_HOST", "localhost:5006", "without a port"),
        ("WD_HOST", "http://localhost", "without a port"),
        ("WD_PORT", "http", "a whole number from 1 to 65535"),
        ("WD_PORT", "0", "a whole number from 1 to 65535"),
        ("WD_PORT", "65536", "a whole number from 1 to 65535"),
        ("WD_PORT", "-1", "a whole number from 1 to 65535"),
        ("WD_PORT", "٥", "a whole number from 1 to 65535"),
        ("WD_DATA_DIR", "/srv/what?", "without ?"),
        ("WD_DATABASE_URL", "mysql://host/name", "sqlite:/// or postgresql://"),
        ("WD_DATABASE_URL", "progress.sqlite3", "sqlite:/// or postgresql://"),
        ("WD_DATABASE_URL", "sqlite://", "to outlive the program"),
        ("WD_DATABASE_URL", "sqlite:///:memory:", "to outlive the program"),
        ("WD_COOKIE_SECRET", "s" * (SECRET_LENGTH - 1), f"at least {SECRET_LENGTH} characters"),
        ("WD_ALLOWED_ORIGINS", "*", "each origin is exact"),
        ("WD_EMBED_ORIGINS", "https://*.example.org", "each origin is exact"),
        ("WD_EMBED_ORIGINS", "moodle.example.org", "write https://moodle.example.org"),
        ("WD_EMBED_ORIGINS", "https://moodle.example.org/course", "write https://moodle.example.org"),
        ("WD_EMBED_ORIGINS", "https://moodle.example.org; script-src *", "each origin is exact"),
        ("WD_EMBED_ORIGINS", "https://a.example; b", "an origin is host[:port]"),
        ("WD_ALLOWED_ORIGINS", "localhost:5006,*.example.org", "each origin is exact"),
        ("WD_ALLOWED_ORIGINS", "https://course.example.org/path", "write course.example.org"),
        ("WD_ALLOWED_ORIGINS", "course.example.org:0", "an origin is host[:port]"),
        ("WD_ALLOWED_ORIGINS", "course.example.org:99999", "an origin is host[:port]"),
        ("WD_ALLOWED_ORIGINS", "two words", "an origin is host[:port]"),
        ("WD_ALLOWED_ORIGINS", ",", "an origin is host[:port]"),
        ("WD_SECURE_COOKIES", "perhaps", "it is on or off"),
    ],
)
def test_refused(name, value, rule):
    """A bad value is refused with the variable's name, the rule and a repair; alone if it is the only one."""
    (problem,) = problems_of(**{name: value})
    assert problem.startswith(f"{name} is ")
    assert rule in problem
    assert "; " in problem


def test_all_reported_together():
    """Every bad variable is reported in one error, each in a line of its own."""
    bad = {
        "WD_HOST": "a b",
        "WD_PORT": "x",
        "WD_DATA_DIR": "?",
        "WD_DATABASE_URL": "x",
        "WD_COOKIE_SECRET": "x",
        "WD_ALLOWED_ORIGINS": "*",
        "WD_SECURE_COOKIES": "x",
        "WD_PROT": "5006",
    }
    problems = problems_of(**bad)
    assert sorted(problem.split()[0] for problem in problems) == sorted(bad)


@pytest.mark.parametrize("name", ["WD_DATABASE_URL", "WD_COOKIE_SECRET"])
def test_secrets_are_not_shown(name):
    """No error and no text of the settings repeats a secret."""
    (problem,) = problems_of(**{name: "hidden-word"})
    assert "hidden-word" not in problem
    good = settings_of(WD_DATABASE_URL="postgresql://user:hidden-word@host/name", WD_COOKIE_SECRET="hidden-word" * 3)
    assert "hidden-word" not in repr(good)


@pytest.mark.parametrize(
    ("name", "repair"), [("WD_PROT", "write WD_PORT"), ("WD_ORIGINS", "WD_ALLOWED_ORIGINS"), ("WD_X", "take it out")]
)
def test_unknown(name, repair):
    """A variable of ours that does not exist is refused, with the one that was probably meant."""
    (problem,) = problems_of(**{name: "1"})
    assert name in problem
    assert repair in problem


def test_foreign_variables():
    """Variables of the tests and of other programs are left alone."""
    assert settings_of(WD_CHROMIUM="/usr/bin/chromium", WD_TEST_POSTGRES="x", PATH="*", WDX="1") == settings_of()


def test_reading_changes_nothing(tmp_path):
    """To read settings makes no folder."""
    settings_of(WD_DATA_DIR=str(tmp_path / "data"))
    assert list(tmp_path.iterdir()) == []


def test_frozen():
    """Settings do not change after they were read."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings_of().port = 1


def test_secret_is_made_once(tmp_path):
    """The first start makes a secret that only its owner can read; later starts find the same."""
    settings = settings_of(WD_DATA_DIR=str(tmp_path / "a" / "data"))
    first, second = prepare_data_dir(settings), prepare_data_dir(settings)
    assert len(first.cookie_secret) >= SECRET_LENGTH
    assert first == second == dataclasses.replace(settings, cookie_secret=first.cookie_secret)
    (path,) = settings.data_dir.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert settings.data_dir.stat().st_mode & 0o777 == 0o700
    assert prepare_data_dir(settings_of(WD_DATA_DIR=str(tmp_path / "b"))).cookie_secret != first.cookie_secret


def test_given_secret(tmp_path):
    """A secret that is given is used, and none is written."""
    settings = settings_of(WD_DATA_DIR=str(tmp_path / "data"), WD_COOKIE_SECRET=SECRET)
    assert prepare_data_dir(settings).cookie_secret == SECRET
    assert list(settings.data_dir.iterdir()) == []


def test_starts_together(tmp_path):
    """Processes that start together agree on one secret and leave no draft behind."""
    program = (
        "import os, sys; from app.settings import *; sys.stdin.readline();"
        "print(prepare_data_dir(Settings.from_environ(os.environ)).cookie_secret)"
    )
    environ = {"WD_DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd())}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    found = {process.communicate()[0] for process in started}
    assert len(found) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["cookie_secret"]
    assert found == {(tmp_path / "cookie_secret").read_text() + "\n"}


def test_loser_of_the_race(tmp_path, monkeypatch):
    """A process that finds the name taken when its own draft is ready uses the secret that is there."""
    settings = settings_of(WD_DATA_DIR=str(tmp_path))
    link = os.link

    def link_late(draft, path):
        path.write_text(SECRET)
        path.chmod(0o600)
        link(draft, path)

    monkeypatch.setattr(os, "link", link_late)
    assert prepare_data_dir(settings).cookie_secret == SECRET
    assert [path.name for path in tmp_path.iterdir()] == ["cookie_secret"]


@pytest.mark.parametrize(
    ("content", "mode", "rule"),
    [("short", 0o600, "has 5 characters"), (SECRET, 0o644, "chmod 600"), ("é" * 40, 0o600, "cannot be used")],
)
def test_bad_secret_file(tmp_path, content, mode, rule):
    """A kept secret that is short, unreadable or open to others is refused, and not shown."""
    path = tmp_path / "cookie_secret"
    path.write_text(content)
    path.chmod(mode)
    with pytest.raises(SettingsError, match=rule) as caught:
        prepare_data_dir(settings_of(WD_DATA_DIR=str(tmp_path)))
    assert content not in str(caught.value).replace(str(tmp_path), "")
    assert path.read_text() == content


def test_bad_folder(tmp_path):
    """A data folder that is a file is refused in a sentence."""
    (tmp_path / "data").write_text("")
    with pytest.raises(SettingsError, match=r"WD_DATA_DIR .* cannot be used"):
        prepare_data_dir(settings_of(WD_DATA_DIR=str(tmp_path / "data")))
