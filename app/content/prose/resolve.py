"""Work out what a text refers to: formulas, numbers, words, directives; every fault is reported with its line."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from markdown_it.token import Token
from markupsafe import Markup, escape

from app.content.course.glossary import Use, term_html
from app.content.course.lesson import Section
from app.content.language.insertion import fill_tex, insertion_html, live_ref
from app.content.language.typed_numbers import typed_number, typed_number_in_maths
from app.content.language.values import ExpressionError
from app.content.prose.captions import with_captions
from app.content.prose.curves import curves_html
from app.content.prose.maths import maths
from app.content.prose.text_context import TextContext
from app.content.source.problem import ContentError, Place, Problem

_LIVE_REF = re.compile(r"^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$")
_BY_HAND = "a number typed by hand: {}"
_USE_A_REFERENCE = 'let the kernel write it: {{ kl(P, Q) }}, {{ Q["e"] }} or {{ name }}'


@dataclass
class Resolver:
    """One pass over the tokens that works out everything a renderer would need, and collects the faults."""

    lines: list[str]
    context: TextContext
    inline: Callable[[str, TextContext], Markup]
    problems: list[Problem] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)

    def resolve(self, tokens: list[Token]) -> None:
        """Put the HTML of everything that Markdown does not know into its token, and captions into their tables."""
        tokens[:], bare = with_captions(tokens)
        for line in bare:
            self._report(line, "a table without a caption", "say what it shows in a line above it: `Table: …`")
        before: Token | None = None
        for token in tokens:
            first, last = token.map or (0, 0)
            if token.type == "inline":
                self._inline(token, first, max(last, first + 1))
                if before is not None and before.type == "heading_open":
                    self._heading(before, token, first)
            elif token.type == "math_block":
                token.meta["html"] = self._try(partial(self._formula, token.content, display=True), first)
            elif token.type == "leaf":
                token.meta["html"] = self._leaf(token, first)
            elif token.type.startswith("container_") and token.type.endswith("_open"):
                self._container(token, first, last)
            elif token.type in _CLOSING:
                token.meta["html"] = _CLOSING[token.type]
            elif token.type in {"td_open", "th_open"}:
                _align(token)
            before = token

    def _inline(self, token: Token, first: int, last: int) -> None:
        children = token.children or []
        for child in children:
            line = self._find(child.markup if child.type in {"computed", "term"} else child.content, first, last)
            match child.type:
                case "text":
                    self._text(child.content, line)
                case "computed":
                    child.meta["html"] = self._try(partial(self._computed, child, line), line)
                case "term":
                    child.meta["html"] = self._try(partial(self._term, child), line)
                case "math_inline":
                    child.meta["html"] = self._try(partial(self._formula, child.content, display=False), line)

        for formula, after in pairwise(children):
            if formula.type == "math_inline" and after.type == "text":
                _keep_together(formula, after)

    def _text(self, text: str, line: int) -> None:
        number = typed_number(text)
        if number:
            self._report(line, _BY_HAND.format(f"`{number}`"), _USE_A_REFERENCE)
        for mark, rule, repair in _LEFT_OVER:
            if mark in text:
                self._report(line, rule, repair)

    def _formula(self, tex: str, *, display: bool) -> Markup:
        number = typed_number_in_maths(tex)
        if number:
            raise ExpressionError(_BY_HAND.format(f"`{number}`"), _USE_A_REFERENCE)
        return maths(fill_tex(tex, self.context.names), display=display)

    def _computed(self, token: Token, line: int) -> str:
        ref = live_ref(token.content)
        if ref is None:
            drawn = curves_html(token.content, self.context.names)
            return insertion_html(token.content, self.context.names) if drawn is None else drawn
        if not _LIVE_REF.match(ref):
            raise ExpressionError(f'live("{ref}")', 'write live("widget-id.quantity"), such as live("bars.kl")')
        return self._slot("live", ref, line)

    def _term(self, token: Token) -> Markup:
        term = self.context.glossary.get(token.content)
        if term is None:
            known = ", ".join(self.context.glossary) or "none yet"
            raise ExpressionError(f"[[{token.content}]]: no such word", f"add it to glossary.toml (known: {known})")
        self.uses.append(Use(term.id, self.sections[-1].id if self.sections else "", defines=False))
        return term_html(term, token.meta["shown"] or term.word, self._new_id(f"term-{term.id}"))

    def _leaf(self, token: Token, line: int) -> str:
        if not token.content or " " in token.content:
            self._report(line, f"`::: {token.info} {token.content}`".rstrip(), f"write `::: {token.info} its-id`")
            return ""
        return self._slot(token.info, token.content, line) + "\n"

    def _container(self, token: Token, first: int, last: int) -> None:
        kind, _, title = token.info.strip().partition(" ")
        closing = self.lines[last].strip() if last < len(self.lines) else ""
        if not closing or closing.strip(":"):
            self._report(first, f"`::: {kind}` is not closed", "end it with a line `:::`")
        token.meta["html"] = self._try(partial(self._opening, kind, title.strip(), first), first)

    def _opening(self, kind: str, title: str, line: int) -> Markup:
        match kind:
            case "why":
                return self._why(title, line)
            case "definition":
                return self._definition(title)
            case _:
                return self._note(title)

    def _why(self, title: str, line: int) -> Markup:
        if not title:
            raise ExpressionError("`::: why` without a title", "write the question: `::: why Why two?`")
        shown = self._part(title, line)
        return Markup('<details class="why"><summary>{}</summary><div class="why-body">\n').format(shown)

    def _definition(self, term_id: str) -> Markup:
        term = self.context.glossary.get(term_id)
        if term is None:
            raise ExpressionError(f"`::: definition {term_id}`: no such word", "add it to glossary.toml")
        anchor = self._new_id(f"definition-{term_id}")
        self.uses.append(Use(term.id, anchor, defines=True))
        return Markup(
            '<section class="definition" id="{anchor}" aria-labelledby="{anchor}-word">'
            '<p class="definition-word"><dfn id="{anchor}-word">{word}</dfn></p>\n'
        ).format(anchor=anchor, word=term.word)

    def _note(self, title: str) -> Markup:
        if title:
            raise ExpressionError(f"`::: note {title}`", "put the text on the lines below `::: note`")
        return Markup('<aside class="margin-note">\n')

    def _part(self, text: str, line: int) -> Markup:
        place = Place(self.context.place.file, self._line(line))
        return self.inline(text, TextContext(self.context.names, self.context.glossary, place))

    def _heading(self, opening: Token, inline: Token, line: int) -> None:
        level = int(opening.tag[1:])
        if level not in {2, 3, 4}:
            self._report(line, f"a heading of level {level}", "use ## to ####: the title of the page is its level 1")
        title = "".join(child.content for child in inline.children or [] if child.type in {"text", "code_inline"})
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("’", "")).strip("-") or "section"
        anchor = self._new_id(slug)
        opening.attrSet("id", anchor)
        self.sections.append(Section(anchor, title, level))

    def _new_id(self, wanted: str) -> str:
        base = f"{self.context.prefix}{wanted}"
        anchor, count = base, 1
        while anchor in self._ids:
            count += 1
            anchor = f"{base}-{count}"
        self._ids.add(anchor)
        return anchor

    def _slot(self, kind: str, ref: str, line: int) -> str:
        return f"\x02{kind} {escape(ref)} {self._line(line)}\x03"

    def _try(self, make: Callable[[], str], line: int) -> str:
        try:
            return make()
        except ExpressionError as error:
            self._report(line, error.rule, error.repair)
        except ContentError as error:
            self.problems.extend(error.problems)
        return ""

    def _find(self, text: str, first: int, last: int) -> int:
        beginning = text.strip().partition("\n")[0]
        return next((i for i in range(first, min(last, len(self.lines))) if beginning in self.lines[i]), first)

    def _line(self, index: int) -> int:
        return self.context.place.line + index

    def _report(self, line: int, rule: str, repair: str) -> None:
        self.problems.append(Problem(self.context.place.file, self._line(line), rule, repair))


_PUNCTUATION = re.compile(r"[.,;:!?)\]’”]+")
_CLOSING = {
    "container_why_close": "</div></details>\n",
    "container_definition_close": "</section>\n",
    "container_note_close": "</aside>\n",
    # A table wider than a phone scrolls in its own box.
    "table_open": '<div class="table-box"><table>\n',
    "table_close": "</table></div>\n",
}
_LEFT_OVER = (
    (
        ":::",
        "a directive that is not known",
        "use widget, check, recall, explain, playground, why, definition or note, on a line of its own",
    ),
    ("{{", "an insertion that is not closed, or has no space inside its braces", "write {{ kl(P, Q) }}"),
    ("[[", "a glossary term that is not closed", "write [[term-id|shown text]]"),
    ("$", "a dollar sign that begins no formula", "write $…$ without spaces inside the dollars"),
)


def _keep_together(formula: Token, after: Token) -> None:
    """Take the punctuation that follows a formula to its side of a line's end."""
    marks = _PUNCTUATION.match(after.content)
    if marks:
        before, chance, last = formula.meta["html"].rpartition("<wbr>")
        formula.meta["html"] = Markup('{}{}<span class="keep">{}{}</span>').format(before, chance, last, marks[0])
        after.content = after.content[marks.end() :]


def _align(token: Token) -> None:
    # A style attribute would need a hole in the page's content policy; a class needs none.
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrSet("class", f"align-{style.partition(':')[2].strip()}")
