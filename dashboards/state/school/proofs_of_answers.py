"""The rows behind turnout, response and rating: who came, who answered, and how they rated. Pure."""

from typing import NamedTuple

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.behind import Behind, counted_number, named_activities
from dashboards.state.school.proof_table import ProofTable, Row, left_out, proof_table, titled
from models.support_need.figures import FEWEST_ANSWERS
from models.support_need.source_rows import is_cut
from models.vocabulary import N_, CountingMethod
from models.wording.language import Words


class _Turnout(NamedTuple):
    families: float
    families_counted: float
    expected_families: float
    pupils: float
    please_check: bool
    is_attendance: bool
    counting_method: str


class _Answers(NamedTuple):
    answers: float
    returned: float
    families_counted: float


class _Rating(NamedTuple):
    answers: float
    mean: float
    scale_id: str
    in_figure: bool


def _families(words: Words, turnout: _Turnout, cut: bool) -> str:
    if not is_known(turnout.families):
        if turnout.is_attendance:
            return words.gettext("not counted")
        method = words.gettext(COUNTING_METHODS[CountingMethod(turnout.counting_method)])
        return words.gettext("{method}, not counted", method=method)
    stored, counts_as = words.number(turnout.families), counted_number(words, turnout.families_counted)
    if cut and counts_as != stored:
        stored = words.gettext("{stored}, counted as {number}", stored=stored, number=counts_as)
    return words.gettext("{number} (please check)", number=stored) if turnout.please_check else stored


COUNTING_METHODS = {CountingMethod.VIEWS: N_("views"), CountingMethod.TICKETS: N_("tickets")}
"""What was counted where it was not people who came, as a table says it."""


def response_proof(words: Words, behind: Behind) -> ProofTable:
    activities = behind.activities
    asked = activities["answers"].notna()
    # Rounded once, before they are added, so that the sum below is the sum of what is read above it.
    total = float(activities.loc[asked, "answers"].round(1).sum())
    participants = float(activities.loc[asked, "families_counted"].round(1).sum())
    rows: list[Row] = []
    for (day, name), turnout, answer, cut in zip(
        named_activities(words, activities),
        rows_of(activities, _Turnout),
        rows_of(activities, _Answers),
        is_cut(activities),
        strict=True,
    ):
        answers = words.gettext("not asked")
        if is_known(answer.answers):
            answers = counted_number(words, answer.answers)
        elif is_known(answer.returned):
            answers = words.gettext("{number}, no attendance", number=words.number(answer.returned))
        rows.append([day, name, _families(words, turnout, bool(cut)), answers])
    together = (
        words.gettext(
            "Together {answers} answers of {participants} participants: {share} of 100.",
            answers=counted_number(words, total),
            participants=counted_number(words, participants),
            share=words.number(100 * total / participants),
        )
        if total >= FEWEST_ANSWERS
        else _too_few(words)
    )
    return proof_table(
        words,
        titled(
            words, behind, N_("Events and parents' answers since {month}"), N_("Events and parents' answers so far")
        ),
        (N_("Date"), N_("Event"), N_("Families"), N_("Answers")),
        rows,
        together,
        left_out(words, behind),
    )


def _too_few(words: Words) -> str:
    return words.gettext("Fewer than {fewest} answers together, so no figure is shown.", fewest=FEWEST_ANSWERS)


def rating_proof(words: Words, behind: Behind) -> ProofTable:
    ratings = behind.rows.ratings[behind.rows.ratings["in_window"]]
    stored = behind.stored.drop_duplicates(["month", "activity_id"])
    rated = ratings.merge(stored, on=["month", "activity_id"], how="left").iloc[::-1]
    rows: list[Row] = []
    for (day, name), rating in zip(named_activities(words, rated), rows_of(rated, _Rating), strict=True):
        mean = words.gettext("hidden")
        if rating.answers >= FEWEST_ANSWERS:
            mean = words.gettext("{number} of 5", number=words.number(rating.mean, 1))
        scale = str(rating.scale_id)
        if not rating.in_figure:
            scale = words.gettext("{scale}, not counted here", scale=scale)
        rows.append([day, name, words.number(rating.answers), mean, scale])
    in_figure = ratings[ratings["in_figure"]]
    total = float(in_figure["answers"].sum())
    together = _too_few(words)
    if total >= FEWEST_ANSWERS:
        together = words.gettext(
            "Together {answers} answers, {mean} of 5 on average.",
            answers=words.number(total),
            mean=words.number(float((in_figure["mean"] * in_figure["answers"]).sum() / total), 1),
        )
    return proof_table(
        words,
        titled(words, behind, N_("Parents' ratings since {month}"), N_("Parents' ratings so far")),
        (N_("Date"), N_("Event"), N_("Answers"), N_("Mean"), N_("Scale")),
        rows,
        together,
        words.gettext(
            "A mean is hidden under {fewest} answers; another scale is brought to 1 to 5.", fewest=FEWEST_ANSWERS
        ),
    )


def turnout_proof(words: Words, behind: Behind) -> ProofTable:
    activities = behind.activities
    rows: list[Row] = []
    for (day, name), turnout, cut in zip(
        named_activities(words, activities), rows_of(activities, _Turnout), is_cut(activities), strict=True
    ):
        per_pupil, expected = "–", "–"
        if is_known(turnout.families):
            expected = words.number(turnout.expected_families)
            if is_known(turnout.pupils):
                per_pupil = words.number(100 * turnout.families_counted / turnout.pupils)
        rows.append([day, name, _families(words, turnout, bool(cut)), per_pupil, expected])
    return proof_table(
        words,
        titled(words, behind, N_("Events and families since {month}"), N_("Events and families so far")),
        (N_("Date"), N_("Event"), N_("Families"), N_("Per 100 pupils"), N_("Expected")),
        rows,
        words.gettext("Expected: families at such an event of a school of this level, size and need in that month."),
        left_out(words, behind),
    )
