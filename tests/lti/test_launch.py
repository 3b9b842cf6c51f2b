"""A course system launches the course; what is forged, replayed, late or from elsewhere is refused with a sentence."""

import time

import pytest

from app.lti.launch import CLAIM
from tests.lti.conftest import Visitor, command, register, text_of
from tests.lti.platform import LEARNER, TEACHER, Platform, new_key
from tests.patience import PATIENCE

LESSON = "wrong-dictionary"


def lesson_of(platform):
    return f"{platform.tool}/lessons/{LESSON}"


def test_a_launch_leads_to_the_lesson(visitor, platform):
    """A link of a course opens its lesson, and the keys of the course system are fetched once for many launches."""
    for _ in range(3):
        status, where, page = visitor.launch(platform, platform.link(target=lesson_of(platform)))
        assert (status, where) == (200, f"/lessons/{LESSON}"), text_of(page)
    assert 'data-lesson="wrong-dictionary"' in page
    assert platform.key_sets == 1
    assert "Lovelace" not in page


def test_login_by_post(visitor, platform):
    """A course system may ask for a login by a form, too."""
    address = platform.link(target=lesson_of(platform))
    query = dict(part.split("=") for part in address.partition("?")[2].split("&"))
    form = {name: value.replace("%3A", ":").replace("%2F", "/") for name, value in query.items()}
    where, asked = visitor.log_in("/lti/login", form)
    assert where.startswith(f"{platform.url}/auth?")
    assert asked["redirect_uri"] == f"{platform.tool}/lti/launch"
    status, where, _ = visitor.go_on(*visitor.ask("/lti/launch", platform.signed(asked)[0]))
    assert (status, where) == (200, f"/lessons/{LESSON}")


def test_a_figure_with_its_state(visitor, platform):
    """A link may lead to a figure in a state: by its own address, or by a field of the link."""
    address = "/lab/pmf_bars?p=.5,.5&q=.9,.1"
    assert visitor.launch(platform, platform.link(target=platform.tool + address))[:2] == (200, address)
    link = platform.link(resource="link-2", custom={"address": address})
    assert visitor.launch(platform, link)[:2] == (200, address)


def test_a_room(visitor, platform):
    """A link may lead to a room, for as long as there is one."""
    assert visitor.launch(platform, platform.link(target=f"{platform.tool}/r/ABCD"))[1] == "/r/ABCD"


def test_a_link_without_a_place(visitor, platform, course):
    """Without a place a learner comes to the course, and who teaches to what becomes of the marks."""
    assert visitor.launch(platform, platform.link())[:2] == (200, "/")
    other = Visitor(course.port)
    assert other.launch(platform, platform.link(user="user-2", roles=[TEACHER]))[:2] == (200, "/lti/marks")


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("https://elsewhere.example.org/lessons/wrong-dictionary", "leads to elsewhere.example.org, which is not this"),
        ("/lessons/no-such-lesson", "There is no /lessons/no-such-lesson any more"),
        ("/your-data", "leads to /your-data, and there is no such page"),
        ("//elsewhere.example.org/", "leads to elsewhere.example.org, which is not this course"),
    ],
)
def test_a_place_that_is_none_of_ours(visitor, platform, target, sentence):
    """A link leads to pages of the course that are made for it, and nowhere else."""
    status, _, page = visitor.launch(platform, platform.link(custom={"address": target}))
    assert status == 400
    assert sentence in text_of(page)


def refused(visitor, platform, **given):
    """Launch, and return the words of the refusal."""
    link = platform.link(target=lesson_of(platform))
    _, query = visitor.log_in(link)
    status, _, page = visitor.ask("/lti/launch", platform.signed(query, **given)[0])
    assert status == 400
    assert "wd_learner" not in visitor.cookies
    return text_of(page)


def test_forged(visitor, platform):
    """What somebody else has signed is refused."""
    assert "has not signed the launch as it came" in refused(visitor, platform, key=new_key()[0])


