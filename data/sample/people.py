"""The people of the sample district, the steps of its programme, and the sessions its teams came to."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.sample.dice import dice
from data.sample.district import SampleSchool, Span
from data.sample.names import ADMINISTRATOR, COORDINATORS, DIRECTOR, FIRST_NAMES, LAST_NAMES, VIEWER
from data.sample.stories import LIAISON_LEFT
from data.sample.titles import TRAINING
from models.recording.incoming import Row
from models.vocabulary import ProgrammeStep, Role

WITHOUT_LIAISON = 0.14
NEW_LIAISON = 0.15
WITHOUT_PHONE, WITHOUT_EMAIL = 0.08, 0.06
"""Share of liaisons whose phone, and of principals whose e-mail, nobody has sent."""
OFFICE_PHONES = 85
"""Numbers from here on are the office's, below it each school has its own."""
SESSION_DAYS = ((9, 12), (11, 5), (2, 4), (4, 15))


@dataclass(frozen=True)
class People:
    """Rows of the people, and who reviews for which cluster in the last school year (cluster to person_id and name)."""

    rows: list[Row]
    coordinator_clusters: list[Row]
    liaison_schools: list[Row]
    coordinators: dict[str, tuple[int, str]]


def people(span: Span, every: list[SampleSchool]) -> People:
    """Director, coordinators by cluster, administrator, viewer, liaisons; numbered in this order from 1."""
    rows = [_person(1, DIRECTOR, Role.DIRECTOR)]
    clusters: list[Row] = []
    now: dict[str, tuple[int, str]] = {}
    first_day, handed_over = date(span.years[0].start, 8, 1), date(span.last_year.start, 8, 1)
    for cluster, names in COORDINATORS.items():
        for number, name in enumerate(names):
            is_last = number == len(names) - 1
            rows.append(_person(len(rows) + 1, name, Role.COORDINATOR, is_active=is_last))
            clusters.append(
                {
                    "person_id": len(rows),
                    "cluster": cluster,
                    "from_date": first_day if number == 0 else handed_over,
                    "until_date": None if is_last else handed_over - timedelta(days=1),
                }
            )
            now[cluster] = (len(rows), name)
    rows.append(_person(len(rows) + 1, ADMINISTRATOR, Role.ADMINISTRATOR))
    rows.append(_person(len(rows) + 1, VIEWER, Role.VIEWER))
    liaisons, liaison_schools = _liaisons(span, every, len(rows) + 1)
    return People(rows + liaisons, clusters, liaison_schools, now)


def _person(person_id: int, name: str, role: Role, *, is_active: bool = True) -> Row:
    login = ".".join([name[0], *name.split()[1:]]).lower()
    return {"person_id": person_id, "login": login, "name": name, "role": role, "is_active": is_active,
            "phone": _phone(OFFICE_PHONES + person_id), "email": f"{login}@example.org"}  # fmt: skip


def _phone(number: int) -> str:
    """A number that nobody has: 555-0100 to 555-0199 are kept free for made-up people."""
    return f"555-01{number % 100:02d}"


def principals(span: Span, every: list[SampleSchool]) -> dict[str, Row]:
    """The principal's columns of a school's years, by school id; no name is also a liaison's, some have no e-mail."""
    answer: dict[str, Row] = {}
    for place, (school, name) in enumerate(zip(every, reversed(_names(span)), strict=False)):
        draw = dice(span.seed, school.school_id, "principal")
        address = f"{name[0]}.{name.split()[-1]}@{school.name.replace(' ', '-')}.example.org".lower()
        answer[school.school_id] = {
            "principal": name,
            "principal_phone": _phone(place),
            "principal_email": None if draw.chance(WITHOUT_EMAIL) else address,
        }
    return answer


def _names(span: Span) -> list[str]:
    return dice(span.seed, "liaisons").in_any_order([f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES])


def _liaisons(span: Span, every: list[SampleSchool], first_id: int) -> tuple[list[Row], list[Row]]:
    """Most schools have a liaison, some a new one since last August, some none; Harlan Creek's left in November."""
    names = _names(span)
    places = {school.school_id: place for place, school in enumerate(every)}
    rows: list[Row] = []
    links: list[Row] = []

    def add(school: SampleSchool, from_date: date, until_date: date | None) -> None:
        person = _person(first_id + len(rows), names[len(rows)], Role.LIAISON, is_active=until_date is None)
        login = f"{person['login']}{len(rows) + 1}"
        has_phone = not dice(span.seed, person["person_id"], "phone").chance(WITHOUT_PHONE)
        phone = f"{_phone(places[school.school_id])} ext. 2" if has_phone else None
        rows.append(person | {"login": login, "phone": phone, "email": f"{login}@example.org"})
        links.append({"person_id": person["person_id"], "school_id": school.school_id,
                      "from_date": from_date, "until_date": until_date})  # fmt: skip

    left = span.day(*LIAISON_LEFT)
    start = date(span.years[0].start, 8, 14)
    for school in every:
        draw = dice(span.seed, school.school_id, "liaison")
        has_none, is_new = draw.chance(WITHOUT_LIAISON), draw.chance(NEW_LIAISON)
        if school.name == "Harlan Creek":
            add(school, start, left if left <= span.today else None)
        elif school.opened_on and school.opened_on <= span.today:
            add(school, school.opened_on, None)
        elif school.plant.steady or not has_none:
            changed = span.day(8, 18)
            if is_new:
                add(school, start, changed - timedelta(days=1))
            add(school, changed if is_new else start, school.closed_on if _is_over(span, school) else None)
    return rows, links


def _is_over(span: Span, school: SampleSchool) -> bool:
    return school.closed_on is not None and school.closed_on <= span.today


def step_rows(span: Span, every: list[SampleSchool]) -> list[Row]:
    """The policy's roll-out, school by school, in order; better schools come further."""
    rows = []
    for school in every:
        draw = dice(span.seed, school.school_id, "programme")
        day = date(span.years[0].start - 2, 9, 1) + timedelta(days=draw.whole(0, 200))
        if school.opened_on:
            day = school.opened_on - timedelta(days=20)
        for step in ProgrammeStep:
            is_last = step is ProgrammeStep.EVALUATING
            if day > span.today or (is_last and draw.random() + 0.2 * school.quality < 0.55):
                break
            rows.append({"school_id": school.school_id, "step": step, "reached_on": day})
            day += timedelta(days=draw.whole(30, 130))
    return rows


def session_rows(span: Span, every: list[SampleSchool]) -> tuple[list[Row], list[Row]]:
    """Four sessions a year and the teams who came. Harlan Creek came in September of the last year, and not since."""
    sessions: list[Row] = []
    came: list[Row] = []
    for year in span.years:
        for topic, (month, day) in zip(TRAINING, SESSION_DAYS, strict=True):
            held_on = date(year.start + (month < 8), month, day)
            if held_on > span.today:
                continue
            session_id = f"PD-{held_on:%Y-%m}"
            sessions.append({"session_id": session_id, "held_on": held_on, "topic": topic, "hours": 2.0})
            for school in every:
                draw = dice(span.seed, school.school_id, "training", held_on)
                came_along, team = draw.chance(0.6 + 0.12 * school.quality), draw.whole(1, 5)
                if school.name == "Harlan Creek" and year == span.last_year:
                    came_along = month == 9
                if came_along and school.expected(held_on.replace(day=1)):
                    came.append({"session_id": session_id, "school_id": school.school_id, "people": team})
    return sessions, came
