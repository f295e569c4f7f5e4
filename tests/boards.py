"""Boards for tests of what stands on the screen, made without a database."""

import pandas as pd

from dashboards.state.triage.board import BoardFrames

NO_CONTACT = pd.DataFrame(
    {
        "school_id": pd.Series(dtype="str"),
        "contacted_on": pd.Series(dtype="datetime64[s]"),
        "result": pd.Series(dtype="str"),
        "next_step": pd.Series(dtype="str"),
        "next_step_due": pd.Series(dtype="datetime64[s]"),
        "closed_on": pd.Series(dtype="datetime64[s]"),
    }
)


def without_reports(schools: pd.DataFrame, **given: pd.DataFrame) -> BoardFrames:
    """The frames of a year without reports, empty but for those given; `schools` as `queries.schools_in_year`."""
    usual = {
        "marks": pd.DataFrame(),
        "totals": pd.DataFrame(),
        "contacts": NO_CONTACT,
        "surveys": pd.DataFrame(
            columns=["school_id", "measure", "value", "low", "high", "scale_id", "words", "please_check"]
        ),
        "decisions": pd.DataFrame(columns=["school_id", "kind", "ends_on"]),
        "year_before": pd.DataFrame({"school_id": pd.Series(dtype="str")}),
        "cancelled": pd.DataFrame({"school_id": pd.Series(dtype="str")}),
        "liaisons": pd.DataFrame(columns=["school_id", "name", "phone", "email"]),
    }
    return BoardFrames(schools=schools, **(usual | given))
