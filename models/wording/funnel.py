"""Words about one indicator of a school among all schools; figures come as the page writes them. Pure."""

from models.vocabulary import Indicator
from models.wording.reasons import say


def head_texts(code: Indicator, language: str = "en") -> tuple[str, str, str]:
    """Quantity, its unit and what stands behind it: ("Activities", "a month", "months reported")."""
    title, unit, behind = (say(f"funnel.{code}.{part}", language) for part in ("title", "unit", "behind"))
    return title, unit, behind


def peers_text(figure: str, language: str = "en") -> str:
    """At the line of the peers: "peers, 2.7"."""
    return say("funnel.peers", language, figure=figure)


def own_text(name: str, figure: str, language: str = "en") -> str:
    """At the school's own dot: "Harlan Creek, 2.2"."""
    return say("funnel.own", language, name=name, figure=figure)


def of_text(own: float, n: float, language: str = "en") -> str:
    """A share as its counts: "3 of 8"."""
    return say("funnel.of", language, own=own, n=n)


def other_school_text(code: Indicator, figure: str, count: float, peers: str, language: str = "en") -> str:
    """At another school's dot: "2.2 (months reported: 6; schools like it: 2.7)"."""
    _, _, behind = head_texts(code, language)
    return say("funnel.told", language, figure=figure, behind=behind, count=count, peers=peers)


def hidden_text(language: str = "en") -> str:
    return say("funnel.hidden", language)


def no_limits_text(language: str = "en") -> str:
    return say("funnel.no_limits", language)


def outside_text(limit: str, is_above: bool, schools: int, language: str = "en") -> str:
    """Outside a limit, "95" or "998" (99.8 %), among so many schools."""
    return say(f"funnel.{'above' if is_above else 'below'}.{limit}", language, schools=schools)


def inside_text(language: str = "en") -> str:
    return say("funnel.inside", language)


def table_title_text(code: Indicator, language: str = "en") -> str:
    title, unit, _ = head_texts(code, language)
    return say("funnel.table", language, title=title, unit=unit)


def figure_column_text(language: str = "en") -> str:
    return say("funnel.table.figure", language)


def peers_row_text(language: str = "en") -> str:
    return say("funnel.table.peers", language)


def limits_row_texts(
    code: Indicator, share: str, count: float, low: str, high: str, language: str = "en"
) -> tuple[str, str]:
    """Name and figure of a row of limits: ("95 % limits at 6 months reported", "1.2 to 4.4")."""
    _, _, behind = head_texts(code, language)
    label = say("funnel.table.limits", language, share=share, count=count, behind=behind)
    return label, say("funnel.table.range", language, low=low, high=high)
