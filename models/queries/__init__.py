"""Reads: session and viewer in, frames out, columns promised in each docstring. Nobody sees more than they may."""

from models.queries.accounts import (
    access_requests,
    accounts,
    care,
    changes_of_person,
    clusters_without_coordinator,
    open_schools,
    schools_without_liaison,
    sign_ins,
)
from models.queries.administration import database_facts, imports, last_import, saved_mappings, stored_counts
from models.queries.audit import audit_choices, audit_lines
from models.queries.calendar_feeds import feed_made_at
from models.queries.disputes import disputes
from models.queries.history import district_history, history_of_months, history_part
from models.queries.meetings import meeting_place
from models.queries.month_locks import month_ends, month_reopenings
from models.queries.next_steps import planned_visits, steps_ended, support_log
from models.queries.one_school import action_plan, teacher_observations
from models.queries.own_school import coordinators, report_answers
from models.queries.people import districts, identities, month_stamps, topic_stamps, viewer, viewer_now
from models.queries.plans import plan_changes, plan_step_changes, plan_steps, plan_types, plans
from models.queries.practices import activities_to_share, practice_answers, practices
from models.queries.programme import (
    decisions_begun,
    development_sessions,
    planned_trainings,
    sessions_attended,
    step_changes,
    steps_reached,
    training_changes,
)
from models.queries.reminders import not_reported, reminders, whom_to_remind
from models.queries.report_drafts import (
    common_activities,
    draft_fields,
    drafts_begun,
    kept_figures,
    states_of_reports,
)
from models.queries.reports import cancelled_activities, report_states, reports_said, school_months, scope_months
from models.queries.reviewing import (
    coordinators_of_clusters,
    own_last_review,
    report_history,
    report_part,
    reports_sent_for,
    review_rows,
    school_month_sums,
)
from models.queries.rules import decisions, decisions_so_far, last_saved_rules, proposed_rules, rule_sets
from models.queries.school_record import (
    activities,
    parent_responses,
    planned_activities,
    support_contacts,
)
from models.queries.schools import calendar, liaisons, principals, school_moves, school_years, schools_in_year, surveys
from models.queries.visits import changes_since, last_visit, reports_since

__all__ = [
    "access_requests",
    "accounts",
    "action_plan",
    "activities",
    "activities_to_share",
    "audit_choices",
    "audit_lines",
    "calendar",
    "cancelled_activities",
    "care",
    "changes_of_person",
    "changes_since",
    "clusters_without_coordinator",
    "common_activities",
    "coordinators",
    "coordinators_of_clusters",
    "database_facts",
    "decisions",
    "decisions_begun",
    "decisions_so_far",
    "development_sessions",
    "disputes",
    "district_history",
    "districts",
    "draft_fields",
    "drafts_begun",
    "feed_made_at",
    "history_of_months",
    "history_part",
    "identities",
    "imports",
    "kept_figures",
    "last_import",
    "last_saved_rules",
    "last_visit",
    "liaisons",
    "meeting_place",
    "month_ends",
    "month_reopenings",
    "month_stamps",
    "not_reported",
    "open_schools",
    "own_last_review",
    "parent_responses",
    "plan_changes",
    "plan_step_changes",
    "plan_steps",
    "plan_types",
    "planned_activities",
    "planned_trainings",
    "planned_visits",
    "plans",
    "practice_answers",
    "practices",
    "principals",
    "proposed_rules",
    "reminders",
    "report_answers",
    "report_history",
    "report_part",
    "report_states",
    "reports_said",
    "reports_sent_for",
    "reports_since",
    "review_rows",
    "rule_sets",
    "saved_mappings",
    "school_month_sums",
    "school_months",
    "school_moves",
    "school_years",
    "schools_in_year",
    "schools_without_liaison",
    "scope_months",
    "sessions_attended",
    "sign_ins",
    "states_of_reports",
    "step_changes",
    "steps_ended",
    "steps_reached",
    "stored_counts",
    "support_contacts",
    "support_log",
    "surveys",
    "teacher_observations",
    "topic_stamps",
    "training_changes",
    "viewer",
    "viewer_now",
    "whom_to_remind",
]
