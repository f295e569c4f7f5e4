"""What a column of theirs may be: by its name, and only where its cells read as ours do."""

import difflib
import json
import re
from dataclasses import dataclass

from data.files.cells import Kind, Unreadable
from data.files.text_file import FileTable
from data.importing.layouts import KEYS, kind_of, table_columns
from data.importing.mapping_tables import NOT_FILLED

ALIKE = 0.8
"""So alike must two names be, 0 to 1, for a guess."""
READABLE = 0.8
"""So many of a column's filled cells must read as ours do."""
LOOKED_AT = 500
MOST_CODES = 12

TARGETS = ("reports", "activities", "responses", "schools", "school_years", "contacts", "observations", "people")
"""Tables a draft may fill, the likelier first; plans, training and surveys want a person's own words."""
ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "school_id": ("school number", "school no", "school code", "dbn", "site id", "campus id", "school", "id", "number"),
    "name": ("school name", "name of school", "long name", "campus", "school"),
    "cluster": ("network", "region", "area", "zone", "network manager", "geographic network", "feeder pattern"),
    "level": ("primary category", "school type", "school level", "grade band", "elementary middle or high school"),
    "enrollment": ("students", "student count total", "pupils", "total students", "membership"),
    "low_income_rate": ("frl", "frl pct", "percent low income", "economically disadvantaged", "low income"),
    "english_learner_rate": ("ell", "ell pct", "english learners", "percent english learners"),
    "month": ("which month", "reporting month", "report month", "month of report"),
    "submitted_date": ("timestamp", "date submitted", "end date", "enddate", "recorded date", "completed"),
    "team_met": ("did the team meet", "team met", "did your team meet"),
    "team_minutes": ("minutes", "how many minutes", "length of meeting minutes"),
    "team_parents_present": ("parents present", "how many parents were there", "parents at the meeting"),
    "principal_took_part": ("did the principal take part", "principal present", "principal attended"),
    "barriers": ("what got in the way", "what got in the way check all", "challenges"),
    "notes": ("anything else", "comments", "other comments"),
    "activity_id": ("activity number", "event id", "event number"),
    "activity_date": ("date", "event date", "date of activity", "date of event"),
    "title": ("activity", "event", "activity name", "event name", "name of event", "name of activity", "event title"),
    "involvement_type": ("type", "type of involvement", "keystone type"),
    "families_attended": ("families", "attendance", "number of families", "families who came"),
    "families_invited": ("invited", "families who were invited"),
    "response_id": ("survey id", "response number"),
    "sent": ("surveys sent", "how many were sent"),
    "returned": ("responses", "surveys returned", "answers", "how many came back"),
    "mean_rating": ("average rating", "mean", "average"),
    "contact_id": ("contact number", "visit id"),
    "contacted_on": ("contact date", "date of contact", "date of visit"),
    "login": ("e mail", "email", "email address", "user name"),
}


@dataclass(frozen=True)
class Guess:
    """One of their columns taken for one of ours."""

    target: str
    source: str
    likeness: float
    """0 to 1."""
    options: str = ""
    """More keys of the column, as a mapping writes them."""


def tables_guessed(table: FileTable) -> dict[str, list[Guess]]:
    """The table of ours most of whose key and columns are there; schools and their years come together."""
    guesses = {name: _guesses(table, name) for name in TARGETS}

    def fit(name: str) -> tuple[float, float]:
        keys = sum(guess.target in KEYS[name] for guess in guesses[name])
        return keys / len(KEYS[name]) + sum(guess.likeness for guess in guesses[name]) / 3, -TARGETS.index(name)

    best = max(TARGETS, key=fit)
    if best not in ("schools", "school_years"):
        return {best: guesses[best]}
    meant = {guess.source: guess.target for guess in guesses["schools"]}
    in_year = [guess for guess in guesses["school_years"] if meant.get(guess.source, guess.target) == guess.target]
    says_more = any(guess.target not in KEYS["school_years"] for guess in in_year)
    return {"schools": guesses["schools"]} | ({"school_years": in_year} if says_more else {})


def _guesses(table: FileTable, name: str) -> list[Guess]:
    """The best of their columns for each of ours, each of theirs once, in the order of ours."""
    found = []
    for target in table_columns(name):
        if target in NOT_FILLED:
            continue
        for place, source in enumerate(table.header):
            likeness = _likeness(target, source) if source and table.header.count(source) == 1 else 0.0
            options = options_of(table, place, name, target) if likeness >= ALIKE else None
            if options is not None:
                found.append(Guess(target, source, likeness, options))
    found.sort(key=lambda guess: -guess.likeness)
    taken: dict[str, Guess] = {}
    for guess in found:
        if guess.target not in taken and guess.source not in {other.source for other in taken.values()}:
            taken[guess.target] = guess
    return [taken[target] for target in table_columns(name) if target in taken]


def _likeness(target: str, source: str) -> float:
    words = _words(source)
    names = (target, *ALSO_CALLED.get(target, ()))
    return max(difflib.SequenceMatcher(None, _words(name), words).ratio() for name in names)


def _words(name: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", apart.lower()).split())


def options_of(table: FileTable, place: int, name: str, target: str) -> str | None:
    """The keys with which the column's cells read as ours; None where they do not."""
    cells = [row[place] for row in table.rows[:LOOKED_AT] if row[place]]
    kind, read = kind_of(name, target)
    if target == "barriers":
        signs = [sign for sign in (",", ";") if any(sign in cell for cell in cells)]
        return f", separator = {toml_text(signs[0])}" if signs else ""
    if kind in (Kind.TEXT, Kind.LIST) or not cells:
        return ""
    odd = [cell for cell in cells if isinstance(read(cell), Unreadable)]
    if len(odd) <= (1 - READABLE) * len(cells):
        unknown = ", ".join(map(toml_text, sorted(set(odd))[:5]))
        return f", unknown = [{unknown}]" if odd else ""
    if kind is Kind.YES_NO and len(odd) < len(cells) and len(set(odd)) <= MOST_CODES:
        return f", unknown = [{', '.join(map(toml_text, sorted(set(odd))))}]"
    whole = next((one for one in table.header if one and _likeness("enrollment", one) >= ALIKE), None)
    if kind is Kind.RATE and whole and any(re.fullmatch(r"[0-9,]{3,}", cell) for cell in cells):
        return f", share_of = {toml_text(whole)}"
    if kind is Kind.RATE and all(re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", cell) and float(cell) <= 100 for cell in cells):
        return ", percent = true"
    stamps = [cell.partition(" ")[0] for cell in cells]
    if kind in (Kind.DATE, Kind.TYPE) and not any(isinstance(read(stamp), Unreadable) for stamp in stamps):
        return ', before = " "'
    if kind in (Kind.CODES, Kind.TYPE) and len(set(odd)) <= MOST_CODES:
        to_fill_in = ", ".join(f'{toml_text(code)} = "?"' for code in sorted(set(odd)))
        return f", codes = {{ {to_fill_in} }}"
    return None


def toml_text(words: str) -> str:
    """As TOML writes a text on one line; JSON's way is one of TOML's for all that a header can hold."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
