"""The plan of all coordinators against need: visits planned and made, and who of Extra support has none. Pure."""

from datetime import timedelta

import pandas as pd

from dashboards.state.support.gathered import Gathered, agreed_visits, visited
from dashboards.state.support.shapes import OfficePart, OfficeRow
from dashboards.state.triage.board import APART, Board
from models.vocabulary import ContactChannel, SupportTier
from models.wording import support_visits as wording
from models.wording.language import Words

LATELY = timedelta(days=30)


def office_part(words: Words, board: Board, found: Gathered) -> tuple[OfficePart, str]:
    """The table, and the sentence on top."""
    schools = board.schools[board.schools["tier"].ne(APART)]
    agreed = agreed_visits(found.log, found.planned, words.gettext(ContactChannel.IN_PERSON.label))
    came = visited(found.log)["contacted_on"]
    flags = pd.DataFrame(
        {
            "cluster": schools["cluster"],
            "extra": schools["tier"].eq(SupportTier.EXTRA_SUPPORT),
            "check_in": schools["tier"].eq(SupportTier.CHECK_IN),
            "planned": schools.index.isin(agreed.index),
            "made": (came >= pd.Timestamp(found.office - LATELY)).reindex(schools.index).fillna(False).astype(bool),
        }
    )
    flags["without"] = flags["extra"] & ~flags["planned"] & ~flags["made"]
    who = found.coordinators.groupby("school_id")["name"].agg(lambda names: words.listed(sorted(names)))
    flags["who"] = who.reindex(flags.index).fillna("")
    rows = [
        _row(words, str(name) or words.gettext("nobody"), some)
        for name, some in sorted(flags.groupby("who"), key=lambda one: (one[0] == "", str(one[0]).casefold()))
    ]
    whole = _row(words, words.gettext("The whole district"), flags, is_whole=True)
    note = words.gettext(
        "Planned: a visit with a day. Made: a visit that took place in the last 30 days. "
        "Without: needs extra support, and has neither."
    )
    counts = int(flags["planned"].sum()), int(flags["extra"].sum()), int(flags["without"].sum())
    return {"rows": [*rows, whole], "note": note}, wording.office_answer_text(words, *counts)


def _row(words: Words, name: str, some: pd.DataFrame, *, is_whole: bool = False) -> OfficeRow:
    clusters = sorted(some["cluster"].dropna().unique(), key=str.casefold)
    return {
        "name": name,
        "clusters": "" if is_whole else words.listed(clusters),
        "extra": words.number(int(some["extra"].sum())),
        "check_in": words.number(int(some["check_in"].sum())),
        "planned": words.number(int(some["planned"].sum())),
        "made": words.number(int(some["made"].sum())),
        "without": words.number(int(some["without"].sum())),
        "is_short": bool(some["without"].any()) and not is_whole,
    }
