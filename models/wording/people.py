"""What the page People says: who can come in, who cares for what and until when, what somebody may do. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from models.permissions import Action
from models.sign_in_ways import SignInWay
from models.vocabulary import N_, Role
from models.wording.counted import NN_, counted
from models.wording.language import Words

MOST_NAMES = 6


# ---------------------------------------------------------------- the sentence on top
def answer_text(words: Words, can: int, invited: int, cannot: int, without: int) -> str:
    """ "86 people can sign in, 1 is invited. 11 open schools have no liaison."; cannot: neither of both."""
    texts = NN_("{count} person can sign in", "{count} people can sign in")
    said = [counted(words, texts, can) if can else words.gettext("Nobody can sign in yet")]
    if invited:
        said.append(counted(words, NN_("{count} is invited", "{count} are invited"), invited))
    if cannot:
        said.append(counted(words, NN_("{count} has no way in yet", "{count} have no way in yet"), cannot))
    return words.gettext("{sentence}. {schools}", sentence=words.listed(said), schools=schools_text(words, without))


def answer_without_sign_in_text(words: Words, here: int, closed: int, without: int) -> str:
    """ "86 people work here, 13 accounts are closed. 11 open schools have no liaison."."""
    said = [counted(words, NN_("{count} person works here", "{count} people work here"), here)]
    if closed:
        said.append(counted(words, NN_("{count} account is closed", "{count} accounts are closed"), closed))
    return words.gettext("{sentence}. {schools}", sentence=words.listed(said), schools=schools_text(words, without))


def schools_text(words: Words, without: int) -> str:
    if not without:
        return words.gettext("Every open school has a liaison.")
    return counted(words, NN_("{count} open school has no liaison.", "{count} open schools have no liaison."), without)


def clusters_text(words: Words, without: Sequence[str]) -> str:
    """ "Every cluster has a coordinator today."."""
    if not without:
        return words.gettext("Every cluster has a coordinator today.")
    texts = NN_(
        "{count} cluster has no coordinator today: {names}.", "{count} clusters have no coordinator today: {names}."
    )
    return counted(words, texts, len(without), names=words.listed(without))


def on_lists_text(words: Words, names: Sequence[str]) -> str:
    """ "2 schools without a liaison are on the latest lists: Harlan Creek, Pine Hollow."; "" for none."""
    if not names:
        return ""
    shown = [*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])]
    texts = NN_(
        "{count} school without a liaison is on the latest lists: {names}.",
        "{count} schools without a liaison are on the latest lists: {names}.",
    )
    return counted(words, texts, len(names), names=words.listed(shown))


def not_switched_on_text(words: Words) -> str:
    return words.gettext("Sign-in is not switched on: whoever opens the pages on this machine chooses who they are.")


# ---------------------------------------------------------------- days of care
def days_text(words: Words, begins: date, ends: date | None) -> str:
    """ "since 1 Aug 2023, no end"."""
    first = words.short_day_in_year(begins)
    if ends is None:
        return words.gettext("from {first}, no end", first=first)
    return words.gettext("{first} to {last}", first=first, last=words.short_day_in_year(ends))


def note_text(words: Words, begins: date, ends: date | None, today: date) -> str:
    """What a list says beside a cluster or school: "from 20 Apr 2026", "until 30 Apr 2026"; "" for nothing near."""
    if begins > today:
        return words.gettext("from {day}", day=words.short_day_in_year(begins))
    if ends is not None:
        return words.gettext("until {day}", day=words.short_day_in_year(ends))
    if (today - begins).days <= 365:
        return words.gettext("since {day}", day=words.short_day_in_year(begins))
    return ""


def seen_text(words: Words, day: date | None, today: date) -> str:
    """When somebody was here last: "today", "2 Apr", "17 Nov 2025", "not yet"."""
    if day is None:
        return words.gettext("not yet")
    if day == today:
        return words.gettext("today")
    return words.short_day(day) if day.year == today.year else words.short_day_in_year(day)


WITHOUT_CARE: Mapping[Role, str] = {
    Role.DIRECTOR: N_("whole district"),
    Role.VIEWER: N_("whole district, to read"),
    Role.ADMINISTRATOR: N_("people and imports"),
    Role.COORDINATOR: N_("no cluster"),
    Role.LIAISON: N_("no school"),
}
"""What stands in the place of clusters and schools, by role."""

# ---------------------------------------------------------------- what somebody may do
RIGHTS: Mapping[Action, str] = {
    Action.ADD_DECISION: N_("Put on Check in or take off by hand"),
    Action.REVIEW_REPORTS: N_("Review reports"),
    Action.PROPOSE_RULE_SET: N_("Propose other rules"),
    Action.SAVE_RULE_SET: N_("Put rules in force"),
    Action.REOPEN_MONTH: N_("Open a locked month again"),
    Action.LEND_CLUSTER: N_("Give a cluster to somebody for a leave"),
    Action.IMPORT_FILES: N_("Import files"),
    Action.MANAGE_PEOPLE: N_("Manage people"),
    Action.REMIND: N_("Remind schools of their reports"),
    Action.FILE_REPORT: N_("Write a month's report"),
    Action.WRITE_PLAN: N_("Write a plan"),
    Action.ACCEPT_PLAN: N_("Accept a plan or send it back"),
    Action.LOG_CONTACT: N_("Log contacts and plan visits"),
    Action.SHARE_PRACTICE: N_("Mark and publish what is worth sharing"),
    Action.WRITE_UP_PRACTICE: N_("Write up a practice"),
    Action.DISPUTE_FIGURE: N_("Say that a figure is wrong"),
    Action.ANSWER_DISPUTE: N_("Answer what a school says is wrong"),
    Action.WRITE_TRAINING: N_("Write down professional development and who came"),
    Action.WRITE_PROGRAMME_STEP: N_("Write down a school's steps of the programme"),
}
"""What each action is called in the table of what somebody can do."""


def schools_count_text(words: Words, count: int) -> str:
    """ "18 schools", "no school"."""
    return counted(words, NN_("{count} school", "{count} schools"), count) if count else words.gettext("no school")


# ---------------------------------------------------------------- what was changed
def change_text(words: Words, action: str, details: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What an audit line about a person says, without its author. names: of schools, by id."""
    gettext = words.gettext
    if action == "change_person":
        parts = [_field_text(words, name, value) for name, value in (details.get("after") or {}).items()]
        return words.listed(part for part in parts if part) or gettext("Changed")
    if action in CARE:
        key = str(details.get("cluster") or details.get("school_id") or "")
        return gettext(CARE[action], name=names.get(key, key), days=_span_text(words, details.get("after")))
    return gettext(ACTIONS[action]) if action in ACTIONS else ""


