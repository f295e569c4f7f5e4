"""What a school's reports hold besides types: activities, parents' answers, what teachers saw, in words. Pure."""

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.behind import activity_day, activity_name, attended_text, type_name
from dashboards.state.school.record import ReportedActivity, activities_counted_text
from dashboards.state.school_page.shapes import ActivitiesCard, AnswersCard, FigureLine, HeldActivity
from dashboards.state.triage.board import Board
from models.support_need.figures import FEWEST_ANSWERS
from models.vocabulary import CountingMethod, Indicator
from models.wording import school_page as wording
from models.wording.by_code import EVIDENCE
from models.wording.counted import counted
from models.wording.language import Words

MOST_THEMES = 5
MOST_NOTES = 3


# ---------------------------------------------------------------- activities
def activities_card(words: Words, board: Board, activities: pd.DataFrame) -> ActivitiesCard | None:
    """activities: of the reports in force, as `queries.activities`. None for a year without reports."""
    if board.month is None:
        return None
    latest_first = activities.iloc[::-1]
    about = words.gettext(
        "{year}: {activities}", year=board.school_year, activities=activities_counted_text(words, activities)
    )
    none = "" if len(activities) else words.gettext("No activity is reported in {year}.", year=board.school_year)
    rows = [_activity(words, one) for one in rows_of(latest_first, ReportedActivity)]
    return {"about": about if rows else "", "rows": rows, "none": none}


def _activity(words: Words, one: ReportedActivity) -> HeldActivity:
    """What nobody counted is said, never a zero."""
    families, by = words.gettext("not counted"), ""
    method = CountingMethod(one.counting_method) if isinstance(one.counting_method, str) else None
    if one.is_cancelled:
        families = words.gettext("cancelled")
    elif is_known(one.families_attended):
        count = round(one.families_attended)
        has_turnout = method is None or method.is_attendance
        families = words.number(count) if has_turnout else attended_text(words, method, count)
        by = words.gettext(wording.COUNTED_BY[method]) if method else ""
        if one.please_check:
            families = words.gettext("{number} (please check)", number=families)
    title, kind = activity_name(words, one.title, one.involvement_type), type_name(words, one.involvement_type)
    day = activity_day(words, one.activity_date, one.month)
    return {
        "date": day,
        "title": title,
        "type": words.gettext("{number} {type}", number=one.involvement_type, type=kind),
        "families": families,
        "counted": by,
        "answers": words.number(round(one.returned)) if is_known(one.returned) else words.gettext("not asked"),
        "attention": bool(one.please_check),
        "found": f"{day} {title} {kind} {families} {by}".casefold(),
    }


def estimates_text(words: Words, activities: pd.DataFrame) -> str:
    """How many counts of families are estimates; "" where none was counted."""
    held = activities[~activities["is_cancelled"] & activities["is_attendance"]]
    known = held[held["families_attended"].notna()]
    estimates = int(known["counting_method"].eq(CountingMethod.ESTIMATE.value).sum())
    if not len(known):
        return ""
    return words.ngettext(
        "{estimates} of {count} count is an estimate",
        "{estimates} of {count} counts are estimates",
        len(known),
        estimates=words.number(estimates),
    )


# ---------------------------------------------------------------- parents
def parents_card(words: Words, board: Board, school_id: str, forms: pd.DataFrame) -> AnswersCard | None:
    """forms: of the reports in force, as `queries.parent_responses`. None for a year without reports."""
    if board.month is None:
        return None
    asked = forms[forms["returned"].notna()]
    answers = int(asked["returned"].sum())
    card: AnswersCard = {
        "about": words.gettext("in the reports of {year}", year=board.school_year), "lines": [], "note": "", "said": [],
    }  # fmt: skip
    if not len(asked):
        card["note"] = words.gettext("The reports of {year} hold no parents' answers.", year=board.school_year)
    elif answers < FEWEST_ANSWERS:
        card["note"] = wording.too_few_text(words, FEWEST_ANSWERS)
    else:
        card["lines"] = [*_returned(words, asked, answers), *_participants(words, board, school_id),
                         *_ratings(words, board, school_id, asked), *_tone(words, asked), *_themes(words, asked),
                         *_follow_up(words, asked)]  # fmt: skip
    return card


def _returned(words: Words, asked: pd.DataFrame, answers: int) -> list[FigureLine]:
    with_both = asked[asked["sent"].notna() & asked["sent"].gt(0)]
    sent, returned = int(with_both["sent"].sum()), int(with_both["returned"].sum())
    # Where some forms were handed out without a count, a share would be of others than the answers.
    told = wording.forms_text(words, returned, sent) if len(with_both) == len(asked) else words.number(answers)
    return [{"label": words.gettext("Forms that came back"), "figure": told, "aside": ""}]


