"""Marks on their way to course systems: worked out of the record when they are sent, and sent until they are known."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.lineitem import LineItem

from app.content import Course, Lesson
from app.lti.adapter import Connector, registration_of
from app.lti.keys import ToolKey, ToolKeyError
from app.lti.launch import ITEM_SCOPE
from app.lti.links import Due, Links
from app.lti.platforms import Platform, Platforms
from app.outgoing.guarded import Guarded, OutsideError, host_of
from app.outgoing.patience import pause_after
from app.pages.study.lesson_progress import is_complete, standing
from app.progress import LessonProgress, Progress

log = logging.getLogger(__name__)

AT_ONCE: Final = 8
GIVEN_UP: Final = 64
"""After so many tries, some two weeks, a mark waits for the learner's next deed or launch."""
MEDIA: Final = "application/vnd.ims.lis.v1.score+json"
KNOWN: Final = 409
"""A score that is not newer than the one that is known: ours, whose confirmation was lost, or a later one."""


class NotToldError(Exception):
    """A mark could not be told; the message says why, for the learner and the instructor."""

    def __init__(self, message: str, *, retry_after: str | None = None, whole_platform: bool = False) -> None:
        self.retry_after = retry_after
        self.whole_platform = whole_platform
        super().__init__(message)


def score_of(lesson: Lesson, progress: LessonProgress, counts: str) -> dict[str, float] | None:
    """Return the mark for what was done in a lesson, None if there is none to tell yet.

    Parameters
    ----------
    lesson, progress
        The lesson, and how far the learner has come.
    counts
        "share": of the questions those that were right once; of a lesson without questions, of its predictions.
        "done": 1 of 1 once nothing is left to do, and nothing before.

    Returns
    -------
    dict
        ``given`` and ``most``, and ``complete``, 1 or 0.
    """
    complete = is_complete(lesson, progress)
    if counts == "done":
        return {"given": 1, "most": 1, "complete": 1} if complete else None
    asked = [slot.ref for slot in lesson.slots if slot.kind == "check"]
    here = standing(lesson, progress)
    given, most = (
        (sum(progress.check(check).ever_right for check in asked), len(asked)) if asked else (here.done, here.total)
    )
    if most == 0 or not progress.is_begun:
        return None
    return {"given": given, "most": most, "complete": int(complete)}


def score_body(due: Due, score: Mapping[str, float]) -> dict[str, Any]:
    """Return a mark as a course system takes it.

    The time is that of the deed, and the same however often it is sent: what comes twice is ignored.
    """
    return {
        "userId": due.subject,
        "scoreGiven": score["given"],
        "scoreMaximum": score["most"],
        "activityProgress": "Completed" if score["complete"] else "InProgress",
        "gradingProgress": "FullyGraded",
        "timestamp": due.changed_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


class Scores:
    """What is to be told of marks; see `app.outgoing.sender.Sender`."""

    def __init__(
        self,
        course: Course,
        progress: Callable[[str, str], Progress],
        links: Links,
        platforms: Platforms,
        key: ToolKey,
        *,
        plain: bool = False,
        first_pause: float = 10.0,
    ) -> None:
        self._course = course
        self._progress = progress
        self._links = links
        self._platforms = platforms
        self._key = key
        self._plain = plain
        self._first_pause = first_pause
        self._rests: dict[str, datetime] = {}

    def send_due(self) -> bool:
        """Tell the marks that are due, a few at most; return whether there may be more."""
        found = self._links.due(datetime.now(UTC), AT_ONCE)
        for due in found:
            self._send(due)
        return len(found) == AT_ONCE

    def _send(self, due: Due) -> None:
        lesson = self._course.lesson(due.lesson)
        platform = self._platforms.by_id(due.platform)
        if lesson is None or platform is None:
            self._links.failed(due, "The lesson or the course system is no more.", None)
            return
        score = score_of(lesson, self._progress(due.learner, due.lesson).lesson(due.lesson), due.counts)
        if score is None or score == due.score:
            self._links.told(due, None, datetime.now(UTC))
            return
        now = datetime.now(UTC)
        rest = self._rests.get(due.platform)
        if rest is not None and rest > now:  # it did not answer just now: the others wait with the one who found out
            self._links.failed(due, f"{platform.name} does not answer.", rest)
            return
        try:
            self._tell(platform, due, score_body(due, score))
        except NotToldError as error:
            tries = due.tries + 1
            pause = pause_after(tries, error.retry_after, self._first_pause)
            if error.whole_platform:
                self._rests[due.platform] = now + min(pause, timedelta(minutes=1))
            again = datetime.now(UTC) + pause if tries < GIVEN_UP else None
            log.warning("A mark could not be told to %s (try %d): %s", platform.name, tries, error)
            self._links.failed(due, str(error), again)
        else:
            self._rests.pop(due.platform, None)
            self._links.told(due, score, datetime.now(UTC))

    def _tell(self, platform: Platform, due: Due, body: Mapping[str, Any]) -> None:
        with Guarded(plain=self._plain) as session:
            try:
                connector = Connector(registration_of(platform, self._key), session)
                address = self._item(platform, due, connector)
                url = AssignmentsGradesService._add_url_path_ending(address, "scores")  # noqa: SLF001 -- before any ?
                for fresh in (False, True):
                    token = connector.get_access_token(due.endpoint["scope"])
                    headers = {"Authorization": f"Bearer {token}", "Content-Type": MEDIA, "Accept": "*/*"}
                    answer = session.request("POST", url, data=json.dumps(body), headers=headers)
                    if answer.status_code != 401 or fresh:
                        break
                    connector.forget_token(due.endpoint["scope"])  # it was withdrawn before its time
            except OutsideError as error:
                raise NotToldError(f"{error}.", whole_platform=True) from error
            except LtiServiceException as error:
                status = error.response.status_code
                raise NotToldError(
                    f"{platform.name} gave no access ({status}).",
                    retry_after=error.response.headers.get("Retry-After"),
                    whole_platform=status >= 500,
                ) from error
            except (LtiException, ToolKeyError, ValueError, KeyError, TypeError) as error:
                raise NotToldError(f"{platform.name} said what we do not understand ({str(error)[:120]}).") from error
        if answer.ok or answer.status_code == KNOWN:
            return
        retry_after = answer.headers.get("Retry-After")
        raise NotToldError(
            f"{host_of(url)} did not take the mark ({answer.status_code}).",
            retry_after=retry_after,
            whole_platform=answer.status_code >= 500 or answer.status_code == 429,
        )

    def _item(self, platform: Platform, due: Due, connector: Connector) -> str:
        """Return the address of the column for the marks; where the link has none, find or make it."""
        if due.endpoint.get("lineitem"):
            return str(due.endpoint["lineitem"])
        if not due.endpoint.get("lineitems") or ITEM_SCOPE not in due.endpoint["scope"]:
            raise NotToldError(f"{platform.name} has no column for this link and lets us make none.")
        most = 1 if due.counts == "done" else 100
        lesson = self._course.lesson(due.lesson)
        wanted = LineItem().set_tag(f"wd-{due.lesson}").set_label(lesson.title if lesson else due.lesson)
        wanted.set_score_maximum(most).set_resource_link_id(due.resource)
        item = AssignmentsGradesService(connector, dict(due.endpoint)).find_or_create_lineitem(  # type: ignore[arg-type]
            wanted, find_by="resource_link_id"
        )
        address = item.get_id()
        if not address:
            raise NotToldError(f"{platform.name} made a column without an address.")
        self._links.found_item(due, address)
        return address
