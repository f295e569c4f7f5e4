"""By which columns a file of our own templates is known, and which of its columns are left alone."""

from collections.abc import Mapping

KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "schools": ("school_id", "name", "level", "school_year"),
    "monthly_reports": ("school_id", "month", "submitted_date"),
    "activities": ("school_id", "month", "activity_id", "involvement_type"),
    "parent_responses": ("school_id", "month", "returned"),
    "teacher_observations": ("school_id", "month", "observation_id"),
    "action_plans": ("school_id", "school_year", "item_id", "planned_month"),
    "professional_development": ("session_id", "school_id", "held_on"),
    "support_contacts": ("contact_id", "school_id", "contacted_on"),
    "reporting_months": ("month", "due_date", "as_of_date"),
    "survey_results": ("school_id", "school_year", "measure"),
    "people": ("person_id", "login", "role"),
    "coordinator_clusters": ("person_id", "cluster", "from_date"),
    "liaison_schools": ("person_id", "school_id", "from_date"),
}
"""Columns that no other of these files has all of."""
EXTRA: Mapping[str, tuple[str, ...]] = {"professional_development": ("school",)}
"""Columns for who reads the file, such as a school's name; they are left alone."""