def test_changed_on_the_way(visitor, platform):
    """A launch of which one sign was changed is refused, and so is one that is none."""
    for spoil in (lambda token: token[:-20] + ("A" * 20), lambda _token: "a.b.c", lambda _token: "nothing"):
        _, query = visitor.log_in(platform.link(target=lesson_of(platform)))
        form, _ = platform.signed(query)
        status, _, page = visitor.ask("/lti/launch", {**form, "id_token": spoil(form["id_token"])})
        assert status == 400
        assert "not signed the launch" in text_of(page) or "no signed launch" in text_of(page)


def test_expired(visitor, platform):
    """A launch that was made out for a time that is over is refused."""

    def long_ago(claims):
        claims["iat"] = int(time.time()) - 900
        claims["exp"] = int(time.time()) - 600

    def sign(payload, expiration=None):  # as the library does, which would set both anew
        long_ago(payload)
        own = platform.registration
        return own.encode_and_sign(payload, platform.private, {"kid": own.get_kid()})

    _, query = visitor.log_in(platform.link(target=lesson_of(platform)))
    platform.registration.platform_encode_and_sign = sign
    status, _, page = visitor.ask("/lti/launch", platform.signed(query)[0])
    assert status == 400
    assert "The launch has expired" in text_of(page)


def test_without_an_end(visitor, platform):
    """A launch that would be good for ever is refused."""

    def sign(payload, expiration=None):
        own = platform.registration
        return own.encode_and_sign({**payload, "iat": int(time.time())}, platform.private, {"kid": own.get_kid()})

    _, query = visitor.log_in(platform.link(target=lesson_of(platform)))
    platform.registration.platform_encode_and_sign = sign
    _, _, page = visitor.ask("/lti/launch", platform.signed(query)[0])
    assert 'missing the "exp" claim' in text_of(page).replace("&#34;", '"')


def test_replayed(visitor, platform):
    """A form that was taken once is not taken twice, in the same browser or with a login of its own."""
    _, query = visitor.log_in(platform.link(target=lesson_of(platform)))
    form, _ = platform.signed(query)
    cookies = dict(visitor.cookies)
    assert visitor.ask("/lti/launch", form)[0] == 303
    visitor.cookies = dict(cookies)
    status, _, page = visitor.ask("/lti/launch", form)
    assert status == 400
    assert "used already" in text_of(page)
    _, again = visitor.log_in(platform.link(target=lesson_of(platform)))
    status, _, page = visitor.ask("/lti/launch", {**form, "state": again["state"]})
    assert status == 400
    assert "belongs to another login, or was used already" in text_of(page)


def test_in_another_browser(course, visitor, platform):
    """Who is sent a form, or a ticket, by somebody else does not come in as they."""
    _, query = visitor.log_in(platform.link(target=lesson_of(platform)))
    form, _ = platform.signed(query)
    stranger = Visitor(course.port)
    status, _, page = stranger.ask("/lti/launch", form)
    assert status == 400
    assert "begun in another browser" in text_of(page)
    status, headers, _ = visitor.ask("/lti/launch", form)
    assert status == 303
    status, _, page = stranger.ask(headers["Location"])
    assert status == 400
    assert "belongs to another browser" in text_of(page)
    assert "wd_learner" not in stranger.cookies


def test_wrong_deployment(course, visitor, platform):
    """A deployment that nobody has named is refused, until the command names it."""

    def elsewhere(claims):
        claims[CLAIM + "deployment_id"] = "deployment-2"

    words = refused(visitor, platform, change=elsewhere)
    assert "its deployment &#39;deployment-2&#39; is not" in words
    start = words.partition("lti deployment ")[2].split()[0]
    code, said = command(course, "deployment", start, "deployment-2")
    assert code == 0, said
    assert visitor.launch(platform, platform.link(target=lesson_of(platform)), change=elsewhere)[0] == 200


