"""Which activities count families, said once for every sum over them."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func

from models.tables.reports import Activity
from models.vocabulary import CountingMethod

NO_TURNOUT = [method for method in CountingMethod if not method.is_attendance]


def held_with_turnout() -> ColumnElement[bool]:
    """Held, and counted in a way that gives a turnout; a method nobody stated is taken for one."""
    method = Activity.counting_method
    return and_(Activity.is_cancelled.is_(False), method.is_(None) | method.not_in(NO_TURNOUT))


def count_if(condition: ColumnElement[bool], name: str) -> Any:
    """How many rows of a group meet a condition."""
    return func.sum(case((condition, 1), else_=0)).label(name)
