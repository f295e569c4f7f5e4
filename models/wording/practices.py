"""What the page Practices says: which practices there are and fit, their figures, where each of them stands. Pure."""

from datetime import date

from models.vocabulary import N_, PracticeState, SchoolLevel
from models.wording.counted import NN_, counted
from models.wording.language import Words

FITTING = {
    SchoolLevel.ELEMENTARY: NN_("{count} practice fits an elementary school",
                                "{count} practices fit an elementary school"),
    SchoolLevel.K8: NN_("{count} practice fits a K-8 school", "{count} practices fit a K-8 school"),
    SchoolLevel.MIDDLE: NN_("{count} practice fits a middle school", "{count} practices fit a middle school"),
    SchoolLevel.HIGH: NN_("{count} practice fits a high school", "{count} practices fit a high school"),
    SchoolLevel.ALTERNATIVE: NN_("{count} practice fits an alternative school",
                                 "{count} practices fit an alternative school"),
}  # fmt: skip
NOT_NAMED = {
    SchoolLevel.ELEMENTARY: N_("An elementary school"),
    SchoolLevel.K8: N_("A K-8 school"),
    SchoolLevel.MIDDLE: N_("A middle school"),
    SchoolLevel.HIGH: N_("A high school"),
    SchoolLevel.ALTERNATIVE: N_("An alternative school"),
}
"""What a school is called that may not be named here."""
LEVELS = {
    SchoolLevel.ELEMENTARY: N_("elementary"),
    SchoolLevel.K8: N_("K-8"),
    SchoolLevel.MIDDLE: N_("middle"),
    SchoolLevel.HIGH: N_("high"),
    SchoolLevel.ALTERNATIVE: N_("alternative"),
}
STATES = {
    PracticeState.ASKED: N_("waits for the school"),
    PracticeState.WRITTEN: N_("to publish"),
    PracticeState.PUBLISHED: N_("published"),
    PracticeState.TAKEN_BACK: N_("taken back"),
}
SHORT_TYPES = {
    1: N_("Parenting"),
    2: N_("Communicating"),
    3: N_("Volunteering"),
    4: N_("Learning at home"),
    5: N_("Deciding"),
    6: N_("Community"),
}


# ---------------------------------------------------------------- the sentence on top
def answer_text(words: Words, count: int, level: str, *, is_any: bool) -> str:
    """ "27 practices fit an elementary school."; level "": of all. is_any: anything was ever marked."""
    if not is_any:
        return words.gettext("Nothing is shared yet.")
    if level:
        return f"{counted(words, FITTING[SchoolLevel(level)], count)}."
    return counted(words, NN_("{count} practice is shared.", "{count} practices are shared."), count)


def beside_text(words: Words, waiting: int, to_publish: int, *, is_any: bool, may_mark: bool) -> str:
    """For the office: what is not published yet, and whose turn it is."""
    if not is_any:
        return words.gettext("Mark an activity of an accepted report that is worth sharing.") if may_mark else ""
    said = []
    if waiting:
        said.append(counted(words, NN_("{count} waits for its school", "{count} wait for their schools"), waiting))
    if to_publish:
        said.append(counted(words, NN_("{count} is to publish", "{count} are to publish"), to_publish))
    made = words.gettext("Marked by coordinators, written up by the schools.")
    return f"{made} {words.begun(words.listed(said))}." if said else made


def own_school_text(words: Words, asked: int) -> str:
    """For a liaison: what the own school is asked to write."""
    if not asked:
        return words.gettext("From accepted reports of schools of this district, without their names.")
    texts = NN_(
        "Your school is asked to write up {count} activity that is worth sharing.",
        "Your school is asked to write up {count} activities that are worth sharing.",
    )
    return counted(words, texts, asked)


# ---------------------------------------------------------------- one practice
def school_text(words: Words, name: str, level: str, pupils: float | None) -> str:
    """ "Cedar Glen, elementary, 362 pupils"; name "": one that may not be named, to the nearest fifty."""
    if name:
        said = [name]
        if level:
            said.append(words.gettext(LEVELS[SchoolLevel(level)]))
        if pupils is not None:
            said.append(words.ngettext("{count} pupil", "{count} pupils", round(pupils)))
        return words.listed(said)
    said = [words.gettext(NOT_NAMED[SchoolLevel(level)]) if level else words.gettext("A school of this district")]
    if pupils is not None:
        about = max(50, 50 * round(pupils / 50))
        said.append(words.ngettext("about {count} pupil", "about {count} pupils", about))
    return words.listed(said)


def answered_text(words: Words, returned: int, sent: int | None) -> str:
    if sent is None:
        return counted(words, NN_("{count} answer", "{count} answers"), returned)
    return words.gettext("{returned} of {sent} answered", returned=returned, sent=sent)


def opinions_text(words: Words, positive: int, neutral: int, negative: int) -> str:
    return words.gettext(
        "{positive} good, {neutral} so-so, {negative} not good", positive=positive, neutral=neutral, negative=negative
    )


def news_text(words: Words, state: str, who: str, day: date, note: str) -> str:
    """Where a practice stands that is not published, and what was asked or said."""
    texts = {
        PracticeState.ASKED: N_("{who} asked the school for its text on {day}."),
        PracticeState.WRITTEN: N_("{who} wrote this on {day}; it is not published yet."),
        PracticeState.TAKEN_BACK: N_("{who} took this back on {day}."),
    }
    said = words.gettext(texts[PracticeState(state)], who=who, day=words.day(day))
    return f"{said} {note}" if note and state != PracticeState.WRITTEN else said


def not_accepted_text(words: Words) -> str:
    return words.gettext("Its report is being corrected; the figures come back when it is accepted.")
