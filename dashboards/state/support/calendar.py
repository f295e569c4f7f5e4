"""A person's next steps as days in a calendar: for a file they take, and for the program that asks at their address."""

from datetime import date, datetime

import pandas as pd
from sqlalchemy.orm import Session

from dashboards.state.frame_rows import is_known
from dashboards.state.support.gathered import Gathered
from dashboards.state.support.steps import Step, open_steps_of
from data.calendar_file import DayEvent, calendar_text
from models import queries
from models.permissions import Action, Viewer, can
from models.vocabulary import ContactChannel
from models.wording.language import Words


def steps_file(
    words: Words, viewer: Viewer, schools: pd.DataFrame, found: Gathered, *, made_at: datetime, is_feed: bool
) -> bytes:
    """
    The next steps that have a day. schools: by school_id, with name and cluster.

    is_feed: for who has the secret address, which may go astray: of what people typed nothing is told but how, since a
    name may stand in it.
    """
    events = [
        DayEvent(
            uid=f"{step.key.replace(' ', '-')}@district-{viewer.district_id}.family-partnership",
            day=step.due.date(),
            title=words.gettext(
                "{school}: {step}",
                school=schools.at[step.school_id, "name"],
                step=_told(words, step, is_feed=is_feed),
            ),
        )
        for step in open_steps_of(viewer, schools, found)
        if is_known(step.due)
    ]
    return calendar_text(words.gettext("Next steps"), events, made_at=made_at)


def _told(words: Words, step: Step, *, is_feed: bool) -> str:
    if not is_feed:
        return step.next_step
    for channel in ContactChannel:
        label = words.gettext(channel.label)
        if step.next_step.casefold().startswith(label.casefold()):
            return label
    return words.gettext("Next step")


def feed_of(session: Session, viewer: Viewer, words: Words, today: date, made_at: datetime) -> bytes | None:
    """What a calendar program gets of a person as they are today; None for who has no next steps of their own."""
    if not any(can(viewer, Action.LOG_CONTACT, cluster) for cluster in viewer.clusters or (None,)):
        return None
    years = queries.school_years(session, viewer)
    schools = queries.schools_in_year(session, viewer, years[-1]).set_index("school_id") if years else pd.DataFrame()
    if schools.empty:
        return calendar_text(words.gettext("Next steps"), [], made_at=made_at)
    log = queries.support_log(session, viewer, today)
    planned, nothing = queries.planned_visits(session, viewer, today), pd.DataFrame()
    found = Gathered(today, today, log[log["corrected_by"].isna()], planned, nothing, nothing)
    return steps_file(words, viewer, schools, found, made_at=made_at, is_feed=True)
