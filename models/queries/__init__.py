"""Reads: session and viewer in, frames out, columns promised in each docstring. Nobody sees more than they may."""

from models.queries.history import district_history, history_of_months, history_part
from models.queries.one_school import (
    action_plan,
    development_sessions,
    parent_answers,
    programme_steps,
    teacher_observations,
)
from models.queries.own_school import coordinators, report_answers
from models.queries.people import districts, identities, month_stamps, topic_stamps, viewer, viewer_now
from models.queries.reports import cancelled_activities, report_states, reports_said, school_months, scope_months
from models.queries.rules import decisions, decisions_so_far, last_saved_rules, proposed_rules, rule_sets
from models.queries.school_record import activities, development, planned_activities, support_contacts
from models.queries.schools import calendar, liaisons, principals, school_moves, school_years, schools_in_year, surveys

__all__ = [
    "action_plan",
    "activities",
    "calendar",
    "cancelled_activities",
    "coordinators",
    "decisions",
    "decisions_so_far",
    "development",
    "development_sessions",
    "district_history",
    "districts",
    "history_of_months",
    "history_part",
    "identities",
    "last_saved_rules",
    "liaisons",
    "month_stamps",
    "parent_answers",
    "planned_activities",
    "principals",
    "programme_steps",
    "proposed_rules",
    "report_answers",
    "report_states",
    "reports_said",
    "rule_sets",
    "school_months",
    "school_moves",
    "school_years",
    "schools_in_year",
    "scope_months",
    "support_contacts",
    "surveys",
    "teacher_observations",
    "topic_stamps",
    "viewer",
    "viewer_now",
]
