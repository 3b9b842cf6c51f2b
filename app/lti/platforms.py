"""The course systems that may launch us: registered by a command or by themselves, with the addresses that we ask."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import sqlalchemy as sa

from app.lti.database import Database
from app.lti.errors import LtiError
from app.outgoing.guarded import OutsideError, check_address
from app.progress.store.schema import lti_links
from app.progress.store.schema import lti_platforms as table

LENGTHS = {"name": 200, "issuer": 500, "client": 255, "login": 2000, "token": 2000, "keys": 2000, "audience": 2000}


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A course system, as it and its administrator have named itself.

    Attributes
    ----------
    issuer, client
        Who it says it is, and who it says we are; both together are known once.
    deployments
        The ids of the places in it where we are set up. While none is known, the first that launches is kept.
    login, token, keys
        Where a browser is sent to log in; where we ask for a token, and for its public keys.
    audience
        Whom a request for a token is made out to, if not to the address ``token``.
    name
        For people.
    """

    issuer: str
    client: str
    login: str
    token: str
    keys: str
    deployments: tuple[str, ...] = ()
    audience: str | None = None
    name: str = ""

    @property
    def id(self) -> str:
        """32 hexadecimal digits that follow from issuer and client."""
        return platform_id(self.issuer, self.client)

    def checked(self, *, plain: bool) -> Platform:
        """Return it with a name, if it can be kept.

        Raises
        ------
        LtiError
            If a field is missing or too long, or an address is not of HTTPS.
        """
        for field, most in LENGTHS.items():
            value = getattr(self, field) or ""
            if not value and field not in {"name", "audience"}:
                raise LtiError(f"the platform's {field} is missing, but without it no launch can be checked; name it")
            if len(value) > most:
                raise LtiError(f"the platform's {field} has {len(value)} characters; at most {most} are kept")
        if any(not 0 < len(each) <= 255 for each in self.deployments):
            raise LtiError("a deployment id has 1 to 255 characters; copy it from the course system")
        for field in ("login", "token", "keys"):
            try:
                check_address(getattr(self, field), plain=plain)
            except OutsideError as error:
                raise LtiError(f"the platform's {field}: {error}") from error
        return replace(self, name=self.name or self.issuer.partition("://")[2] or self.issuer)


def platform_id(issuer: str, client: str) -> str:
    """Return the id under which a platform is kept."""
    return hashlib.sha256(f"{issuer}\0{client}".encode()).hexdigest()[:32]


class Platforms:
    """The table of platforms; it is read at each launch, so that a command need not restart the course."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, platform: Platform) -> None:
        """Keep a platform that was checked; one with the same issuer and client is replaced."""
        row = {
            field: getattr(platform, field)
            for field in ("id", "name", "issuer", "client", "login", "token", "keys", "audience")
        }
        row |= {"deployments": list(platform.deployments), "made": datetime.now(UTC)}
        with self._database.writing() as connection:
            connection.execute(table.delete().where(table.c.id == platform.id))
            connection.execute(table.insert(), row)

    def all(self) -> list[Platform]:
        """Return all platforms, those registered first first."""
        with self._database.reading() as connection:
            return [_platform(row) for row in connection.execute(table.select().order_by(table.c.made))]

    def of(self, issuer: str, client: str) -> Platform | None:
        """Return a platform by its names; without a client's, the only one of the issuer."""
        wanted = table.select().where(table.c.issuer == issuer)
        if client:
            wanted = wanted.where(table.c.client == client)
        with self._database.reading() as connection:
            found = [_platform(row) for row in connection.execute(wanted)]
        return found[0] if len(found) == 1 else None

    def by_id(self, wanted: str) -> Platform | None:
        """Return a platform by its id."""
        with self._database.reading() as connection:
            row = connection.execute(table.select().where(table.c.id == wanted)).one_or_none()
        return None if row is None else _platform(row)

    def first_deployment(self, platform: Platform, deployment: str) -> bool:
        """Keep the first deployment that launches; return whether this is one that is known now."""
        with self._database.writing() as connection:
            wanted = sa.select(table.c.deployments).where(table.c.id == platform.id)
            known = connection.execute(wanted.with_for_update()).scalar_one()
            if not known:
                known = [deployment]
                connection.execute(table.update().where(table.c.id == platform.id).values(deployments=known))
        return deployment in known

    def add_deployment(self, platform: Platform, deployment: str) -> None:
        """Let one more deployment launch."""
        if not 0 < len(deployment) <= 255:
            raise LtiError("a deployment id has 1 to 255 characters; copy it from the course system")
        with self._database.writing() as connection:
            wanted = sa.select(table.c.deployments).where(table.c.id == platform.id)
            known = list(dict.fromkeys([*connection.execute(wanted.with_for_update()).scalar_one(), deployment]))
            connection.execute(table.update().where(table.c.id == platform.id).values(deployments=known))

    def remove(self, wanted: str) -> bool:
        """Forget a platform and who came from it; what they did stays. Return whether there was one."""
        with self._database.writing() as connection:
            connection.execute(lti_links.delete().where(lti_links.c.platform == wanted))
            return connection.execute(table.delete().where(table.c.id == wanted)).rowcount > 0


def _platform(row: sa.Row[tuple[object, ...]]) -> Platform:
    known = row._mapping  # noqa: SLF001 -- SQLAlchemy's public name for it
    fields = ("issuer", "client", "login", "token", "keys", "audience", "name")
    return Platform(**{field: known[field] for field in fields}, deployments=tuple(known["deployments"]))
