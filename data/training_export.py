"""Sessions with who came as rows of a file, by the columns of our own template: taken in again, nothing changes."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from sqlalchemy.orm import Session

from models import queries
from models.permissions import Viewer
from models.vocabulary import Role

COLUMNS = ("session_id", "held_on", "topic", "hours", "school_id", "people", "school")
"""Those of `professional_development.csv`, and the school's name for who reads it."""


def training_of_district(session: Session, district_id: int, on: date) -> pd.DataFrame:
    """Every session up to a day, for whoever runs the server."""
    viewer = Viewer(district_id, 0, "This machine", Role.VIEWER)
    names: dict[str, str] = {}
    for year in reversed(queries.school_years(session, viewer)):
        schools = queries.schools_in_year(session, viewer, year)
        names |= dict(zip(schools["school_id"], schools["name"], strict=True))
    sessions = queries.development_sessions(session, viewer, on)
    return training_frame(sessions, queries.sessions_attended(session, viewer, on), names)


def training_frame(sessions: pd.DataFrame, came: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """
    A row a school whose team came, the newest session first; a session nobody is noted for has one without a school.

    sessions, came: as `queries.development_sessions` and `sessions_attended`; names: of schools, by number.
    """
    rows = sessions.merge(came[["session_id", "school_id", "people"]], on="session_id", how="left")
    rows["people"] = pd.to_numeric(rows["people"]).astype("Int64")
    rows["school"] = [names.get(one) if isinstance(one, str) else None for one in rows["school_id"]]
    rows = rows.sort_values(["held_on", "session_id", "school_id"], ascending=[False, True, True], kind="stable")
    return rows[list(COLUMNS)].reset_index(drop=True)
