"""
No text is given to what shows it as markup, but in the few places that say why it is safe there.

The sinks are those of Panel, Bokeh and their friends in which eighteen kinds of scripts were tried, and ran.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.unit.house.test_attacks import ROOT, sources

SINKS = {
    "HTML", "Markdown", "Str", "Alert", "LaTeX", "Div", "Paragraph", "StaticText", "ChatMessage", "ChatInterface",
    "ChatFeed", "Card", "Accordion", "Number", "String", "Tooltip", "TooltipIcon", "MultiChoice", "DiscreteSlider",
    "DiscretePlayer", "Tabulator", "DataFrame", "DataTable", "TableColumn", "HTMLTemplateFormatter", "Typography",
    "MenuList", "Markup", "panel", "JSCode", "Feed", "Perspective", "Vega", "Template", "BasicTemplate",
    "FastListTemplate", "MaterialTemplate", "BootstrapTemplate", "VanillaTemplate", "EditableTemplate", "Placeholder",
}  # fmt: skip
LAYOUTS = {"Row", "Column", "FlexBox", "GridBox", "GridSpec", "WidgetBox", "Tabs", "Modal", "Swipe"}
"""Where a bare text becomes a pane that reads it as markup."""
OF_OTHERS = ("panel", "bokeh", "holoviews", "hvplot", "IPython", "panel_material_ui", "markupsafe")
ALLOWED = {
    ("dashboards/views/notebook/notebook.py", "Markdown"): "our notebooks' own texts, with html off: tags stay text",
    ("dashboards/views/notebook/notebook.py", "panel"): "given a chart of HoloViews, never a text",
    ("dashboards/views/notebook/notebook.py", "HTML"): "a frame with escape=True, lines through `in_html`",
    ("dashboards/shell/cells.py", "panel"): "given a view of ours, never a text",
    ("dashboards/shell/opening.py", "Template"): "the page of one message, each text of which is escaped there",
    ("data/serve_commands.py", "panel"): "the command that serves",
    ("dashboards/pages/method.py", "Markdown"): "the method's own text, with html off: tags stay text",
    ("dashboards/notebooks/opening.py", "StaticText"): "through `in_html`",
    ("dashboards/notebooks/opening.py", "HTML"): "a style of our own, into which no text goes",
    ("dashboards/notebooks/live_view.py", "StaticText"): "made empty; its value is set through `in_html` alone, below",
}
"""Each with why it is safe."""
UNESCAPED = {"escape": False, "sanitize_html": False, "html": True, "autoescape": False}


def sinks_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What is called, and in which line: a sink, or `text in Row`, `escape=False` and the like."""
    theirs = _theirs(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        *_, last = names = ast.unparse(node.func).split(".")
        if names[0] in theirs:
            if last in SINKS:
                yield last, node.lineno
            if last in LAYOUTS and any(isinstance(one, ast.JoinedStr) or _is_text(one) for one in node.args):
                yield f"text in {last}", node.lineno
        for given in node.keywords:
            value = given.value.value if isinstance(given.value, ast.Constant) else None
            if given.arg in UNESCAPED and value is UNESCAPED[given.arg]:
                yield f"{given.arg}={value}", node.lineno
            if given.arg in ("hover_tooltips", "tooltips") and (_is_text(given.value) or "safe}" in ast.unparse(given)):
                yield given.arg, node.lineno


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _theirs(tree: ast.AST) -> set[str]:
    """Names in a file that lead to what others wrote: `pn` of `import panel as pn`, `Div` of `from bokeh ...`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {
                (one.asname or one.name).partition(".")[0] for one in node.names if one.name.startswith(OF_OTHERS)
            }
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(OF_OTHERS):
            found |= {one.asname or one.name for one in node.names}
    return found


def test_nothing_shows_a_text_as_markup_but_where_it_is_said_why():
    found = Counter((name, sink) for name, tree in sources().items() for sink, _ in sinks_in(tree))
    assert {place: count for place, count in found.items() if place not in ALLOWED} == {}
    assert set(ALLOWED) - set(found) == set(), "what is not there any more need not be allowed"
    assert found["dashboards/views/notebook/notebook.py", "HTML"] == 2


def test_where_markdown_is_allowed_it_reads_no_tags():
    made = [
        ast.unparse(node)
        for tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("pane.Markdown")
    ]
    assert len(made) == 2
    assert [one for one in made if "renderer_options={'html': False}" not in one] == []


def test_a_sentence_of_a_cell_is_set_through_one_function_alone():
    """`live_view.sentence` makes a StaticText: what is set as its value, wherever, is escaped there."""
    set_to: list[tuple[str, str]] = []
    for name, tree in sources().items():
        sentences = {"StaticText"} | {
            ast.unparse(node.targets[0])
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("sentence(")
        }
        set_to += [(name, to) for node in ast.walk(tree) for of, to in _values_set(node) if of in sentences]
    assert [one for one in set_to if not one[1].startswith("in_html(")] == []
    assert len(set_to) == 8


def _values_set(node: ast.AST) -> list[tuple[str, str]]:
    """Whose value is set, and to what: `x.value = ...`, `x.param.update(value=...)`, or as it is made."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".StaticText"):
        return [("StaticText", ast.unparse(one.value)) for one in node.keywords if one.arg == "value"]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".param.update"):
        of = ast.unparse(node.func).removesuffix(".param.update")
        return [(of, ast.unparse(one.value)) for one in node.keywords if one.arg == "value"]
    if not isinstance(node, ast.Assign):
        return []
    target, value = node.targets[0], node.value
    are_several = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
    pairs = zip(target.elts, value.elts, strict=True) if are_several else [(target, value)]  # type: ignore[attr-defined]
    return [
        (ast.unparse(one.value), ast.unparse(to))
        for one, to in pairs
        if isinstance(one, ast.Attribute) and one.attr == "value"
    ]


