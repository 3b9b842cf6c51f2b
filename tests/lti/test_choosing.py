"""Somebody who teaches chooses from the course (deep linking), and course systems register themselves."""

import re

import pytest

from app.lti.errors import LtiError
from app.lti.platforms import Platform as ToolPlatform
from tests.lti.conftest import command, text_of
from tests.lti.platform import LEARNER, TEACHER, Platform
from tests.lti.test_marks import QUESTIONS


def choose(visitor, platform, roles=(TEACHER,)):
    """Launch for choosing; return the page, and the key in it."""
    status, _, page = visitor.launch(platform, platform.link(user="teacher-1", roles=roles, choose=True))
    return status, page, page.partition('name="key" value="')[2].partition('"')[0]


def bring_back(platform, page):
    """Send the form that brings the choice back, and return what the course system made of it."""
    assert f'action="{platform.url}/deep"' in page
    signed = page.partition('name="JWT" value="')[2].partition('"')[0]
    return platform.config.validate_deeplinking_resp({"JWT": signed})


def test_choosing(visitor, platform):
    """A lesson comes back with its address, title and column, a figure with its state; and each opens."""
    status, page, key = choose(visitor, platform)
    assert status == 200
    figure = f"{platform.tool}/lab/pmf_bars?p=.5,.5&q=.9,.1"
    form = {"key": key, "item": ["lessons/wrong-dictionary", "lab/gaussian_fit"], "counts": "share", "state": figure}
    status, headers, page = visitor.ask("/lti/choose", form)
    assert status == 200, text_of(page)
    assert f"form-action {platform.url} 'self'" in headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {platform.url}" in headers["Content-Security-Policy"]
    lesson, gaussian, bars = bring_back(platform, page)
    assert lesson["url"] == f"{platform.tool}/lessons/wrong-dictionary"
    assert lesson["lineItem"] == {"scoreMaximum": len(QUESTIONS), "label": "A friend with the wrong dictionary"}
    assert (lesson["custom"], lesson["window"]) == ({"mark": "share"}, {"targetName": "wrong-dictionary"})
    assert "lineItem" not in gaussian
    assert bars["url"] == figure
    for item in (lesson, gaussian, bars):
        status, where, _ = visitor.launch(platform, platform.link(target=item["url"]))
        assert (status, platform.tool + where) == (200, item["url"])


def test_choosing_once(visitor, platform):
    """What was chosen is signed once; another page's form signs nothing."""
    _, _, key = choose(visitor, platform)
    form = {"key": key, "item": "course"}
    assert visitor.ask("/lti/choose", form, Origin="https://elsewhere.example.org")[0] == 403
    assert visitor.ask("/lti/choose", form)[0] == 200
    status, _, page = visitor.ask("/lti/choose", form)
    assert status == 400
    assert "has been sent already" in text_of(page)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Nothing was chosen"),
        ({"item": "lessons/none"}, "There is no &#39;lessons/none&#39; to choose"),
        ({"state": "https://elsewhere.example.org/lab/pmf_bars"}, "is no figure&#39;s address"),
        ({"state": "/lab/none?p=1"}, "is no figure&#39;s address"),
        ({"item": "course", "counts": "half"}, "it is share, done or none"),
    ],
)
def test_choices_that_are_none(visitor, platform, form, sentence):
    """A choice that is none is refused, and the page may still be used."""
    _, _, key = choose(visitor, platform)
    status, _, page = visitor.ask("/lti/choose", {"key": key, **form})
    assert status == 400
    assert sentence in text_of(page)
    assert visitor.ask("/lti/choose", {"key": key, "item": "course"})[0] == 200


def test_learners_do_not_choose(visitor, platform):
    """A learner who comes to choose is told that they do not."""
    status, page, _ = choose(visitor, platform, [LEARNER])
    assert status == 400
    assert "Only who teaches" in text_of(page)


def test_dynamic_registration(course, visitor):
    """An invited course system registers itself, asks for no name, and launches; the invitation is used up."""
    platform = Platform(f"http://localhost:{course.port}")
    code, said = command(course, "invite")
    assert code == 0, said
    address = re.search(r"http\S+/lti/register\?key=\S+", said)[0]
    status, _, page = visitor.ask(address)
    assert status == 400
    assert "Give this address to your course system" in text_of(page)
    asked = f"&openid_configuration={platform.url}/.well-known/openid-configuration&registration_token=token-1"
    platform.stop()
    status, _, page = visitor.ask(address + asked)
    assert status == 400, "it is away, and the invitation is still good"
    assert "does not answer" in text_of(page)
    platform.start()
    status, headers, page = visitor.ask(address + asked)
    assert status == 200, text_of(page)
    assert headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    ((token, told),) = platform.registered
    assert token == "Bearer token-1"  # noqa: S105 -- of the test's course system
    assert told["https://purl.imsglobal.org/spec/lti-tool-configuration"]["claims"] == ["iss", "sub"]
    assert told["initiate_login_uri"] == f"{platform.tool}/lti/login"
    assert visitor.launch(platform, platform.link(target=f"{platform.tool}/lessons/two-directions"))[0] == 200
    status, _, page = visitor.ask(address + asked)
    assert status == 400
    assert "its invitation has been used" in text_of(page)
    code, said = command(course, "list")
    assert f"Test at localhost:{platform.port}" in said
    start = next(line.split()[0] for line in said.splitlines() if str(platform.port) in line)
    assert command(course, "remove", start)[0] == 0
    assert "is not registered here" in text_of(visitor.ask(platform.link())[2])
    platform.stop()


def test_who_calls_itself_another(course, visitor):
    """A course system that names an issuer at another host is not registered."""
    platform = Platform(f"http://localhost:{course.port}")
    platform.issuer = "https://moodle.example.org"
    address = re.search(r"http\S+/lti/register\?key=\S+", command(course, "invite")[1])[0]
    asked = f"&openid_configuration={platform.url}/.well-known/openid-configuration"
    status, _, page = visitor.ask(address + asked)
    assert status == 400
    assert "both name one host" in text_of(page)
    platform.stop()


def test_the_command_refuses_what_cannot_be(course):
    """Addresses by plain HTTP elsewhere, and ids that begin nothing, are refused with a sentence."""
    given = ("--issuer", "https://a.example.org", "--client", "c", "--login", "https://a.example.org/l")
    code, said = command(course, "add", *given, "--token", "ftp://a.example.org/t", "--keys", "https://a.example.org/k")
    assert code == 1
    assert "the platform's token: 'ftp://a.example.org/t' is no address that is asked" in said
    code, said = command(course, "remove", "no-such-id")
    assert code == 1
    assert "begins the id of 0 course systems" in said


def test_plain_http_is_refused_by_default():
    """Without the setting for trying out, no address by plain HTTP is registered or asked."""
    names = dict.fromkeys(("login", "token", "keys"), "http://localhost:1/x")
    with pytest.raises(LtiError, match="begins with https://"):
        ToolPlatform(issuer="http://localhost:1", client="c", **names).checked(plain=False)


def test_canvas_is_told_what_it_asks(course, visitor):
    """`/lti/setup.json` names our addresses, asks for no name, and for two scopes."""
    status, _, text = visitor.ask("/lti/setup.json")
    assert status == 200
    assert f'"oidc_initiation_url": "http://localhost:{course.port}/lti/login"' in text
    assert '"privacy_level": "anonymous"' in text
