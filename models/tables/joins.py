"""
What makes rows of two tables belong together, written once: every key starts with the district.

Each takes two tables (or aliases, or a subquery's columns) and is the condition of a join.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_


def same_school(a: Any, b: Any) -> ColumnElement[bool]:
    return _same(a, b, "school_id")


def same_person(a: Any, b: Any) -> ColumnElement[bool]:
    return _same(a, b, "person_id")


def same_month(a: Any, b: Any) -> ColumnElement[bool]:
    """The same reporting month of the district, whichever school."""
    return _same(a, b, "month")


def same_school_month(a: Any, b: Any) -> ColumnElement[bool]:
    return _same(a, b, "school_id", "month")


def same_report(a: Any, b: Any) -> ColumnElement[bool]:
    """The same revision of a school's report of a month; beside MonthlyReport, the revision in force."""
    return _same(a, b, "school_id", "month", "revision")


def _same(a: Any, b: Any, *names: str) -> ColumnElement[bool]:
    return and_(*(getattr(a, name) == getattr(b, name) for name in ("district_id", *names)))
