"""The notebooks there are, what each is for, and a notebook's file as a page shows it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from models.vocabulary import N_

FOLDER = Path(__file__).parents[1] / "notebooks"
LAYOUT = "panel-layout"
"""In a cell's metadata, as Panel keeps it: {"width": 100} gives what a cell shows the whole width of the page."""


class Told(NamedTuple):
    """What a notebook is called, and what it is for."""

    title: str
    purpose: str


NOTEBOOKS = {
    "explore_trends": Told(
        N_("Trends, from the district to a school"),
        N_("One choice of schools through tiles, months, clusters and schools; it ends in a picture for the board."),
    ),
    "a_school_in_depth": Told(
        N_("One school in depth"),
        N_("All that the office knows of a school, and then the rows themselves: for a visit, or a doubt."),
    ),
    "triage": Told(
        N_("The triage list"),
        N_("The list, the months and one school's chart with live filters, and the frames behind them."),
    ),
    "support_rules": Told(
        N_("Moving the rules"),
        N_("Sliders for the rules: who would enter and leave the lists, why, and how sure; propose what you found."),
    ),
    "check_the_method": Told(
        N_("Checking the method"),
        N_("Districts whose truth is known: how often a list is right, and whether its chances come true."),
    ),
    "your_own_question": Told(
        N_("Your own question"),
        N_("For what no page answers: the district as plain frames, every column explained, and the tables by SQL."),
    ),
}
"""By file name, in the order they are listed."""


@dataclass(frozen=True)
class Block:
    """Text of a notebook and the cells of code that follow it, until the next text."""

    text: str
    code: tuple[str, ...]
    is_wide: bool


@dataclass(frozen=True)
class NotebookRead:
    """A notebook: its title, the paragraph below it, and its blocks; the first has what follows that paragraph."""

    title: str
    lead: str
    blocks: tuple[Block, ...]


def read_notebook(path: Path) -> NotebookRead:
    """A notebook's file. Raises OSError where there is none, ValueError where it is none."""
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    blocks: list[Block] = []
    for cell in cells:
        source = "".join(cell["source"]).strip()
        is_wide = cell["metadata"].get(LAYOUT, {}).get("width", 0) >= 100
        if cell["cell_type"] == "markdown":
            blocks.append(Block(source, (), is_wide))
        elif cell["cell_type"] == "code" and source:
            last = blocks.pop() if blocks else Block("", (), False)
            blocks.append(Block(last.text, (*last.code, source), last.is_wide or is_wide))
    head, _, rest = blocks[0].text.partition("\n")
    lead, _, rest = rest.strip().partition("\n\n")
    first = Block(rest.strip(), blocks[0].code, blocks[0].is_wide)
    return NotebookRead(head.lstrip("# "), " ".join(lead.split()), (first, *blocks[1:]))
