"""The addresses for course systems."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from jinja2 import Environment
from tornado.web import RequestHandler

from app.lti.handlers import ChooseHandler, EnterHandler, KeysHandler, LaunchHandler, LoginHandler, MarksHandler
from app.lti.registration import RegisterHandler, SetUpHandler
from app.lti.tool import Tool
from app.pages.base.site import Site
from app.progress import ProgressError


def told_in(tool: Tool, environment: Environment) -> Callable[[str, str], Awaitable[str]]:
    """Return what a lesson says of the mark that a course system knows; a fault of the record costs no page."""

    async def told(learner: str, lesson: str) -> str:
        try:
            marks = await tool.call(tool.links.marks_of, learner, lesson)
            platform = await tool.call(tool.platforms.by_id, marks[0].platform) if marks else None
        except ProgressError:
            return ""
        if platform is None:
            return ""
        return environment.get_template("lesson_mark.html").render(mark=marks[0], name=platform.name).strip()

    return told


def lti_routes(site: Site, tool: Tool) -> list[tuple[str, type[RequestHandler], dict[str, object]]]:
    """Return them, for the application."""
    given: dict[str, object] = {"site": site, "tool": tool}
    return [
        (r"/lti/login", LoginHandler, given),
        (r"/lti/launch", LaunchHandler, given),
        (r"/lti/enter", EnterHandler, given),
        (r"/lti/choose", ChooseHandler, given),
        (r"/lti/keys", KeysHandler, given),
        (r"/lti/register", RegisterHandler, given),
        (r"/lti/setup\.json", SetUpHandler, given),
        (r"/lti/marks", MarksHandler, given),
    ]
