"""Locked months that the director opened again, as charts mark them."""

from typing import NamedTuple

import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.frame_rows import rows_of
from models import queries
from models.vocabulary import Topic
from models.wording.language import Words


class _Opened(NamedTuple):
    month: pd.Timestamp
    reopened_on: pd.Timestamp


def months_reopened(district: DistrictData, as_of: pd.Timestamp) -> tuple[tuple[pd.Timestamp, pd.Timestamp], ...]:
    """Each such month and the day it was opened again, as far as a day knew of it."""
    rows = district.read(
        ("reopenings",),
        (Topic.REPORTS, Topic.PEOPLE),
        lambda session: queries.month_reopenings(session, district.office),
    )
    return tuple((one.month, one.reopened_on) for one in rows_of(rows, _Opened) if one.reopened_on <= as_of)


def reopened_text(words: Words, on: pd.Timestamp) -> str:
    """What a chart writes beside such a month."""
    return words.gettext("opened again {day}", day=words.short_day(on))
