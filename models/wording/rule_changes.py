"""Words about what became of the rules: changed, proposed, declined, undone. Pure."""

from models.support_need.rule_set import RuleSet
from models.wording.counted import NN_, counted
from models.wording.language import Words


def changed_text(words: Words, rules: RuleSet, saved_on: str, starts_on: str, proposed_by: str) -> str:
    """The last change of the rules: when, by whom, what, and for which lists; days in words."""
    values = {"day": saved_on, "author": rules.author, "name": rules.name, "start": starts_on}
    if proposed_by and proposed_by != rules.author:
        return words.gettext(
            "Rules changed on {day} by {author}, as {proposer} proposed: {name}. In force for lists from {start} on.",
            proposer=proposed_by,
            **values,
        )
    return words.gettext("Rules changed on {day} by {author}: {name}. In force for lists from {start} on.", **values)


def waiting_text(words: Words, count: int) -> str:
    """For the director: how many proposals wait; "" for none."""
    waits = NN_(
        "{count} proposal to change the rules waits for you in What if.",
        "{count} proposals to change the rules wait for you in What if.",
    )
    return counted(words, waits, count) if count else ""


def declined_text(words: Words, author: str, day: str, answer: str) -> str:
    """What became of a proposal, for who made it."""
    return words.gettext("Declined by {author} on {day}: {answer}", author=author, day=day, answer=answer)


def answered_text(words: Words, author: str, name: str) -> str:
    """For who made a proposal, on the page: where to read the answer."""
    return words.gettext(
        "{author} has declined your proposal “{name}”. The reason stands in What if.", author=author, name=name
    )


def saved_text(words: Words, name: str, day: str) -> str:
    """After rules were put in force: from when they hold, and how to undo it."""
    return words.gettext(
        "Saved. “{name}” holds for lists judged on {day} or later. Undo stands in What if.", name=name, day=day
    )


def undone_text(words: Words) -> str:
    """After the last change of the rules was undone."""
    return words.gettext("Undone. The rules from before are in force again; the change stands in the audit log.")


def undo_note(words: Words, name: str) -> str:
    """The reason that is kept with rules put in force again by an undo."""
    return words.gettext("Undoes “{name}”", name=name)


def proposed_text(words: Words, name: str) -> str:
    """After a proposal."""
    return words.gettext("Proposed. “{name}” waits for the director; no list has changed.", name=name)


def answer_given_text(words: Words, author: str) -> str:
    """After a proposal was declined."""
    return words.gettext("Declined. {author} reads your sentence in What if; no list has changed.", author=author)


def taken_back_text(words: Words, name: str) -> str:
    """After a proposal was taken back."""
    return words.gettext("Taken back. “{name}” waits no more; no list has changed.", name=name)
