"""The frame's own parts: text that must stay text, two private switches, and the messages a browser may send."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import holoviews as hv
import pytest
from bokeh.server.views.ws import WSHandler
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from panel.reactive import Syncable

from dashboards.shell import bokeh_patches, safe
from dashboards.shell.component import FirstPicture
from dashboards.shell.frame import LONGEST_ADDRESS, PAGE, Frame, FrameWords, Page
from models.wording.language import words_in

SHELL = Path(safe.__file__).parent
hv.extension("bokeh")


# ---------------------------------------------------------------- text
def test_a_name_with_markup_is_shown_as_it_was_written():
    assert safe.in_html('<img src=x onerror="alert(1)">') == "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;"


def test_a_name_cannot_turn_the_direction_of_the_line_around_it():
    assert safe.plain("Elm\u202e Hill\x00\n2") == "Elm Hill 2"


TURN = "\u202e"


def test_no_name_turns_round_what_the_frame_says_beside_it():
    stamp = [("Rules:", f"Spring{TURN}, from 10 April 2026, Rosa{TURN} Okafor")]
    chips = [{"label": f"Lakeview{TURN}", "address": "?cluster=Lakeview"}]
    frame = Frame()
    frame.say(FrameWords(answer=f"{TURN}11 schools", notice=f"Saved. “{TURN}”", stamp=stamp, chips=chips))
    assert TURN not in json.dumps(frame.words, ensure_ascii=False)
    assert frame.words["stamp"] == [["Rules:", "Spring , from 10 April 2026, Rosa Okafor"]]
    page = Page(
        words=words_in(), title=f"Triage{TURN}", district=f"Alder{TURN} Valley", slots={}, frame=frame,
        who={"name": f"Rosa{TURN}", "role": "Director", "initials": f"R{TURN}"},
        identities=[{"code": "r.okafor", "label": f"Rosa{TURN}", "here": True}], banner=(f"You{TURN}", "are here"),
    )  # fmt: skip
    assert TURN not in str({name: page._render_variables[name] for name in page._render_variables})


def test_nothing_is_an_empty_text():
    assert safe.plain(None) == ""


@pytest.mark.parametrize("name", ["Team {A} night", "{label.__class__}", "{", "}}"])
def test_braces_in_a_name_stand_in_a_chart_title(name):
    plot = hv.renderer("bokeh").get_plot(hv.Curve([1, 2]).opts(title=safe.in_title(name)))
    assert plot.state.title.text == name


@given(st.text())
def test_escaped_text_holds_no_markup_and_reads_the_same(text):
    escaped = safe.in_html(text)
    assert not re.search(r"[<>\"']", escaped)
    assert html.unescape(escaped) == safe.plain(text)


@given(st.text())
def test_a_title_from_any_text_fills_in_to_that_text(text):
    assert safe.in_title(text).format() == safe.plain(text)


@given(st.text())
def test_json_in_a_page_cannot_end_its_script(text):
    written = safe.in_json({"name": text})
    assert "<" not in written
    assert json.loads(written) == {"name": text}


def test_a_script_that_would_end_its_element_is_refused():
    with pytest.raises(ValueError, match="would end its element early"):
        safe.inside_script("const end = '</Script>'")


# ---------------------------------------------------------------- the page
OURS = {"styles", "script", "frame_script", "after_paint", "catalogue", "opens_with", "stamped", "size", "path", "line"}
OF_THE_FIRST_PICTURE = {"first.data", "first.script", "first.style"}
OF_BOKEH = ("embed(", "mark(", "looking(", "used(bokeh_", "(used(bokeh_js)")


def test_every_text_in_the_page_is_escaped():
    page = (SHELL / "page.html").read_text()
    loose = [
        what
        for what in re.findall(r"{{\s*(.+?)\s*}}", page)
        if "| e" not in what
        and "| length" not in what
        and not what.startswith(OF_BOKEH)
        and what not in OURS | OF_THE_FIRST_PICTURE
        and not what.startswith(("line.split(", "page_link("))  # a macro, whose own texts are looked at here
    ]
    assert loose == []


def test_under_a_policy_with_a_nonce_every_script_written_into_the_page_carries_it_and_no_file():
    bokeh = '<script type="text/javascript" src="static/js/bokeh.min.js"></script>\n<script>Bokeh.go()</script>'
    page = Page(
        words=words_in(), title="", district="", slots={"schools": None}, frame=Frame(), nonce="r4nd0m",
        first=FirstPicture(data="{}", script="drawn()", style=""),
    )  # fmt: skip
    blocks = [f"{{% block {name} %}}{{% endblock %}}" for name in ("preamble", "js_resources", "inner_body")]
    base = Environment(autoescape=False).from_string("".join(blocks))  # noqa: S701 - nothing of a row is put in
    html = PAGE.render(
        **page._render_variables, base=base, embed=lambda root: "", roots=SimpleNamespace(),
        bokeh_js=bokeh, plot_script="<script>shown()</script>",
    )  # fmt: skip
    scripts = re.findall(r"<script[^>]*>", html)
    run = [tag for tag in scripts if "application/json" not in tag]
    files = ['<script type="text/javascript" src="static/js/bokeh.min.js">']
    assert len(run) == 7
    assert [tag for tag in run if 'nonce="r4nd0m"' not in tag] == files
    assert re.findall(r"<link rel=.preload.[^>]*>", html) == [
        '<link rel="preload" as="script" href="static/js/bokeh.min.js">'
    ]


def test_the_page_has_no_inline_handlers():
    assert not re.search(r"\son\w+=", (SHELL / "page.html").read_text())


@pytest.mark.parametrize("script", sorted(SHELL.parent.rglob("*.js")), ids=lambda path: path.name)
def test_no_script_reads_a_string_as_markup(script):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script.read_text()
    )


# ---------------------------------------------------------------- switches without a public name
def test_the_private_switches_still_exist_and_are_set_once():
    before = WSHandler.open
    bokeh_patches.patch()
    assert WSHandler.open is before is bokeh_patches._open_at_once
    assert callable(WSHandler.set_nodelay)
    assert Syncable._debounce == 2


# ---------------------------------------------------------------- messages
def heard(**callbacks):
    said = []
    return said, Frame(**{name: (lambda *what, name=name: said.append((name, *what))) for name in callbacks})


def test_links_searches_and_what_is_opened_and_closed_reach_the_page():
    said, frame = heard(went=1, chosen=1, closed=1, renewed=1)
    frame.sought = lambda text: {"text": text}
    for message in ({"address": "?cluster=C4"}, {"find": "elm"}, {"open": "4-017"}, {"close": True}, {"renew": True}):
        frame._handle_msg(message)
    assert said == [("went", "?cluster=C4"), ("chosen", "4-017"), ("closed",), ("renewed",)]
    assert frame.found == {"text": "elm"}


@pytest.mark.parametrize(
    "nonsense", [None, [], "x", {}, {"address": 5}, {"find": ["x"]}, {"open": 4}, {"close": "yes"}, {"renew": 1}]
)
def test_a_message_that_makes_no_sense_is_ignored(nonsense):
    said, frame = heard(went=1, sought=1, chosen=1, closed=1, renewed=1)
    frame._handle_msg(nonsense)
    assert said == []


def test_an_endless_address_is_ignored_and_an_endless_search_is_cut():
    said, frame = heard(went=1)
    frame.sought = lambda text: {"text": text}
    frame._handle_msg({"address": "?" + "x" * LONGEST_ADDRESS, "find": "y" * 500})
    assert said == []
    assert frame.found == {"text": "y" * 100}


def test_the_frame_says_every_word_at_once():
    frame = Frame()
    words = replace(FrameWords(), answer="6 of your 11 schools are steady.", counts={"steady": 6}, opened="Elm Hill")
    frame.say(words)
    assert frame.words["answer"] == "6 of your 11 schools are steady."
    assert frame.words["counts"] == {"steady": 6}
    assert frame.words["opened"] == "Elm Hill"
