"""Where support goes: the share of contacts that schools with most need have."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dashboards.charts.labels import OCHRE, OWN, PEER, Word, share_of_words
from dashboards.charts.plain_chart import PlainParts, curve, segments
from models.wording.language import Words, words_in

HEIGHT_OF_CURVES = 260
LOOKS = ((OWN, "solid"), (OCHRE, "dashed"), (PEER, "dotdash"))
"""Colour and dash of the curves, in their order: told apart in black and white too."""


class NeedCurve(NamedTuple):
    """One way to say what need is: cumulative shares (0-1), most need first, and its words. Empty: not known."""

    schools: np.ndarray
    contacts: np.ndarray
    words: str


def concentration_parts(curves: Sequence[NeedCurve], *, words: Words | None = None) -> PlainParts:
    """
    Is support going where need is? Above the even line: schools with more need have more than their share.

    curves: at most three, as many as `LOOKS`.
    """
    said = words or words_in()
    known = [*curves, *[NeedCurve(np.zeros(0), np.zeros(0), "")] * (len(LOOKS) - len(curves))]
    layers = [segments([(0, 0, 1, 1)], color=PEER, line_width=1, line_dash="dotted")]
    share = share_of_words(f"{one.words}        " for one in known)
    room = 1.02 / (1 - share)
    heights = [0.9 - 0.13 * nth for nth in range(len(LOOKS))]
    samples = [
        [(1.04, at, 1.04 + 0.07 * room, at)] if one.words else [] for one, at in zip(known, heights, strict=True)
    ]
    for one, sample, (colour, dash) in zip(known, samples, LOOKS, strict=True):
        layers.append(curve(one.schools, one.contacts, color=colour, line_width=2, line_dash=dash))
        layers.append(segments(sample, color=colour, line_width=2, line_dash=dash))
    beside = [Word(1.06 + 0.07 * room, at, one.words) for one, at in zip(known, heights, strict=True) if one.words]
    quarters = [(at, said.percent(at)) for at in (0.0, 0.5, 1.0)]
    return PlainParts(
        name="concentration",
        layers=layers,
        across=(-0.01, room),
        upwards=(-0.02, 1.04),
        x_ticks=quarters,
        y_ticks=quarters,
        x_label=said.gettext("schools, most need first"),
        y_label="",
        words=[*beside, Word(0.52, 0.46, said.gettext("even"), "left", "top")],
        height=HEIGHT_OF_CURVES,
    )
