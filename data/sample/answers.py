"""What parents answered in the sample, to activities and to the yearly survey, and what teachers saw change."""

import math
from datetime import date

from data.sample.dice import Dice, dice
from data.sample.district import SampleSchool, Span
from data.sample.stories import TYPING_ERROR
from data.sample.titles import THEMES
from models.recording.incoming import Row
from models.school_year import SchoolYear
from models.vocabulary import SchoolLevel

RETURNED = {
    SchoolLevel.ELEMENTARY: 0.66,
    SchoolLevel.K8: 0.64,
    SchoolLevel.MIDDLE: 0.615,
    SchoolLevel.HIGH: 0.38,
    SchoolLevel.ALTERNATIVE: 0.42,
}
"""Usual share (0-1) of the forms handed out that come back, by school level."""
HANDED_OUT = (0.36, 0.54)
"""Forms handed out for each family that came: one a table, not one a family."""
ASKED_SHARE = 0.75
FEWEST_ASKED = 5
MEAN_RATING = 4.1
OTHER_FORM_SHARE = 0.06
FEW = 0.30
"""The survey's publisher shows no rate below this one, only that it is below."""


def response_rows(span: Span, school: SampleSchool, month: date, activities: list[Row]) -> list[Row]:
    """One response for most activities with a family count; no row where nobody was asked."""
    rows = []
    for activity in activities:
        draw = dice(span.seed, activity["activity_id"], "answers")
        asked = draw.chance(ASKED_SHARE)
        came = TYPING_ERROR[2] if activity["please_check"] else activity["families_attended"]
        if asked and came is not None and came >= FEWEST_ASKED and activity["adults_attended"] is not None:
            rows.append(_response(span, school, month, activity, came, draw))
    return rows


def _response(span: Span, school: SampleSchool, month: date, activity: Row, came: int, draw: Dice) -> Row:
    plant = school.planted(span, month)
    quality = school.quality_in(span, month)
    sent = max(1, round(came * (HANDED_OUT[0] + (HANDED_OUT[1] - HANDED_OUT[0]) * draw.random())))
    usual = RETURNED[school.level]
    lift = math.log(usual / (1 - usual)) + 0.25 * quality + draw.normal(0, 0.15 if plant.steady else 0.5)
    share = plant.answers / (1 + math.exp(-lift))
    returned = min(sent, max(0, round(sent * share + draw.normal() * math.sqrt(sent * share * (1 - share)) * 0.7)))
    rating = (
        MEAN_RATING
        + 0.12 * quality
        + plant.rating
        + draw.normal(0, 0.45 if plant.steady else 0.75) / math.sqrt(max(1, returned))
    )
    rating = min(5.0, max(1.0, rating))
    other_form = draw.chance(OTHER_FORM_SHARE) and not plant.steady
    positive, negative = _split(returned, rating)
    return {
        "school_id": school.school_id,
        "month": month,
        "response_id": f"{activity['activity_id']}-a",
        "activity_id": activity["activity_id"],
        "instrument": "Four-step card" if other_form else "Exit card",
        "sent": sent,
        "returned": returned,
        "positive": positive,
        "neutral": returned - positive - negative,
        "negative": negative,
        "mean_rating": None if returned == 0 else round(1 + (rating - 1) * 0.75, 2) if other_form else round(rating, 2),
        "scale_id": "1-4" if other_form else "1-5",
        "comments": draw.whole(0, max(0, returned // 6)),
        "themes": ";".join(sorted({draw.pick(THEMES), draw.pick(THEMES)})) if returned >= 5 else "",
        "needs_follow_up": draw.chance(0.05),
        "language": school.languages[0] if school.languages and draw.chance(0.15) else "English",
        "please_check": "",
    }


def _split(returned: int, rating: float) -> tuple[int, int]:
    """Positive and negative answers that go with a mean rating."""
    positive = min(returned, round(returned * min(1.0, max(0.0, (rating - 1.6) / 3.1))))
    return positive, min(returned - positive, round(returned * max(0.0, (4.6 - rating) / 9)))


def observation_rows(span: Span, school: SampleSchool, month: date, has_activities: bool) -> list[Row]:
    """Twice a year some schools ask their teachers what they saw change."""
    draw = dice(span.seed, school.school_id, "teachers", month)
    if not (has_activities and month.month in (11, 3) and draw.chance(0.4)):
        return []
    asked = draw.whole(8, 24)
    answered = round(asked * (0.5 + 0.4 * draw.random()))
    saw = ("saw_behaviour", "saw_taking_part", "saw_asking_for_help", "saw_homework", "saw_attendance")
    return [
        {
            "school_id": school.school_id,
            "month": month,
            "observation_id": "1",
            "activity_id": None,
            "asked": asked,
            "answered": answered,
            **{name: round(answered * (0.2 + 0.5 * draw.random())) for name in saw},
            "note": draw.pick(("", "", "Homework comes back more often.", "More pupils ask for help.")),
        }
    ]


def survey_row(span: Span, school: SampleSchool, year: SchoolYear) -> Row:
    """The yearly parent survey's response rate; a low one is known only to be below the publisher's bound."""
    draw = dice(span.seed, school.school_id, "survey", year)
    usual = RETURNED[school.level]
    lift = math.log(usual / (1 - usual)) + 0.3 * school.quality + draw.normal(0, 0.6)
    rate = round(1 / (1 + math.exp(-lift)), 2)
    is_low = rate < FEW
    return {
        "school_id": school.school_id,
        "school_year": str(year),
        "measure": "parent_response_rate",
        "instrument": "Yearly parent survey",
        "value": None if is_low else rate,
        "low": 0.0 if is_low else None,
        "high": FEW if is_low else None,
        "scale_id": "0-1",
        "words": "",
        "source": "Yearly parent survey",
    }
