"""Schools that changed their cluster or level within a school year: what they were in the months before. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from models.vocabulary import SchoolLevel


class Move(NamedTuple):
    """What a school was until a month; a row of school_move."""

    before_month: date
    """The first month in which it was elsewhere."""
    cluster: str | None
    level: SchoolLevel
    """Its code, in a frame."""


def as_it_was(moves: Sequence[Move], month: date) -> Move | None:
    """What a school was in a month, of its moves in a year, the earliest first; None: what its year says."""
    return next((move for move in moves if month < move.before_month), None)


def in_month(schools: pd.DataFrame, moved: pd.DataFrame, month: pd.Timestamp) -> pd.DataFrame:
    """
    Schools of a year, as `queries.schools_in_year`, with the cluster and level that they had in a month.

    moved: as `queries.school_moves`.
    """
    moves: dict[str, list[Move]] = {}
    for school, *move in zip(*(moved[name] for name in ("school_id", *Move._fields)), strict=True):
        moves.setdefault(school, []).append(Move(*move))
    were = {school: was for school, some in moves.items() if (was := as_it_was(some, month)) is not None}
    if not were:
        return schools
    columns = {}
    for name in ("cluster", "level"):
        now = zip(schools["school_id"], schools[name], strict=True)
        told = [getattr(were[school], name) if school in were else value for school, value in now]
        columns[name] = pd.Series(told, index=schools.index, dtype=schools[name].dtype)
    return schools.assign(**columns)
