"""The rows of the page Reminders in words: what has not come in, whom to write to, and who was reminded. Pure."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import rows_of
from dashboards.state.reminders.look import EVERY, OWN, WHICH, Look
from dashboards.state.reminders.shapes import ReminderChoice, ReminderPerson, ReminderRow, RemindersPart
from data.mailing.reminder_texts import Sender, Somebody, Unreported, letter_of
from models.permissions import Action, Viewer, can
from models.reminder_rules import SOON, ReminderOutcome, ReminderWay, ReportingDates
from models.today import day_of
from models.vocabulary import N_, Role
from models.wording import not_reported as wording
from models.wording.language import Words
from models.wording.reminders import LetterLanguage

NO_CLUSTER = "-"
LABELS = {"all": N_("All"), "missing": N_("Not arrived"), "returned": N_("Returned"), "new": N_("Not reminded yet")}
MOST_TOLD = 3
"""Reminders told of one school."""


class Kept(NamedTuple):
    """A row of `queries.reminders`."""

    school_id: str
    way: str
    outcome: str
    why: str
    author: str
    reminded_at: datetime


@dataclass(frozen=True)
class Found:
    """What the page is made from: the month, the day it speaks of, its schools, and by school who was reminded."""

    dates: ReportingDates
    on: date
    schools: Sequence[Unreported]
    kept: dict[str, list[Kept]]

    def last_good(self, school_id: str) -> list[Kept]:
        """Reminders of a school that did not fail."""
        return [one for one in self.kept.get(school_id, []) if one.outcome != ReminderOutcome.FAILED]


def kept_by_school(frame: pd.DataFrame) -> dict[str, list[Kept]]:
    """Rows of `queries.reminders` by school, the latest first."""
    found: dict[str, list[Kept]] = defaultdict(list)
    for row in rows_of(frame, Kept):
        found[row.school_id].append(row)
    return found


# ---------------------------------------------------------------- which of them are shown
def of_cluster(found: Found, cluster: str, viewer: Viewer) -> list[Unreported]:
    """The schools of a cluster, of a coordinator's own, or all of them, own ones first."""
    own = set(viewer.clusters)
    if cluster == OWN:
        return [one for one in found.schools if one.cluster in own]
    if cluster == EVERY:
        return sorted(found.schools, key=lambda one: one.cluster not in own)  # by name within each
    return [one for one in found.schools if (one.cluster or NO_CLUSTER) == cluster]


def of_which(found: Found, schools: Sequence[Unreported], which: str) -> list[Unreported]:
    """Of these schools the ones of a kind: a member of WHICH."""
    if which == "missing":
        return [one for one in schools if one.state != "returned"]
    if which == "returned":
        return [one for one in schools if one.state == "returned"]
    if which == "new":
        return [one for one in schools if not found.last_good(one.school_id)]
    return list(schools)


# ---------------------------------------------------------------- the page
def answer(words: Words, found: Found, look: Look, viewer: Viewer) -> str:
    """The sentence on top, of the schools that the cluster lets through."""
    schools = of_cluster(found, look.cluster, viewer)
    returned = len(of_which(found, schools, "returned"))
    return wording.answer_text(words, found.dates.month, len(schools) - returned, returned)


def beside(words: Words, found: Found, look: Look, viewer: Viewer) -> str:
    whose = cluster_name(words, look.cluster, viewer)
    return wording.beside_text(words, whose, found.dates.due_date, found.on, found.dates.lock_date)


def cluster_name(words: Words, cluster: str, viewer: Viewer) -> str:
    if cluster == OWN:
        return words.listed(viewer.clusters) or words.gettext("My clusters")
    named = {EVERY: words.gettext("All clusters"), NO_CLUSTER: words.gettext("No cluster")}
    return named.get(cluster, cluster)