def test_the_first_deployment_is_kept(course, visitor):
    """Where no deployment was named, the first that launches is kept and a second is refused."""
    platform = Platform(f"http://localhost:{course.port}", deployment="the-first")
    code, said = command(
        course,
        *("add", "--issuer", platform.issuer, "--client", "client-1", "--login", f"{platform.url}/auth"),
        *("--token", f"{platform.url}/token", "--keys", f"{platform.url}/keys"),
    )
    assert code == 0, said
    assert visitor.launch(platform, platform.link(target=lesson_of(platform)))[0] == 200

    def elsewhere(claims):
        claims[CLAIM + "deployment_id"] = "another"

    status, _, page = visitor.launch(platform, platform.link(target=lesson_of(platform)), change=elsewhere)
    assert status == 400
    assert "deployment &#39;another&#39; is not" in text_of(page)
    platform.stop()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("aud", "another-client", "made out by or for somebody else"),
        ("aud", ["client-1", "another-client"], None),
        ("iss", "https://elsewhere.example.org", "made out by or for somebody else"),
        (CLAIM + "version", "1.1", "is no launch that we know"),
        (CLAIM + "message_type", "SomethingElse", "is no launch that we know"),
        (CLAIM + "resource_link", {}, "is no launch that we know"),
        (CLAIM + "deployment_id", None, "has no deployment_id"),
        (CLAIM + "custom", {"mark": "half"}, "it is share or done"),
        ("sub", "u" * 300, "has 300 characters"),
    ],
)
def test_claims_that_are_wrong(visitor, platform, name, value, sentence):
    """Each claim that is missing or wrong has its sentence."""

    def change(claims):
        claims[name] = value
        if sentence is None:
            del claims["azp"]

    assert (sentence or "made out for another tool") in refused(visitor, platform, change=change)


def test_not_registered(course, visitor):
    """A course system that nobody has registered is refused before it is asked for anything."""
    platform = Platform(f"http://localhost:{course.port}")
    status, _, page = visitor.ask(platform.link(target=lesson_of(platform)))
    assert status == 400
    assert "is not registered here" in text_of(page)
    assert platform.key_sets == 0
    platform.stop()


def test_keys_that_were_changed(visitor, platform):
    """When a course system signs with a new key, that is looked for at once."""
    assert visitor.launch(platform, platform.link(target=lesson_of(platform)))[0] == 200
    platform.private, platform.public = new_key()
    platform.registration.set_platform_private_key(platform.private).set_platform_public_key(platform.public)
    deadline = time.monotonic() + PATIENCE
    while (found := Visitor(visitor.port).launch(platform, platform.link(target=lesson_of(platform))))[0] != 200:
        assert "not signed" in text_of(found[2])  # key sets that were fetched just now are not fetched again
        assert time.monotonic() < deadline
    assert platform.key_sets == 2


def test_a_course_system_that_is_away(visitor, platform):
    """Where the keys cannot be had, the sentence says that it may be tried again."""
    _, query = visitor.log_in(platform.link(target=lesson_of(platform)))
    form, _ = platform.signed(query)
    platform.stop()
    status, _, page = visitor.ask("/lti/launch", form)
    assert status == 400
    assert "cannot be seen now" in text_of(page)
    assert "does not answer" in text_of(page)


def test_several_devices_are_one_learner(course, visitor, platform):
    """A user of a course system finds their work on every device; another user finds none of it."""
    link = {"target": lesson_of(platform)}
    visitor.launch(platform, platform.link(**link))
    visitor.answer(LESSON, "never", "3")
    phone = Visitor(course.port)
    _, _, page = phone.launch(platform, platform.link(**link))
    assert page.count("1 of") == visitor.ask(f"/lessons/{LESSON}")[2].count("1 of")
    assert phone.ask("/your-data/wrong-dictionary.json")[2].count("answer_given") == 1
    other = Visitor(course.port)
    other.launch(platform, platform.link(user="user-2", **link))
    assert "answer_given" not in other.ask("/your-data/wrong-dictionary.json")[2]


