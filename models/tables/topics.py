"""Which tables belong to which topic: a reader asks which topics moved, and reads only those again."""

from collections.abc import Iterable, Mapping
from datetime import date

from models.tables.row_values import Key, shape_of
from models.vocabulary import Topic

TOPIC_OF_TABLE = {
    "reporting_month": Topic.SCHOOLS,
    "cluster": Topic.SCHOOLS,
    "school": Topic.SCHOOLS,
    "school_in_year": Topic.SCHOOLS,
    "school_move": Topic.SCHOOLS,
    "monthly_report": Topic.REPORTS,
    "month_reopening": Topic.REPORTS,
    "report_revision": Topic.REPORTS,
    "report_state_change": Topic.REPORTS,
    "activity": Topic.REPORTS,
    "parent_response": Topic.REPORTS,
    "teacher_observation": Topic.REPORTS,
    "kept_figure": Topic.REPORTS,
    "school_month": Topic.REPORTS,
    "scope_month": Topic.REPORTS,
    "action_plan": Topic.PLANS,
    "planned_activity": Topic.PLANS,
    "step_told": Topic.PLANS,
    "plan_change": Topic.PLANS,
    "plan_step_change": Topic.PLANS,
    "development_session": Topic.PLANS,
    "development_attendance": Topic.PLANS,
    "development_change": Topic.PLANS,
    "development_planned": Topic.PLANS,
    "programme_step_reached": Topic.PLANS,
    "programme_step_change": Topic.PLANS,
    "survey_result": Topic.PLANS,
    "support_contact": Topic.SUPPORT,
    "next_step_change": Topic.SUPPORT,
    "planned_visit": Topic.SUPPORT,
    "decision": Topic.SUPPORT,
    "dispute": Topic.SUPPORT,
    "rule_set": Topic.RULES,
    "rule_proposal": Topic.RULES,
    "person": Topic.PEOPLE,
    "access_request": Topic.PEOPLE,
    "coordinator_cluster": Topic.PEOPLE,
    "liaison_school": Topic.PEOPLE,
    "practice": Topic.PRACTICES,
    "practice_write_up": Topic.PRACTICES,
}
"""
Every table people read figures from; receipts and audit lines are kept about writes, drafts are still being typed, and
neither are anybody's figures.
"""


def months_of(touched: Mapping[str, Iterable[Key]]) -> frozenset[date]:
    """The months whose reports these rows are about, from the keys of what was written, by table."""
    months: set[date] = set()
    for table, keys in touched.items():
        if TOPIC_OF_TABLE.get(table) is Topic.REPORTS:
            place = shape_of(table).key.index("month")
            months.update(key[place] for key in keys)
    return frozenset(months)


def topics_of(tables: Iterable[str]) -> frozenset[Topic]:
    """
    The topics of these tables. A school's or month's row also decides which reports are expected, and so the totals
    that are kept about reports.
    """
    topics = {TOPIC_OF_TABLE[table] for table in tables if table in TOPIC_OF_TABLE}
    return frozenset(topics | {Topic.REPORTS} if Topic.SCHOOLS in topics else topics)
