"""What can be found in the course, and in which order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.pages.search.index import ALIASES, index_version
from app.pages.search.rank import MOST, Entry, excerpt, fold, landing, nearest, rank
from app.proof.links import OTHERS

if TYPE_CHECKING:
    from conftest import Live

ENTRIES = (
    Entry("word", "KL divergence", "Glossary", "/glossary#kl", "The avoidable part.", "relative entropy"),
    Entry("lesson", "Where the gap comes from", "A friend", "/lessons/a#gap", "KL falls into pieces. Entropy."),
    Entry("lesson", "Entropy", "A friend", "/lessons/a#entropy", "The average surprise."),
    Entry(
        "question", "What is the entropy of", "A friend", "/lessons/a#check-b", "What is the entropy of Müller’s coin?"
    ),
)


def found(query: str) -> list[str]:
    return [entry.address for entry in rank(ENTRIES, query)]


def test_folding_takes_case_accents_and_signs_away():
    """KL(P ‖ Q) is found by "kl p q", and Müller by "muller"."""
    assert fold("KL(P ‖ Q) ≥ 0") == ("kl", "p", "q", "0")
    assert fold("Müller’s log₂") == ("muller", "s", "log2")
    assert found("MULLER") == ["/lessons/a#check-b"]


def test_a_title_comes_before_a_text():
    """Who looks for entropy gets the section of that name first, then another name for something, then texts."""
    assert found("entropy") == ["/lessons/a#entropy", "/glossary#kl", "/lessons/a#gap", "/lessons/a#check-b"]


def test_beginnings_of_words_are_enough_and_all_are_needed():
    """Every word of the query must be there, at least as a beginning."""
    assert found("kl div") == ["/glossary#kl"]
    assert found("kl coin") == []
    assert found("  ") == []


def test_at_most_twelve_are_shown():
    """A word that is everywhere does not flood the list."""
    assert len(rank([ENTRIES[0]] * 40, "kl")) == MOST == 12


def test_a_slip_of_one_letter_is_forgiven():
    """A word that is nowhere stands for those one letter away; a short one does not, and nothing that is there."""
    assert found("entrpy") == found("entropy")
    assert found("etnropy") == found("entropy")
    assert found("klx") == []
    assert found("divergance") == ["/glossary#kl"]


def test_words_may_be_written_together_and_code_words_stay_whole():
    """ "relativeentropy" is "relative entropy", and "kl_divergence" wants both words side by side."""
    assert found("relativeentropy") == ["/glossary#kl"]
    assert found("kl_divergence") == ["/glossary#kl"]
    assert found("relative.entropy") == ["/glossary#kl"]


def test_common_words_do_not_count():
    """Only common words count for themselves, so that they find something."""
    assert found("why is the entropy of it") == found("entropy")
    assert found("the")[0] == "/lessons/a#gap"


def test_the_nearest_are_those_with_most_words():
    """Where nothing has all the words, what has most of them is offered."""
    assert found("kl zzzz") == []
    assert [each.address for each in nearest(ENTRIES, "kl zzzz")] == found("kl")
    assert [each.address for each in nearest(ENTRIES, "coin entropy zzzz")] == ["/lessons/a#check-b"]
    assert nearest(ENTRIES, "zzzz") == nearest(ENTRIES, " ") == []


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("gibbs inequality", "/glossary#gibbs"),
        ("relative entropy", "/glossary#kl"),
        ("jensen", "/glossary#js"),
        ("two lines", "/lessons/never-negative#two-lines"),
        ("formula sheet", "/formulas"),
        ("libraries", "/formulas#libraries-mind-the-order"),
        ("crossentropy", "/glossary#cross-entropy"),
        ("xross entropy", "/glossary#cross-entropy"),
        ("CrossEntropyLoss", "/formulas#libraries-mind-the-order"),
        ("logloss", "/glossary#log-loss"),
        ("NLL", "/glossary#log-loss"),
        ("DKL", "/glossary#kl"),
        ("jensen shanon", "/glossary#js"),
        ("kullback", "/glossary#kl"),
        ("JSD", "/glossary#js"),
        ("MLE", "/glossary#maximum-likelihood"),
        ("Huffman", "/glossary#huffman"),
        ("huffmann", "/glossary#huffman"),
        ("perplexty", "/glossary#perplexity"),
    ],
)
def test_the_course_is_found(live: Live, query: str, address: str):
    """What a learner would type leads to where it stands."""
    assert rank(live.server.site.search.entries, query)[0].address == address


def test_every_address_in_the_index_leads_somewhere(live: Live):
    """Each entry's page is served, and has the anchor that the entry names."""
    pages: dict[str, str] = {}
    for entry in live.server.site.search.entries:
        address, _, anchor = entry.address.partition("#")
        if address not in pages:
            pages[address] = live.page(address)
        assert not anchor or f'id="{anchor}"' in pages[address], entry.address


