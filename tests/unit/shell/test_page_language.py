"""The page's own words: every one of them can be said in another language, and its scripts get theirs along."""

import json
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from jinja2 import Environment

from dashboards.shell.frame import PAGE, Frame, Page
from models.wording.language import words_in

BASE = Environment(autoescape=False).from_string(  # noqa: S701 - as Panel's own, and only words of ours are put in
    "{% block title %}{% endblock %}{% block preamble %}{% endblock %}{% block inner_body %}{% endblock %}"
)
WHOLE = frozenset({"filters", "view", "download", "schools", "detail", "what_if"})
READ_ALOUD = {"aria-label", "title", "placeholder", "alt"}


class Said(HTMLParser):
    """Every text a person can read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.catalogue: dict[str, str | None] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.texts += [text for name, text in attrs if name in READ_ALOUD and text]
        if ("id", "catalogue") in attrs:
            self.catalogue = dict(attrs)

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.texts.append(data.strip())


def said(slots: frozenset[str], **more: object) -> Said:
    """The page as a language speaks it that puts every text in brackets."""
    page = PAGE.render(
        base=BASE,
        gettext=lambda text, **values: f"[{text.format(**values)}]" if values else f"[{text}]",
        lang="qps",
        catalogue="{}",
        slots=slots,
        finds="filters" in slots,
        words=Frame().words,
        embed=lambda root: "",
        roots=SimpleNamespace(),
        district="[Alder Valley]",
        pages=[{"href": "a", "label": "[A]", "here": True}, {"href": "b", "label": "[B]", "here": False}],
        who={"initials": "[RO]", "name": "[Rosa]", "role": "[Coordinator]"},
        identities=[{"code": "r", "label": "[Rosa]", "here": True}],
        banner=("[You look as]", "[Rosa]"),
        page_title="[Triage]",
        plot_script="",
        bokeh_js="",
        **more,
    )
    parser = Said()
    parser.feed(page)
    return parser


@pytest.mark.parametrize("slots", [WHOLE, frozenset({"text"})], ids=["a page of schools", "a page to read"])
def test_every_word_of_the_page_can_be_said_in_another_language(slots: frozenset[str]):
    texts = said(slots).texts
    assert [text for text in texts if any(map(str.isalpha, text)) and not text.startswith("[")] == []
    assert "[Skip to the text]" in texts or "[Find a school]" in texts


def test_the_page_says_its_language_to_the_scripts():
    assert said(WHOLE).catalogue == {"type": "application/json", "id": "catalogue", "lang": "qps"}


def test_a_page_speaks_english_and_carries_no_texts_for_it_unless_told_otherwise():
    page = Page(words=words_in(), title="", district="", slots={}, frame=Frame())
    variables = page._render_variables
    assert (variables["lang"], json.loads(variables["catalogue"])) == ("en", {})
    assert variables["gettext"]("Close") == "Close"


def test_texts_for_the_scripts_cannot_end_the_element_that_carries_them():
    class Hostile(type(words_in())):  # type: ignore[misc]
        for_scripts = {"Close": "</script><script>alert(1)</script>"}

    page = Page(title="", district="", slots={}, frame=Frame(), words=Hostile())
    carried = page._render_variables["catalogue"]
    assert "<" not in carried
    assert json.loads(carried) == {"Close": "</script><script>alert(1)</script>"}
