"""What is read for the page of training sessions: as it is known today, kept until plans and training move."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboards.state.district.data import DistrictData
from models import queries
from models.errors import NotAllowedError
from models.permissions import Viewer
from models.vocabulary import Topic


@dataclass(frozen=True)
class Gathered:
    """As the queries of these names; came: `sessions_attended` up to today; planned: `planned_trainings`."""

    sessions: pd.DataFrame
    came: pd.DataFrame
    changes: pd.DataFrame
    planned: pd.DataFrame


def gathered(district: DistrictData, viewer: Viewer, today: date) -> Gathered:
    """Every session and who came. Raises NotAllowedError for a school's liaison: other schools are named."""
    if not viewer.sees_district:
        raise NotAllowedError("Who came to which session is for the office; your own school's page tells your own.")
    return district.read(
        ("training", today),
        (Topic.PLANS,),
        lambda session: Gathered(
            sessions=queries.development_sessions(session, district.office, today),
            came=queries.sessions_attended(session, district.office, today),
            changes=queries.training_changes(session, district.office),
            planned=queries.planned_trainings(session, district.office),
        ),
    )


def came_by(district: DistrictData, day: date) -> pd.DataFrame:
    """Who came up to a day, as that day knew it: what trends count by."""
    return district.read(
        ("came to sessions", day),
        (Topic.PLANS,),
        lambda session: queries.sessions_attended(session, district.office, day),
    )