def test_the_index_is_served_for_ever_under_its_version(live: Live):
    """The page names the index with its version; what is fetched there may be kept, and is the whole index."""
    page = live.page("/glossary")
    address = page.split('name="search-index" content="')[1].split('"')[0]
    answer, content = live.ask(address)
    assert answer.status == 200
    assert "immutable" in (answer.getheader("Cache-Control") or "")
    assert len(json.loads(content)) == len(live.server.site.search.entries)


def test_another_text_has_another_version(tmp_path):
    """The index's address changes with any file of the lessons."""
    (tmp_path / "a.md").write_text("one")
    before = index_version(tmp_path)
    (tmp_path / "a.md").write_text("two")
    assert index_version(tmp_path) != before


def test_search_works_without_scripts(live: Live):
    """`/search?q=` lists what is found, keeps what was typed, and says so when there is nothing."""
    page = live.page("/search?q=gibbs")
    assert 'value="gibbs"' in page
    assert 'href="/glossary#gibbs"' in page
    assert "Nothing has all of these words" in live.page("/search?q=zzzz")
    assert "&lt;b&gt;" in live.page("/search?q=%3Cb%3E")
    assert 'class="found"' in page
    assert 'class="found"' not in live.page("/search")


def test_the_pages_that_links_may_name_are_there(live: Live):
    """Each page that the check of links knows by its address alone is served."""
    for address in OTHERS:
        assert live.ask(address)[0].status == 200


@pytest.mark.parametrize(
    "query", ["torch kl_div", "F.kl_div argument order", "batchmean", "rel_entr", "why is my KL negative"]
)
def test_the_engineers_questions_find_something(live: Live, query: str):
    """Code words are found in the formula sheet and in the programs, whole or in parts."""
    entries = live.server.site.search.entries
    assert rank(entries, query) or nearest(entries, query)


def test_every_alias_names_an_entry(live: Live):
    """No other name leads nowhere."""
    assert set(ALIASES) <= {entry.address for entry in live.server.site.search.entries}


def test_an_excerpt_stands_where_most_of_the_query_is():
    """Not the first word that fits, but the place that has the most of them; a name in code whole."""
    text = f"A loss falls. {'Words between. ' * 20}F.kl_div(input, target) takes the loss of the model first."
    shown = excerpt(text, "kl_div loss")
    assert shown.hit == "div"
    assert shown.phrase == "F.kl_div"
    assert "target" in shown.after
    assert excerpt("Nothing here.", "entropy").hit == ""


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("torch kl_div", "/field-guide#which-way-round-is-it:~:text=F.kl_div"),
        ("F.kl_div argument order", "/formulas#libraries-mind-the-order:~:text=F.kl_div"),
        ("batchmean", "/field-guide#which-way-round-is-it:~:text=batchmean"),
        ("CrossEntropyLoss", "/formulas#libraries-mind-the-order:~:text=F.cross_entropy"),
        ("why is my KL negative", "/field-guide#your-kl-is-negative"),
    ],
)
def test_an_engineer_lands_on_the_answer(live: Live, query: str, address: str):
    """The first result of a question that engineers ask leads to the line that answers it, in one click."""
    entries = live.server.site.search.entries
    found = rank(entries, query) or nearest(entries, query)
    assert found
    assert address in landing(found[0], query)
    page = live.page(f"/search?q={query.replace(' ', '+')}")
    assert f'href="{landing(found[0], query)}"' in page
    assert "<mark>" in page