def test_two_users_in_one_browser(visitor, platform):
    """Who launches after somebody else in the same browser gets their own record, and nobody's work is taken along."""
    link = {"target": lesson_of(platform)}
    visitor.launch(platform, platform.link(user="user-1", **link))
    visitor.answer(LESSON, "never", "3")
    status, where, _ = visitor.launch(platform, platform.link(user="user-2", **link))
    assert (status, where) == (200, f"/lessons/{LESSON}")
    assert "answer_given" not in visitor.ask("/your-data/wrong-dictionary.json")[2]
    visitor.launch(platform, platform.link(user="user-1", **link))
    assert visitor.ask("/your-data/wrong-dictionary.json")[2].count("answer_given") == 1


@pytest.mark.parametrize("work", ["mine", "other"])
def test_work_of_before(visitor, platform, work):
    """Work that the browser has shown before is taken along only if the learner says that it is theirs."""
    visitor.ask(f"/lessons/{LESSON}")
    visitor.answer(LESSON, "never", "3")
    status, where, page = visitor.launch(platform, platform.link(target=lesson_of(platform)))
    assert status == 200
    assert where.startswith("/lti/enter")
    assert "Is the work in this browser yours?" in text_of(page)
    ticket = page.partition('name="ticket" value="')[2].partition('"')[0]
    answer = {"ticket": ticket, "work": work}
    assert visitor.ask("/lti/enter", answer, Origin="https://elsewhere.example.org")[0] == 403
    status, where, _ = visitor.go_on(*visitor.ask("/lti/enter", answer))
    assert (status, where) == (200, f"/lessons/{LESSON}")
    count = visitor.ask("/your-data/wrong-dictionary.json")[2].count("answer_given")
    assert count == (1 if work == "mine" else 0)
    status, _, page = visitor.ask("/lti/enter", answer)
    assert status == 400, "it is answered once"


def test_another_system_of_the_same_name(course, visitor, platform):
    """A course system that calls itself by another's issuer does not reach the other's users."""
    visitor.launch(platform, platform.link(target=lesson_of(platform)))
    visitor.answer(LESSON, "never", "3")
    other = Platform(f"http://localhost:{course.port}", client="client-2")
    other.registration.set_iss(platform.issuer)
    register(course, other, issuer=platform.issuer)
    thief = Visitor(course.port)
    assert thief.launch(other, other.link(target=lesson_of(platform)))[0] == 200
    assert "answer_given" not in thief.ask("/your-data/wrong-dictionary.json")[2]
    other.stop()


def test_forgotten(course, visitor, platform):
    """Who has their work forgotten is forgotten as a user of the course system too."""
    visitor.launch(platform, platform.link(target=lesson_of(platform), item=platform.column()))
    visitor.answer(LESSON, "never", "3")
    assert visitor.ask("/forget", {})[0] == 303
    phone = Visitor(course.port)
    phone.launch(platform, platform.link())
    assert "answer_given" not in phone.ask("/your-data/wrong-dictionary.json")[2]
    assert "was not let in by a course system" in text_of(phone.ask("/lti/marks")[2])


def test_no_name_is_kept(course, visitor, platform):
    """Of what a course system says of a user only the id is kept."""
    visitor.launch(platform, platform.link(target=lesson_of(platform)))
    kept = b"".join(file.read_bytes() for file in course.data.iterdir() if file.is_file())
    for told in (b"Lovelace", b"ada@example.org"):  # three letters alone stand in a random key by chance
        assert told not in kept
        assert told not in course.log().encode()


def test_the_key_is_kept_for_us_alone(course, visitor):
    """Our key is made once, its file is its owner's, and what is public of it is public."""
    status, _, text = visitor.ask("/lti/keys")
    assert status == 200
    assert '"d"' not in text
    file = course.data / "lti_key.pem"
    assert file.stat().st_mode & 0o777 == 0o600
    assert visitor.ask("/lti/keys")[2] == text


def test_roles(visitor, platform):
    """A teaching assistant who is also a learner is one of those who learn."""
    visitor.launch(
        platform, platform.link(roles=[TEACHER, LEARNER], target=lesson_of(platform), item=platform.column())
    )
    assert "Yours" in text_of(visitor.ask("/lti/marks")[2])
