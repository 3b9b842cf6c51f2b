"""The course's folder to a Course; a course with any fault is refused, and all its faults are named."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from app.content.course.glossary import Term
from app.content.course.ideas import Idea
from app.content.course.lesson import Course, Lesson, ReferencePage
from app.content.course.playground import playground_files
from app.content.language.names import Names
from app.content.load.lesson import LESSON_FILES, RUNS, load_lesson
from app.content.load.reference import REFERENCE, REFERENCE_FILES, load_reference
from app.content.prose.markdown import fragment
from app.content.prose.text_context import TextContext
from app.content.source.problem import ContentError, Place, Problem
from app.content.source.schema import ID, CourseFront, IdeaFront, TermFront
from app.content.source.text_files import name_of, read_source
from app.content.source.toml_file import Lines, read_tables, read_toml

IDEAS = "ideas.toml"
COURSE_FILES = ("course.toml", "glossary.toml", IDEAS, "README.md")


def load_course(root: Path) -> Course:
    """Return the course in a folder.

    Parameters
    ----------
    root
        The folder with course.toml, glossary.toml and the lessons' folders.

    Returns
    -------
    Course
        Immutable; every formula, number and word in it is already worked out.

    Raises
    ------
    ContentError
        With every fault in every file, if there is any.
    """
    front, lines = read_toml(read_source(root, "course.toml"), CourseFront, name_of(root, "course.toml"))
    faults: list[Problem] = []
    glossary: dict[str, Term] = {}
    try:
        glossary = _glossary(root)
    except ContentError as error:
        faults.extend(error.problems)
    lessons: list[Lesson] = []
    asked: list[Lesson] = []
    for folder in _folders(front):
        key = "before_and_after" if folder == front.before_and_after else "lessons"
        try:
            found = load_lesson(root, folder, glossary, Place(name_of(root, "course.toml"), lines.of((key,))))
            (asked if folder == front.before_and_after else lessons).append(found)
        except ContentError as error:
            faults.extend(error.problems)
    reference: list[ReferencePage] = []
    for page_id in front.reference:
        try:
            reference.append(load_reference(root, page_id, glossary))
        except ContentError as error:
            faults.extend(error.problems)
    ideas: tuple[Idea, ...] = ()
    try:
        ideas = tuple(_ideas(root))
    except ContentError as error:
        faults.extend(error.problems)
    faults.extend(_between_lessons(lessons, name_of(root, "course.toml"), lines) if not faults else ())
    if faults:
        raise ContentError(*faults)
    before_and_after = asked[0] if asked else None
    return Course(front.title, tuple(lessons), MappingProxyType(glossary), tuple(reference), ideas, before_and_after)


def _folders(front: CourseFront) -> tuple[str, ...]:
    """Return the folders of lessons, and that of the questions before and after."""
    return front.lessons if front.before_and_after is None else (*front.lessons, front.before_and_after)


def _glossary(root: Path) -> dict[str, Term]:
    file = name_of(root, "glossary.toml")
    tables, lines = read_tables(read_source(root, "glossary.toml"), TermFront, file)
    faults: list[Problem] = []
    terms: dict[str, Term] = {}
    for term_id, front in tables.items():
        place = Place(file, lines.of((term_id, "definition")))
        if not ID.match(term_id):
            faults.append(Problem(file, place.line, f"[{term_id}]: no id", "use small letters, digits and hyphens"))
        try:
            # A definition stands in a tooltip: it can hold maths and numbers, but no other tooltip.
            definition = fragment(front.definition, TextContext(Names({}), {}, place), inline=True)
        except ContentError as error:
            faults.extend(error.problems)
        else:
            terms[term_id] = Term(term_id, front.term, front.also, definition)
    if faults:
        raise ContentError(*faults)
    return terms


def _ideas(root: Path) -> Iterator[Idea]:
    """Yield the ideas of a course, in the order of their file; a course may have none."""
    if not (root / IDEAS).exists():
        return
    file = name_of(root, IDEAS)
    tables, lines = read_tables(read_source(root, IDEAS), IdeaFront, file)
    for idea_id, front in tables.items():
        line = lines.of((idea_id,))
        says = fragment(front.says, TextContext(Names({}), {}, Place(file, line)), inline=True)
        options = MappingProxyType(front.figure.model_extra or {})
        about = (idea_id, front.title, says, front.place, front.figure.kind, options, front.questions)
        yield Idea(*about, frozenset(front.misconceptions), line)


def stray_files(root: Path) -> list[Problem]:
    """Return the files that nothing in the course uses: a draft does not keep the course from being served."""
    front = read_toml(read_source(root, "course.toml"), CourseFront, name_of(root, "course.toml"))[0]
    allowed = {*COURSE_FILES, *(f"{folder}/{file}" for folder in _folders(front) for file in (*LESSON_FILES, RUNS))}
    allowed |= {f"{REFERENCE}/{page_id}/{file}" for page_id in front.reference for file in REFERENCE_FILES}
    allowed |= {file for folder in front.lessons for file in playground_files(root, folder)}
    return [
        Problem(name_of(root, found), 0, "a stray file", "delete it, or name its folder in course.toml")
        for found in sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        if found not in allowed and not Path(found).name.startswith(".") and "__pycache__" not in Path(found).parts
    ]


def _between_lessons(lessons: Sequence[Lesson], file: str, lines: Lines) -> list[Problem]:
    line = lines.of(("lessons",))
    faults: list[Problem] = []
    seen: dict[str, Lesson] = {}
    for lesson in lessons:
        if lesson.id in seen:
            faults.append(Problem(f"{lesson.folder}/lesson.md", 0, f"id: `{lesson.id}` is taken", "choose another"))
        faults.extend(
            Problem(
                f"{lesson.folder}/lesson.md", 0, f"needs: no earlier lesson `{needed}`", "name one that comes before"
            )
            for needed in lesson.needs
            if needed not in seen
        )
        faults.extend(_recalled(lesson, seen))
        seen[lesson.id] = lesson
    numbers = [lesson.number for lesson in lessons]
    if numbers != sorted(set(numbers)):
        faults.append(Problem(file, line, "lessons: the folders' numbers do not rise", "put them in order"))
    return faults


def _recalled(lesson: Lesson, earlier: Mapping[str, Lesson]) -> Iterator[Problem]:
    """Yield a problem for each question of an earlier lesson that is none, or whose id this lesson uses itself."""
    for slot in lesson.slots:
        if slot.kind != "recall":
            continue
        asked_in, _, check = slot.ref.partition(".")
        problem = None
        if asked_in not in earlier or check not in earlier[asked_in].checks:
            problem = "no such question in an earlier lesson", "write `::: recall its-lesson.its-check`"
        elif check in lesson.checks:
            problem = f"this lesson has a check `{check}` of its own", "take another question, or rename that check"
        if problem is not None:
            yield Problem(f"{lesson.folder}/lesson.md", slot.line, f"recall `{slot.ref}`: {problem[0]}", problem[1])
