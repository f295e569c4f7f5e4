"""One report as its reviewer reads it: beside the month and the year before, and what is usual, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboards.state.district.data import DistrictData, scope
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.review.figures import figure_rows
from dashboards.state.review.gathered import Whole, history_of, reports_whole, schools_of, sums_of, usual_of
from dashboards.state.review.judged import Judged, Row, judged_report, sent_text
from dashboards.state.review.queue import Here
from dashboards.state.review.said import activity_rows, changed_part, said_rows
from dashboards.state.review.shapes import ReportPanel, ReturnForm
from models import queries
from models.errors import NotAllowedError
from models.permissions import Action, check_can
from models.school_year import SchoolYear
from models.vocabulary import InvolvementType, ReportState, SchoolLevel, Topic
from models.wording import review as wording
from models.wording.language import Words
from models.wording.return_comments import (
    ENDED_SPANISH,
    ONE_SPANISH,
    TWO_SPANISH,
    begun_in_spanish,
    comments,
)

MONTHS_BACK = 3
"""Months whose types are compared with this one's."""


class _Line(NamedTuple):
    sequence: int
    state: str
    changed_on: pd.Timestamp
    revision: int
    name: str | None
    reason: str | None


def report_panel(district: DistrictData, here: Here, row: Row, school_page: str) -> ReportPanel:
    """Everything the page shows of one report; school_page: the address of the school's own page."""
    words, month = here.words, row.month
    before, back, year_before = _months_before(district, month)
    months = {one.date() for one in (month, *back, year_before) if one is not None}
    whole = reports_whole(district, here.viewer, {row.school_id}, months)
    judged = judged_report(district, whole, row.school_id, month, row.revision)
    lines = list(rows_of(history_of(district, here.viewer, row.school_id, month.date()), _Line))
    school_year = str(SchoolYear.of(month.date()))
    usual = usual_of(district, row.school_id, month, school_year)
    sums = sums_of(district)
    own = sums[sums["school_id"].eq(row.school_id)].set_index("month")
    schools = schools_of(district, school_year)
    level = str(schools.at[row.school_id, "level"]) if row.school_id in schools.index else ""
    held = judged.said.held
    acts = own["activities"].astype(int).to_dict().get(before) if before is not None else None
    looks = [wording.finding_text(words, one, judged.titles) for one in judged.found]
    received = ReportState(row.state).is_received
    return {
        "key": row.key,
        "name": row.name,
        "state": row.state,
        "state_label": _state_text(words, row),
        "revision": row.revision,
        "sentence": wording.sentence_text(
            words, row.name, len(held), acts, len(judged.found), is_nil=judged.said.is_nil
        ) if received else words.gettext("{name}: {state}", name=row.name, state=_state_text(words, row)),
        "about": _about(words, row, _filer(district, here, row)),
        "chips": _chips(words, row, whole.of(row.school_id, month, row.revision)),
        "heads": [
            words.month(month),
            "" if before is None else words.month(before),
            "" if year_before is None else words.short_month_in_year(year_before),
        ],
        "peers": wording.peers_text(words, usual.peers, SchoolLevel(level).label if level else ""),
        "figures": figure_rows(words, own, (month, before, year_before), usual, judged.found,
                               whole, row) if received else [],
        "held": _held(words, judged),
        "activities": activity_rows(words, whole.of(row.school_id, month, row.revision), judged),
        "said": said_rows(words, district, whole, row, before),
        "looks": [{"head": head, "rest": rest} for head, rest in looks],
        "clean": "" if looks or not row.waits else wording.clean_text(
            words, len(held), judged.families, is_nil=judged.said.is_nil
        ),
        "news": _news(words, district, whole, row, back),
        "history": [
            _history(words, one, 0 if at == 0 else int(lines[at - 1].revision)) for at, one in enumerate(lines)
        ][::-1],
        "changed": _changed(words, whole, row, lines),
        "comes_back": _comes_back(words, district, here, row, judged),
        "returned_with": (row.return_reason or "") if row.state == ReportState.RETURNED else "",
        "refusal": _refusal(here, row),
        "locked": _locked(here, row),
        "school_page": school_page,
    }  # fmt: skip


def _months_before(
    district: DistrictData, month: pd.Timestamp
) -> tuple[pd.Timestamp | None, list[pd.Timestamp], pd.Timestamp | None]:
    """The reporting month before, some before that with it, and the same month a year before; as far as they are."""
    kept = sorted(district.part("calendar")["month"])
    earlier = [one for one in kept if one < month]
    year_before = month - pd.DateOffset(years=1)
    back = earlier[-MONTHS_BACK:]
    return (earlier[-1] if earlier else None), back, (year_before if year_before in kept else None)


def _state_text(words: Words, row: Row) -> str:
    return {
        ReportState.SUBMITTED: words.gettext("to review"),
        ReportState.RETURNED: words.gettext("returned"),
        ReportState.ACCEPTED: words.gettext("accepted"),
        ReportState.DRAFT: words.gettext("a draft"),
        ReportState.NOT_EXPECTED: words.gettext("not expected"),
        ReportState.NOT_STARTED: words.gettext("no report"),
    }[ReportState(row.state)]


def _filer(district: DistrictData, here: Here, row: Row) -> str:
    """Who files for the school today; "" for nobody."""
    rows = district.read(
        ("liaisons", scope(here.viewer), here.today),
        (Topic.PEOPLE,),
        lambda session: queries.liaisons(session, here.viewer, here.today),
    )
    names = rows.loc[rows["school_id"].eq(row.school_id), "name"]
    return str(names.iloc[0]) if len(names) else ""


