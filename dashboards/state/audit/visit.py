"""Somebody's page Audit log while it is open: which lines they look for, and these in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import pandas as pd

from dashboards.state.audit.shapes import AuditChoice, AuditPart, AuditRow
from dashboards.state.background import Failed, Then
from dashboards.state.formats import moment_text
from dashboards.state.frame_rows import rows_of
from dashboards.state.visit import Visit
from models import queries
from models.errors import NotAllowedError
from models.permissions import reads_audit_log
from models.queries.audit import MOST_LINES, AuditSought
from models.today import time_zone, today
from models.wording.audit import action_text
from models.wording.audit_details import details_text

MOST_IN_FILE = 50_000


class _Line(NamedTuple):
    audit_id: int
    happened_at: datetime
    person: str
    action: str
    subject: str
    details: dict[str, Any]


@dataclass(frozen=True)
class AuditLook:
    """Which lines are looked for, as somebody chose them; subject: a school's name or id, or any other subject."""

    person: str = ""
    action: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    """The last day."""


class AuditVisit(Visit):
    """The newest lines first; older ones are read when somebody goes on to them."""

    def __init__(self, *args: object, **more: object) -> None:
        self.look = AuditLook()
        self._lines: list[_Line] = []
        self._choices = pd.DataFrame(columns=["person", "action"])
        self._has_more = False
        super().__init__(*args, **more)  # type: ignore[arg-type]

    def read(self, look: AuditLook, then: Then[None], failed: Failed, *, goes_on: bool = False) -> None:
        """Read the lines that fit beside the event loop; goes_on: the ones before those on screen, too."""
        before = self._lines[-1].audit_id if goes_on and self._lines else 0
        database, viewer = self.database, self._reader()
        sought = self._sought(look)

        def read() -> tuple[pd.DataFrame, pd.DataFrame]:
            with database.reading() as session:
                lines = queries.audit_lines(session, viewer, sought, before, MOST_LINES + 1)
                return lines, queries.audit_choices(session, viewer)

        def found(read: tuple[pd.DataFrame, pd.DataFrame]) -> None:
            lines, self._choices = read
            some = list(rows_of(lines, _Line))
            self._has_more = len(some) > MOST_LINES
            self._lines = [*(self._lines if goes_on else []), *some[:MOST_LINES]]
            self.look = look
            then(None)

        self.background.read(read, found, failed)

    def part(self) -> AuditPart:
        """What stands on the page, as it was read last. Raises NotAllowedError for who may not read the log."""
        self._reader()
        words, look = self.words, self.look
        people = sorted(set(self._choices["person"]))
        actions = sorted((action_text(words, code), code) for code in set(self._choices["action"]))
        every: list[AuditChoice] = [{"code": "", "label": words.gettext("Everybody")}]
        everything: list[AuditChoice] = [{"code": "", "label": words.gettext("Everything")}]
        return {
            "rows": [self._row(line) for line in self._lines],
            "has_more": self._has_more,
            "people": every + [{"code": name, "label": name} for name in people],
            "actions": everything + [{"code": code, "label": label} for label, code in actions],
            "person": look.person,
            "action": look.action,
            "subject": look.subject,
            "since": str(look.since or ""),
            "until": str(look.until or ""),
        }

    def answer(self) -> str:
        """The sentence on top."""
        if not self._lines:
            return self.words.gettext("Nothing of this kind stands in the log.")
        newest = self._lines[0]
        return self.words.gettext(
            "Last: {person}, {moment}: {what}.",
            person=newest.person,
            moment=moment_text(self.words, newest.happened_at),
            what=action_text(self.words, newest.action).lower(),
        )

    def beside(self) -> str:
        """The line under it."""
        return self.words.gettext("Who did what, and when. Lines are added by every change and can't be altered.")

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        return [(self.words.gettext("Today"), self.words.day(today()))]

    def frame(self) -> pd.DataFrame:
        """All lines that fit, for what somebody takes away: MOST_IN_FILE at most."""
        with self.database.reading() as session:
            lines = queries.audit_lines(session, self._reader(), self._sought(self.look), 0, MOST_IN_FILE)
        lines = lines.assign(
            happened_at=[f"{at.astimezone(time_zone()):%Y-%m-%d %H:%M:%S}" for at in lines["happened_at"]],
            details=[details_text(self.words, details) for details in lines["details"]],
        )
        what = [action_text(self.words, action) for action in lines["action"]]
        lines.insert(lines.columns.to_list().index("action") + 1, "what", what)
        return lines.rename(columns={"audit_id": "line"})

    def in_file(self) -> list[tuple[str, str]]:
        """Label and value of what a file would hold now."""
        look, gettext = self.look, self.words.gettext
        said = {
            gettext("Who"): look.person,
            gettext("What"): action_text(self.words, look.action) if look.action else "",
            gettext("About"): look.subject,
            gettext("From"): self.words.day(look.since) if look.since else "",
            gettext("Until"): self.words.day(look.until) if look.until else "",
        }
        return [(label, value) for label, value in said.items() if value] or [(gettext("Shown"), gettext("Everything"))]

    def _reader(self) -> Any:
        if not reads_audit_log(self.viewer):
            raise NotAllowedError("The audit log is read by the director and by administrators.")
        return self.viewer

    def _sought(self, look: AuditLook) -> AuditSought:
        day = timedelta(days=1)
        return AuditSought(
            person=look.person,
            action=look.action,
            subject=self._ids().get(look.subject.casefold(), look.subject),
            since=_begin(look.since) if look.since else None,
            until=_begin(look.until + day) if look.until else None,
        )

    def _names(self) -> Mapping[str, str]:
        return {str(school): str(name) for school, name in self.board.schools["name"].items()}

    def _ids(self) -> Mapping[str, str]:
        return {name.casefold(): school for school, name in self._names().items()}

    def _row(self, line: _Line) -> AuditRow:
        first, _, rest = line.subject.partition(" ")
        name = self._names().get(first)
        subject = " ".join(filter(None, [name, rest])) if name else line.subject
        return {
            "id": line.audit_id,
            "at": moment_text(self.words, line.happened_at),
            "person": line.person,
            "action": action_text(self.words, line.action),
            "subject": subject,
            "details": details_text(self.words, line.details),
        }


def looked_for(typed: Mapping[str, Any]) -> AuditLook:
    """What a page sends as looked for; a day that is none is no day."""
    person, action, subject = (str(typed.get(name) or "").strip()[:200] for name in ("person", "action", "subject"))
    return AuditLook(person, action, subject, _day(typed.get("since")), _day(typed.get("until")))


def _day(typed: Any) -> date | None:
    try:
        return date.fromisoformat(str(typed or ""))
    except ValueError:
        return None


def _begin(day: date) -> datetime:
    zone = time_zone()
    begun = datetime.combine(day, time(), tzinfo=zone)
    return begun if zone else begun.astimezone()  # the machine's own