CARE: Mapping[str, str] = {
    "give_cluster": N_("{name}: {days}"),
    "give_school": N_("{name}: {days}"),
    "end_cluster": N_("{name} ended: {days}"),
    "end_school": N_("{name} ended: {days}"),
}
ACTIONS: Mapping[str, str] = {
    "add_person": N_("Added"),
    "close_account": N_("Account closed"),
    "reopen_account": N_("Account opened again"),
    "invite_person": N_("Invited"),
    "give_password": N_("Password given"),
    "choose_password": N_("Password chosen"),
    "end_sign_ins": N_("Signed out everywhere"),
    "end_sign_in": N_("One sign-in ended"),
}
WAYS: Mapping[SignInWay, str] = {
    SignInWay.PASSWORD: N_("By password"),
    SignInWay.OIDC: N_("By the district's account"),
    SignInWay.PROXY: N_("By the district's sign-in in front"),
}
_FIELDS: Mapping[str, str] = {
    "name": N_("Name: {value}"),
    "email": N_("E-mail: {value}"),
    "phone": N_("Phone: {value}"),
    "role": N_("Role: {value}"),
}


def _field_text(words: Words, name: str, value: Any) -> str:
    if name not in _FIELDS:
        return ""
    shown = words.gettext(Role(value).label) if name == "role" else str(value) or "–"
    return words.gettext(_FIELDS[name], value=shown)


def _span_text(words: Words, days: Mapping[str, str | None] | None) -> str:
    if not days:
        return words.gettext("taken back before it began")
    ends = days.get("until_date")
    return days_text(words, date.fromisoformat(str(days["from_date"])), date.fromisoformat(ends) if ends else None)


# ---------------------------------------------------------------- before an account is closed
def ends_text(words: Words, sign_ins: int, care: Collection[str]) -> str:
    """What closing an account ends, before it is done."""
    said = []
    if sign_ins:
        texts = NN_("{count} sign-in ends within seconds.", "{count} sign-ins end within seconds.")
        said.append(counted(words, texts, sign_ins))
    if care:
        said.append(words.gettext("Today is the last day for {names}.", names=words.listed(care)))
    said.append(words.gettext("They cannot come in any more. Nothing they wrote is deleted."))
    return " ".join(said)
