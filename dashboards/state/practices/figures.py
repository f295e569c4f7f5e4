"""A practice's figures as its report tells them, in words. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.practices.shapes import PracticeFigure
from dashboards.state.school.behind import attended_text
from models.support_need.figures import FEWEST_ANSWERS
from models.vocabulary import CountingMethod
from models.wording import practices as wording
from models.wording.language import Words
from models.wording.our_figures import hidden_text
from models.wording.school_page import COUNTED_BY


class Held(NamedTuple):
    """Of a row of `queries.practices`: what the report tells of the activity."""

    practice_id: int
    is_accepted: bool
    families_invited: float
    families_attended: float
    counting_method: str | None
    duration_hours: float
    cost: float
    child_care: bool | None
    transport: bool | None
    food: bool | None
    interpretation_languages: str | None
    partner: str | None


class Answers(NamedTuple):
    """Of a row of `queries.practice_answers`."""

    sent: float
    returned: float
    positive: float
    neutral: float
    negative: float
    mean_rating: float
    scale_id: str | None
    themes: str | None


class Told(NamedTuple):
    """What parents answered, added up over the forms; None: nobody asked, or not known. mean: of the one form rated."""

    sent: int | None
    returned: int | None
    opinions: tuple[int, int, int] | None
    mean: float | None
    scale: str
    themes: str

    @property
    def is_few(self) -> bool:
        return self.returned is not None and self.returned < FEWEST_ANSWERS


def told_of(answers: pd.DataFrame, practice_id: int) -> Told:
    """Means of several forms are never made into one: their scales may say different things."""
    forms = list(rows_of(answers[answers["practice_id"].eq(practice_id)], Answers))
    rated = [form for form in forms if is_known(form.mean_rating)]
    opinions = [_sum(getattr(form, name) for form in forms) for name in ("positive", "neutral", "negative")]
    told = [count for count in opinions if count is not None]
    themes = dict.fromkeys(theme.strip() for form in forms for theme in (form.themes or "").split(";") if theme.strip())
    return Told(
        sent=_sum(form.sent for form in forms),
        returned=_sum(form.returned for form in forms),
        opinions=(told[0], told[1], told[2]) if len(told) == len(opinions) else None,
        mean=rated[0].mean_rating if len(rated) == 1 else None,
        scale=(rated[0].scale_id or "") if len(rated) == 1 else "",
        themes=", ".join(themes),
    )


def _sum(values: Iterable[float]) -> int | None:
    found = list(values)
    return round(sum(found)) if found and all(is_known(value) for value in found) else None


def card_line(words: Words, held: Held, told: Told) -> str:
    """ "23 families; 11 of 12 answered, mean 4.4"."""
    if not held.is_accepted:
        return wording.not_accepted_text(words)
    said = [came_text(words, held)]
    if told.is_few:
        said.append(hidden_text(words))
    elif told.returned is not None:
        answered = wording.answered_text(words, told.returned, told.sent)
        if told.mean is not None:
            mean = words.gettext("mean {mean}", mean=words.number(told.mean, 1))
            answered = words.gettext("{answered}, {mean}", answered=answered, mean=mean)
        said.append(answered)
    return words.gettext("; ").join(said)


def came_text(words: Words, held: Held) -> str:
    if not is_known(held.families_attended):
        return words.gettext("families not counted")
    return attended_text(words, held.counting_method, round(held.families_attended))


def counted_text(words: Words, held: Held) -> str:
    method = held.counting_method
    return words.gettext(COUNTED_BY[CountingMethod(method)]) if isinstance(method, str) and method else ""


def counted_code(held: Held) -> str:
    """people or estimate; "" where nobody was counted, or tickets or views were."""
    method = held.counting_method
    if method in (CountingMethod.SIGN_IN.value, CountingMethod.HEAD_COUNT.value):
        return "people"
    return "estimate" if method == CountingMethod.ESTIMATE.value else ""


def figures_of(words: Words, held: Held, told: Told) -> list[PracticeFigure]:
    """The boxes over a text; none while the report is not accepted."""
    if not held.is_accepted:
        return []
    boxes: list[PracticeFigure] = []
    method = held.counting_method
    is_attendance = not isinstance(method, str) or not method or CountingMethod(method).is_attendance
    if is_known(held.families_attended):
        invited = is_attendance and is_known(held.families_invited)
        of = words.number(held.families_invited) if invited else ""
        unit = words.gettext("families") if is_attendance else counted_text(words, held)
        label = words.gettext("{unit}, of {count} invited", unit=unit, count=of) if of else unit
        boxes.append({"value": words.number(held.families_attended), "label": label})
    if told.returned is not None:
        label = words.gettext("answered")
        if told.sent is not None:
            label = words.gettext("answered, of {count} cards", count=words.number(told.sent))
        boxes.append({"value": words.number(told.returned), "label": label} if not told.is_few else
                     {"value": "–", "label": hidden_text(words)})  # fmt: skip
    if told.mean is not None and not told.is_few:
        boxes.append(
            {"value": words.number(told.mean, 1), "label": words.gettext("mean, on scale {scale}", scale=told.scale)}
        )
    if is_known(held.cost):
        boxes.append({"value": words.number(held.cost), "label": words.gettext("cost")})
    if is_known(held.duration_hours):
        hours = words.number(held.duration_hours, 0 if held.duration_hours == round(held.duration_hours) else 1)
        boxes.append({"value": hours, "label": words.ngettext("hour", "hours", 1 if held.duration_hours == 1 else 2)})
    return boxes


def said_of(words: Words, told: Told) -> str:
    """What parents said, where at least ten did."""
    if told.returned is None:
        return words.gettext("Nobody asked them.")
    if told.is_few:
        return f"{words.begun(hidden_text(words))}."
    said = f"{wording.opinions_text(words, *told.opinions)}." if told.opinions else ""
    themes = words.gettext("Themes: {themes}.", themes=told.themes) if told.themes else ""
    return " ".join(filter(None, [said, themes])) or words.gettext("They rated it, and wrote nothing more.")


def beside_of(words: Words, held: Held) -> str:
    """What was offered with it: "with the public library, child care, interpreter"."""
    said = [words.gettext("with {partner}", partner=held.partner)] if held.partner else []
    offered = (
        (held.child_care, words.gettext("child care")),
        (held.transport, words.gettext("transport")),
        (held.food, words.gettext("food")),
        (bool(held.interpretation_languages), words.gettext("interpreter")),
    )
    said += [text for is_so, text in offered if is_known(is_so) and is_so]
    return f"{words.begun(words.listed(said))}." if said else ""
