"""How an environment is read: each variable by its rule, and all that is wrong in one report."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

SECRET_LENGTH = 32
_FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}

# Read by the tests, which pass their whole environment on to the program that they drive.
_FOREIGN = re.compile(r"WD_CHROMIUM|WD_TEST_.*")

_T = TypeVar("_T")


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its default as a reader understands it, its meaning, and if it is secret."""

    name: str
    default: str
    meaning: str
    is_secret: bool = False


class SettingsError(ValueError):
    """One or several variables of the environment cannot be used; ``problems`` has a sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(["the settings cannot be used:", *(f"- {problem}" for problem in problems)]))


class RuleBroken(Exception):  # noqa: N818 -- not an error of the program: it carries a rule to the report
    """A value breaks a rule, and how it is repaired."""

    def __init__(self, rule: str, repair: str) -> None:
        self.rule, self.repair = rule, repair


class Reading:
    """One pass over an environment that gathers what is wrong with it.

    Parameters
    ----------
    environ
        The environment.
    settings
        Every variable that may be set.
    """

    def __init__(self, environ: Mapping[str, str], settings: Sequence[Setting]) -> None:
        self._given = {name: value.strip() for name, value in environ.items() if name.startswith("WD_")}
        self._secret = {setting.name for setting in settings if setting.is_secret}
        names = [setting.name for setting in settings]
        unknown = sorted(self._given.keys() - set(names))
        self._problems = [_unknown(name, names) for name in unknown if not _FOREIGN.fullmatch(name)]

    def read(self, name: str, parse: Callable[[str], _T], default: _T) -> _T:
        """Return what a variable says, or the default where it says nothing or breaks the rule of `parse`."""
        value = self._given.get(name, "")
        if not value:
            return default
        try:
            return parse(value)
        except RuleBroken as broken:
            shown = f"a secret of {len(value)} characters" if name in self._secret else repr(value)
            self._problems.append(f"{name} is {shown}, but {broken.rule}; {broken.repair}")
            return default

    def report(self) -> None:
        """Refuse the environment if anything is wrong with it."""
        if self._problems:
            raise SettingsError(tuple(self._problems))


def _unknown(name: str, names: Sequence[str]) -> str:
    likeness = {each: difflib.SequenceMatcher(None, name, each).ratio() for each in names}
    near = sorted(each for each, like in likeness.items() if like >= max(0.6, max(likeness.values()) - 0.07))
    repair = f"write {' or '.join(near)}" if near else f"take it out, or use one of {', '.join(names)}"
    return f"{name} is not known, but only known variables may begin with WD_; {repair}"


def secret(value: str) -> str:
    """Return a secret that is long enough."""
    if len(value) < SECRET_LENGTH:
        raise RuleBroken(
            f"it has at least {SECRET_LENGTH} characters",
            "make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    return value


def flag(value: str) -> bool:
    """Return whether something is on."""
    if value.lower() not in _FLAGS:
        raise RuleBroken("it is on or off", "write 1 or 0")
    return _FLAGS[value.lower()]