@pytest.mark.parametrize(
    ("line", "sink"),
    [
        ("pn.pane.HTML(name)", "HTML"),
        ("pn.pane.Str(name)", "Str"),
        ("pn.Card(chart, title=name)", "Card"),
        ("pn.indicators.Number(name=name)", "Number"),
        ("pn.widgets.Tabulator(frame)", "Tabulator"),
        ("Div(text=name)", "Div"),
        ("Tip(content=name)", None),
        ("pn.Row(f'{name}')", "text in Row"),
        ("frame.to_html(escape=False)", "escape=False"),
        ("hv.Points(rows).opts(hover_tooltips=f'<b>{name}</b>')", "hover_tooltips"),
        ("pn.Row(chart)", None),
        ("param.String(default=name)", None),
    ],
)
def test_each_kind_of_sink_would_be_found(line: str, sink: str | None):
    before = "import panel as pn\nimport holoviews as hv\nimport param\nfrom bokeh.models import Div\n"
    assert [found for found, _ in sinks_in(ast.parse(before + line))] == ([sink] if sink else [])


def test_the_pages_of_the_door_and_of_one_message_are_filled_in_with_escaped_texts():
    """What is not escaped there is a style of our own, or Bokeh's own scripts."""
    shell = ROOT / "dashboards" / "shell"
    door, message = ((shell / name).read_text(encoding="utf-8") for name in ("door/door.html", "message.html"))
    unescaped = {one for one in re.findall(r"{{\s*(.+?)\s*}}", door) if "| e" not in one}
    assert unescaped == {"styles | safe", "told()", "field.longest"}
    loose = {one for one in re.findall(r"{{\s*(.+?)\s*}}", message) if "| e" not in one and "| tojson" not in one}
    of_bokeh = {one for one in loose if one.startswith(("bokeh_js", "bokeh_css", "plot_script"))}
    assert loose - of_bokeh == {"styles"}
