"""How sure each place of a list is: in how many of ten random weightings a school stands on it."""

import holoviews as hv
import numpy as np
import pandas as pd

from dashboards.charts.labels import OCHRE, OWN, PEER, Word
from dashboards.charts.plain_chart import PlainParts, drawn, points, segments
from models.vocabulary import N_
from models.wording.language import Words, words_in

ROW = 22
"""Height of a school's row, px."""
MOVES = {"enters": (N_("would enter"), OWN, "triangle"), "leaves": (N_("would leave"), OCHRE, "inverted_triangle")}
"""Words, colour and mark of who moves: told apart in black and white too."""


def staying_parts(schools: pd.DataFrame, *, words: Words | None = None) -> PlainParts:
    """
    Which places on Extra support depend on how the needs are weighed, and who comes and goes under these rules?

    schools: name, moves ("enters", "leaves" or ""), tenths (0-10, None: not drawn).
    """
    said = words or words_in()
    tenths = pd.to_numeric(schools["tenths"], errors="coerce")
    rows = schools.assign(tenths=tenths).sort_values(["tenths", "name"], ascending=[False, True], na_position="last")
    rows = rows.assign(y=np.arange(len(rows))[::-1])
    drawn_rows = rows[rows["tenths"].notna()]
    stays = drawn_rows[~drawn_rows["moves"].isin(MOVES)]
    lines = [(0.0, float(y), float(x), float(y)) for x, y in zip(drawn_rows["tenths"], drawn_rows["y"], strict=True)]
    layers = [
        segments(lines, color=PEER, line_alpha=0.35),
        points(stays["tenths"].to_numpy(float), stays["y"].to_numpy(float), color=PEER, size=9, line_alpha=0),
    ]
    told = []
    for code, (text, colour, mark) in MOVES.items():
        movers = rows[rows["moves"].eq(code)]
        at = movers["tenths"].fillna(0).to_numpy(float)
        layers.append(points(at, movers["y"].to_numpy(float), color=colour, size=11, marker=mark, line_alpha=0))
        places = zip(at, movers["y"], strict=True)
        told += [Word(x + 0.25, y, said.gettext(text), is_strong=True) for x, y in places]
    return PlainParts(
        name="staying",
        layers=layers,
        across=(-0.2, 12.4),
        upwards=(-0.7, max(len(rows), 1) - 0.3),
        x_ticks=[(float(at), str(at)) for at in range(0, 11, 2)],
        y_ticks=list(zip(rows["y"].astype(float), rows["name"].astype(str), strict=True)),
        x_label=said.gettext("of ten weightings, on the list in"),
        y_label="",
        words=told,
        height=70 + ROW * max(len(rows), 1),
    )


def staying_chart(schools: pd.DataFrame, *, words: Words | None = None) -> hv.Overlay:
    """Which places on Extra support depend on how the needs are weighed? schools as in `staying_parts`."""
    return drawn(staying_parts(schools, words=words))