def _about(words: Words, row: Row, filer: str) -> str:
    """Who of the office sent it for the school stands where its liaison would."""
    said = [words.month_in_year(row.month)]
    if is_known(row.first_submitted_date):
        days = (row.first_submitted_date - row.due_date).days
        sent = words.day_in_year(row.last_submitted_date)
        if days > 0:
            late = words.ngettext("{count} day late", "{count} days late", days)
            said.append(words.gettext("sent on {day}, {late}", day=sent, late=late))
        else:
            said.append(words.gettext("sent on time, on {day}", day=sent))
    if sent := sent_text(words, row):
        said.append(sent)
    elif filer:
        said.append(words.gettext("liaison {name}", name=filer))
    return words.gettext("{facts}.", facts=words.listed(said))


def _chips(words: Words, row: Row, one: Whole) -> list[str]:
    chips = []
    if len(one.revisions) and one.revisions["liaison_or_principal_changed"].iloc[0] is True:
        chips.append(words.gettext("Liaison or principal changed"))
    if row.revision > 1:
        chips.append(words.gettext("Revision {number}", number=words.number(row.revision)))
    return chips


def _held(words: Words, judged: Judged) -> str:
    held = len(judged.said.held)
    cancelled = len(judged.said.activities) - held
    return words.gettext("{held} held, {cancelled} cancelled", held=words.number(held),
                         cancelled=words.number(cancelled))  # fmt: skip


def _news(words: Words, district: DistrictData, whole: Whole, row: Row, back: Sequence[pd.Timestamp]) -> list[str]:
    """Types that the last months did not have: what changed at this school."""
    acts = whole.activities[whole.activities["school_id"].eq(row.school_id)]
    acts = acts[~acts["is_cancelled"].astype(bool)]
    now = acts[acts["month"].eq(row.month) & acts["revision"].eq(row.revision)]
    before = acts[acts["month"].isin(back)]
    if not len(back) or not len(before):
        return []
    kinds = sorted(set(now["involvement_type"]) - set(before["involvement_type"]))
    if not kinds:
        return []
    named = words.listed(words.gettext(InvolvementType(int(kind)).label) for kind in kinds)
    first, last = words.month(back[0]), words.month(back[-1])
    return [words.gettext("Not reported from {first} to {last}: {types}.", first=first, last=last, types=named)]


def _history(words: Words, line: _Line, before: int) -> tuple[str, str]:
    name = line.name if is_known(line.name) else None
    text = wording.history_text(words, line.state, name, int(line.revision), before)
    if is_known(line.reason) and line.reason:
        text = words.gettext('{what}: "{reason}"', what=text, reason=str(line.reason).strip())
    return words.short_day(line.changed_on), text


def _changed(words: Words, whole: Whole, row: Row, lines: Sequence[_Line]) -> Any:
    """What a report that waits changes in the one that was accepted before."""
    accepted = [one for one in lines if one.state == ReportState.ACCEPTED and one.revision < row.revision]
    if not accepted or row.state == ReportState.ACCEPTED:
        return None
    old = whole.of(row.school_id, row.month, int(accepted[-1].revision))
    new = whole.of(row.school_id, row.month, row.revision)
    title = words.gettext("What this changes in the report accepted on {day}", day=words.day(accepted[-1].changed_on))
    return changed_part(words, title, old, new)


def _comes_back(words: Words, district: DistrictData, here: Here, row: Row, judged: Judged) -> ReturnForm:
    filer = _filer(district, here, row).split(" ")[0]
    month: date = row.month.date()
    ready = comments(words, judged.found, judged.titles, month)
    named = words.gettext("Thank you for {month}, {name}.", month=words.month(month), name=filer)
    alone = words.gettext("Thank you for {month}.", month=words.month(month))
    until = words.gettext("Back by {day}. Nothing that was typed is lost.", day=words.day_in_year(row.mend_by))
    return {
        "comments": [
            {"code": one.code, "label": one.label, "english": one.english, "spanish": one.spanish,
             "is_found": ":" in one.code}
            for one in ready
        ],
        "begun": named if filer else alone,
        "one": words.gettext("One thing:"),
        "two": words.gettext("Please look at these:"),
        "ended": words.gettext("Everything else is fine."),
        "begun_spanish": begun_in_spanish(filer, month),
        "one_spanish": ONE_SPANISH,
        "two_spanish": TWO_SPANISH,
        "ended_spanish": ENDED_SPANISH,
        "reads": words.gettext("{name} reads", name=filer) if filer else words.gettext("The school reads"),
        "mends": until,
    }  # fmt: skip


def _refusal(here: Here, row: Row) -> str:
    """Why this person can't decide about the report; "" where they can."""
    try:
        check_can(here.viewer, Action.REVIEW_REPORTS, row.cluster if is_known(row.cluster) else None)
    except NotAllowedError as refused:
        return here.words.refusal(refused)
    return ""


def _locked(here: Here, row: Row) -> str:
    if not here.locks.is_locked(row.month.date()):
        return ""
    words = here.words
    return words.gettext("{month} is locked since {day}. Ask the director to open it again.",
                         month=words.month(row.month), day=words.day_in_year(row.lock_date))  # fmt: skip