def _participants(words: Words, board: Board, school_id: str) -> list[FigureLine]:
    """The figure that the list judges by, beside schools like it."""
    found = _judged(board, school_id, Indicator.RESPONSE)
    if found is None:
        return []
    own, peers, n = found
    aside = wording.beside_text(words, counted(words, EVIDENCE[Indicator.RESPONSE], round(n)), words.number(peers))
    return [{"label": words.gettext("Answers per 100 participants"), "figure": words.number(own), "aside": aside}]


def _judged(board: Board, school_id: str, code: Indicator) -> tuple[float, float, float] | None:
    """Own figure, that of schools like it, and on how much it rests; None where one of them is not to be shown."""
    assessment = board.assessment
    if assessment is None or school_id not in assessment.index:
        return None
    figures = assessment.reason_of(school_id, code).figures
    is_shown = figures.n > 0 and not figures.hidden and is_known(figures.own) and is_known(figures.peers)
    return (figures.own, figures.peers, figures.n) if is_shown else None


def _ratings(words: Words, board: Board, school_id: str, asked: pd.DataFrame) -> list[FigureLine]:
    """A mean on each scale for itself, weighted by answers; what would rest on too few is left out."""
    lines: list[FigureLine] = []
    rated = asked[asked["mean_rating"].notna()]
    for scale, some in rated.groupby("scale_id", sort=True):
        answers = float(some["returned"].sum())
        if answers < FEWEST_ANSWERS:
            continue
        mean = float((some["mean_rating"] * some["returned"]).sum() / answers)
        rests_on = counted(words, EVIDENCE[Indicator.RATING], round(answers))
        peers = _judged(board, school_id, Indicator.RATING) if scale == "1-5" else None
        aside = words.gettext("({rests_on})", rests_on=rests_on)
        if peers is not None:
            aside = wording.beside_text(words, rests_on, words.number(peers[1], 1))
        label = words.gettext("Rating, scale {scale}", scale=str(scale))
        lines.append({"label": label, "figure": words.number(mean, 1), "aside": aside})
    return lines


def _tone(words: Words, asked: pd.DataFrame) -> list[FigureLine]:
    """As a share alone: the few who were not content are no group to count."""
    counts = asked[["positive", "neutral", "negative"]].dropna().sum()
    told = float(counts.sum())
    if told < FEWEST_ANSWERS:
        return []
    figure = words.gettext("{share} of 100", share=words.number(100 * float(counts["positive"]) / told))
    return [{"label": words.gettext("Positive answers"), "figure": figure, "aside": ""}]


def _themes(words: Words, asked: pd.DataFrame) -> list[FigureLine]:
    named = asked["themes"].fillna("").str.split(";").explode().str.strip()
    counts = named[named.ne("")].value_counts()
    most = counts.sort_index().sort_values(ascending=False, kind="stable").head(MOST_THEMES)
    if not len(most):
        return []
    told = words.listed(wording.theme_text(words, str(theme), int(count)) for theme, count in most.items())
    return [{"label": words.gettext("Named most"), "figure": told, "aside": ""}]


def _follow_up(words: Words, asked: pd.DataFrame) -> list[FigureLine]:
    count = int(asked["needs_follow_up"].fillna(False).astype(bool).sum())
    if not count:
        return []
    told = words.ngettext("{count} form", "{count} forms", count)
    return [{"label": words.gettext("Somebody has to get back to parents"), "figure": told, "aside": ""}]


# ---------------------------------------------------------------- teachers
def teachers_card(words: Words, seen: pd.DataFrame) -> AnswersCard | None:
    """seen: of the reports in force, as `queries.teacher_observations`. None where no teacher was asked."""
    if not len(seen):
        return None
    answered, asked = int(seen["answered"].sum()), seen["asked"].sum(min_count=len(seen))
    notes = [str(note) for note in seen["note"].iloc[::-1] if note][:MOST_NOTES]
    card: AnswersCard = {
        "about": words.gettext("an opinion, not a measure"), "lines": [], "note": "", "said": notes,
    }  # fmt: skip
    if answered < FEWEST_ANSWERS:
        return card | {"note": wording.too_few_text(words, FEWEST_ANSWERS), "said": []}
    card["note"] = wording.teachers_text(words, answered, round(asked) if is_known(asked) else None)
    saw = {name: seen[name].sum(min_count=1) for name in wording.SAW}
    card["lines"] = [
        {
            "label": words.gettext("Saw change in {what}", what=words.gettext(wording.SAW[name])),
            "figure": words.number(round(count)),
            "aside": "",
        }
        for name, count in saw.items()
        if is_known(count)
    ]
    return card