def reminders_part(
    words: Words,
    found: Found,
    look: Look,
    viewer: Viewer,
    months: Sequence[ReportingDates],
    clusters: Collection[str],
    sender: Sender,
    now: datetime,
    *,
    can_send: bool,
) -> RemindersPart:
    """The page as this viewer sees it. clusters: names of all there are."""
    schools = of_cluster(found, look.cluster, viewer)
    shown = of_which(found, schools, look.which)
    offered = [OWN, EVERY] if viewer.role is Role.COORDINATOR else [EVERY]
    rows = [_row(words, found, one, look.language, viewer, sender, now) for one in shown]
    return {
        "months": [
            {"code": f"{one.month:%Y-%m}", "label": words.month_in_year(one.month), "count": ""} for one in months
        ],
        "month": f"{found.dates.month:%Y-%m}",
        "clusters": [
            {"code": code, "label": _cluster_label(words, code, viewer), "count": ""}
            for code in [*offered, *sorted(clusters, key=str.casefold)]
        ],
        "cluster": look.cluster,
        "whiches": [_which(words, found, schools, which) for which in WHICH],
        "which": look.which,
        "languages": [{"code": one.value, "label": words.gettext(one.label), "count": ""} for one in LetterLanguage],
        "language": look.language.value,
        "rows": rows,
        "can_send": can_send,
        "note": _note(words, rows, viewer),
        "none": "" if rows else words.gettext("No school here: nothing to remind of."),
    }


def _cluster_label(words: Words, code: str, viewer: Viewer) -> str:
    if code == OWN and len(viewer.clusters) == 1:
        return words.gettext("My cluster, {name}", name=viewer.clusters[0])
    return words.gettext("My clusters") if code == OWN else cluster_name(words, code, viewer)


def _which(words: Words, found: Found, schools: Sequence[Unreported], which: str) -> ReminderChoice:
    count = len(of_which(found, schools, which))
    return {"code": which, "label": words.gettext(LABELS[which]), "count": words.number(count)}


def _note(words: Words, rows: Sequence[ReminderRow], viewer: Viewer) -> str:
    """Why some rows cannot be chosen; "" where all can."""
    if viewer.role is Role.ADMINISTRATOR:
        return words.gettext("Schools are reminded by their coordinator or the director; you can read and download.")
    others = sum(not row["may"] for row in rows)
    if not others:
        return ""
    return words.ngettext(
        "{count} school here is another coordinator's: that coordinator or the director reminds it.",
        "{count} schools here are other coordinators': these or the director remind them.",
        others,
    )


def _row(
    words: Words,
    found: Found,
    one: Unreported,
    language: LetterLanguage,
    viewer: Viewer,
    sender: Sender,
    now: datetime,
) -> ReminderRow:
    ready = letter_of(one, found.dates, language, sender, found.on)
    kept = found.kept.get(one.school_id, [])
    is_lately = any(
        each.way == ReminderWay.SENT and each.reminded_at > now - SOON for each in found.last_good(one.school_id)
    )
    return {
        "id": one.school_id,
        "name": one.name,
        "cluster": one.cluster or words.gettext("No cluster"),
        "tone": "returned" if one.state == "returned" else _tone(one, found.on),
        "what": wording.what_text(words, one.state, one.due_date, one.since, found.on, is_begun=one.is_begun),
        "reason": one.reason,
        "people": [_person(words, somebody) for somebody in one.people],
        "to": list(one.addresses),
        "last": [_told(words, each) for each in kept[:MOST_TOLD]],
        "is_lately": is_lately,
        "may": can(viewer, Action.REMIND, one.cluster),
        "subject": ready.subject,
        "lines": ready.body.split("\n"),
    }


def _tone(one: Unreported, on: date) -> str:
    if one.is_begun:
        return "begun"
    return "missing" if one.due_date < on else "due"


def _person(words: Words, somebody: Somebody) -> ReminderPerson:
    return {
        "name": somebody.name,
        "email": somebody.email,
        "phone": somebody.phone,
        "note": words.gettext("principal") if somebody.is_principal else "",
    }


def _told(words: Words, one: Kept) -> str:
    way, outcome = ReminderWay(one.way), ReminderOutcome(one.outcome)
    return wording.reminded_text(words, day_of(one.reminded_at), way, outcome, one.why, one.author)
