"""`python -m app lti`: which course systems may launch the course."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from app.lti.database import Database
from app.lti.errors import LtiError
from app.lti.once import Once
from app.lti.platforms import Platform, Platforms
from app.lti.registration import INVITATION_LASTS
from app.progress import connect, migrate


def run(given: argparse.Namespace, url: str, address: str, *, plain: bool) -> Iterator[str]:
    """Do what was asked for, and yield what there is to say.

    Raises
    ------
    LtiError
        If it cannot be done; the message says why.
    """
    engine = connect(url)
    try:
        migrate(engine)
        database = Database(engine)
        platforms = Platforms(database)
        if given.action == "invite":
            key = Once(database).put("invited", {}, INVITATION_LASTS)
            yield f"{(given.address or address).rstrip('/')}/lti/register?key={key}"
            yield "Give it to one course system, as the address where a new tool registers; for a week, and once."
        elif given.action == "list":
            yield from map(_line, platforms.all())
        elif given.action == "add":
            fields = {name: getattr(given, name) for name in ("issuer", "client", "login", "token", "keys", "audience")}
            made = Platform(**fields, name=given.name, deployments=tuple(given.deployment)).checked(plain=plain)
            platforms.keep(made)
            yield _line(made)
        else:
            platform = _named(platforms, given.platform)
            if given.action == "remove":
                platforms.remove(platform.id)
                yield f"removed: {platform.name}"
            else:
                platforms.add_deployment(platform, given.deployment)
                yield _line(_named(platforms, platform.id))
    finally:
        engine.dispose()


def _named(platforms: Platforms, start: str) -> Platform:
    found = [each for each in platforms.all() if each.id.startswith(start)]
    if len(found) != 1:
        raise LtiError(f"{start!r} begins the id of {len(found)} course systems; see: python -m app lti list")
    return found[0]


def _line(platform: Platform) -> str:
    where = ", ".join(platform.deployments) or "the first that launches"
    return f"{platform.id[:8]}  {platform.name}  {platform.issuer}  client {platform.client}  deployments: {where}"
