"""
Sentences of a school's own page about people: its coordinator, what the office wants to do, whom it talked to. Pure.
"""

from datetime import date

from models.vocabulary import N_, ContactResult
from models.wording.counted import NN_, counted
from models.wording.language import Words

CONTACTS = {
    ContactResult.DECLINED: N_("{contact} Your school said no then."),
    ContactResult.NO_ANSWER: N_("{contact} Nobody was reached."),
}
"""After what a contact was about; where somebody answered, nothing more has to be said."""


def the_office_text(words: Words) -> str:
    """Whom to turn to where no coordinator is named."""
    return words.gettext("the office")


def no_coordinator_text(words: Words, cluster: str | None) -> str:
    if cluster is None:
        return words.gettext("Your school is in no cluster, so no coordinator is named. The office answers.")
    return words.gettext("No coordinator is named for the {cluster} cluster. The office answers.", cluster=cluster)


def coordinator_text(words: Words, cluster: str) -> str:
    return words.gettext("Cares for the {cluster} cluster and reviews your reports.", cluster=cluster)


def wrong_text(words: Words, who: str) -> str:
    return words.gettext(
        "Tell {who} and name three things: your school, the month, and the figure. For example:", who=who
    )


def wrong_example_text(words: Words, school: str, number: str, month: date, activities: int) -> str:
    return words.gettext(
        "“{school}, number {number}, {month}, activities: the page says {count}.”",
        school=school,
        number=number,
        month=words.month_in_year(month),
        count=activities,
    )


def wrong_example_without_month_text(words: Words, school: str, number: str) -> str:
    return words.gettext("“{school}, number {number}, enrollment.”", school=school, number=number)


def no_contact_text(words: Words) -> str:
    return words.gettext("No contact with the office is noted yet.")


def last_spoke_text(words: Words, spoke_on: date | None, tries: int) -> str:
    """When somebody last answered (None: never), and how many tries since then found nobody."""
    since = NN_("{count} try found nobody.", "{count} tries found nobody.")
    told = counted(words, since, tries) if tries else ""
    if spoke_on is None:
        return told
    spoke = words.gettext("Last spoke on {day}.", day=words.day(spoke_on))
    later = NN_("{count} try since then found nobody.", "{count} tries since then found nobody.")
    return f"{spoke} {counted(words, later, tries)}" if tries else spoke


def contact_text(words: Words, about: str, result: ContactResult | None) -> str:
    """What a contact was about, and what came of it where nobody answered or the answer was no."""
    contact = words.gettext("{about}.", about=about.rstrip("."))
    return words.gettext(CONTACTS[result], contact=contact) if result in CONTACTS else contact


def step_text(words: Words, due: date | None, *, is_past: bool) -> str:
    """By when the office wants to take its next step."""
    if due is None:
        return words.gettext("no day set")
    day = words.short_day(due)
    return words.gettext("was planned for {day}", day=day) if is_past else words.gettext("by {day}", day=day)


def no_step_text(words: Words) -> str:
    return words.gettext("No next step is noted.")
