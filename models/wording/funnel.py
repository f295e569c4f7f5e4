"""Words about one indicator of a school among all schools; figures come as the page writes them. Pure."""

from collections.abc import Sequence

from models.vocabulary import Indicator
from models.wording.by_code import FIGURES
from models.wording.counted import NN_, counted
from models.wording.language import Words


def head_texts(words: Words, code: Indicator) -> tuple[str, str, str]:
    """Quantity, its unit and what stands behind it: ("Activities", "a month", "months reported")."""
    title, unit, behind = FIGURES[code]
    return words.gettext(title), words.gettext(unit, percent="%"), words.gettext(behind)


def peers_text(words: Words, figure: str) -> str:
    """At the line of the peers: "peers, 2.7"."""
    return words.gettext("peers, {figure}", figure=figure)


def own_text(words: Words, name: str, figure: str) -> str:
    """At the school's own dot: "Harlan Creek, 2.2"."""
    return words.gettext("{name}, {figure}", name=name, figure=figure)


def of_text(words: Words, own: float, n: float) -> str:
    """A share as its counts: "3 of 8"."""
    return words.gettext("{own} of {n}", own=round(own), n=round(n))


def other_school_text(words: Words, code: Indicator, figure: str, count: float, peers: str) -> str:
    """At another school's dot: "2.2 (months reported: 6; schools like it: 2.7)"."""
    _, _, behind = head_texts(words, code)
    return words.gettext(
        "{figure} ({behind}: {count}; schools like it: {peers})",
        figure=figure,
        behind=behind,
        count=words.number(count),
        peers=peers,
    )


def schools_at_spot_text(words: Words, names: Sequence[str], others: int) -> str:
    """Who stands at one place of the chart: "Ash Grove, Birch Hill and 3 more"."""
    if not others:
        return words.listed(names)
    return counted(words, NN_("{names} and {count} more", "{names} and {count} more"), others, names=", ".join(names))


def larger_dots_text(words: Words) -> str:
    return words.gettext("A larger dot is several schools at one place.")


def hidden_text(words: Words) -> str:
    return words.gettext("Too few answers or events at this school to show its figure; the dots are the other schools.")


def no_limits_text(words: Words) -> str:
    return words.gettext("Fewer than five schools can be compared, so there are no limits.")


def outside_text(words: Words, limit: str, is_above: bool, schools: int) -> str:
    """Outside a limit, "95" or "998" (99.8 %), among so many schools."""
    if limit == "998":
        share = words.percent(0.998, 1)
        if is_above:
            return words.gettext(
                "Outside the {limit} limit, above the peers: chance and usual differences hardly explain it.",
                limit=share,
            )
        return words.gettext(
            "Outside the {limit} limit, below the peers: chance and usual differences hardly explain it.", limit=share
        )
    above = NN_(
        "Outside the {limit} limit, above the peers: of {count} schools a few are so by chance alone.",
        "Outside the {limit} limit, above the peers: of {count} schools a few are so by chance alone.",
    )
    below = NN_(
        "Outside the {limit} limit, below the peers: of {count} schools a few are so by chance alone.",
        "Outside the {limit} limit, below the peers: of {count} schools a few are so by chance alone.",
    )
    return counted(words, above if is_above else below, schools, limit=words.percent(0.95))


def inside_text(words: Words) -> str:
    return words.gettext("Inside the limits: chance and the usual differences between schools can explain it.")


def table_title_text(words: Words, code: Indicator) -> str:
    title, unit, _ = head_texts(words, code)
    return words.gettext("{title}, {unit}", title=title, unit=unit)


def figure_column_text(words: Words) -> str:
    return words.gettext("Figure")


def peers_row_text(words: Words) -> str:
    return words.gettext("Schools like it")


def limits_row_texts(words: Words, code: Indicator, share: str, count: float, low: str, high: str) -> tuple[str, str]:
    """Name and figure of a row of limits: ("95 % limits at 6 months reported", "1.2 to 4.4")."""
    _, _, behind = head_texts(words, code)
    label = words.gettext("{share} limits at {count} {behind}", share=share, count=words.number(count), behind=behind)
    return label, words.gettext("{low} to {high}", low=low, high=high)
