"""
The ready texts of a reminder, in English and in Spanish, whatever language the pages are read in. Pure.

They stand here whole, beside each other, and not in the catalogue: a school is written to in its own language, not in
that of whoever writes. They name no school but the one they go to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from babel import dates

from models.vocabulary import N_


class LetterLanguage(StrEnum):
    ENGLISH = "en"
    SPANISH = "es"
    BOTH = "both"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    LetterLanguage.ENGLISH: N_("English"),
    LetterLanguage.SPANISH: N_("Spanish"),
    LetterLanguage.BOTH: N_("English and Spanish"),
}


@dataclass(frozen=True)
class LetterFacts:
    """
    What a reminder says. state: a code of MonthMark as `queries.not_reported`. reason: of a return, "" for none. names:
    whom it greets, none: nobody by name. link: of the page where the report is filed, "" where there is none. sender:
    who writes, "" for the office.
    """

    school: str
    month: date
    state: str
    due_date: date
    on: date
    is_begun: bool = False
    returned_on: date | None = None
    reason: str = ""
    mend_by: date | None = None
    names: Sequence[str] = ()
    link: str = ""
    sender: str = ""
    district: str = ""


@dataclass(frozen=True)
class Letter:
    """One ready text; the body's lines end with a line feed."""

    language: LetterLanguage
    subject: str
    body: str


_ENGLISH = {
    "subject": "{month} report of {school}",
    "subject_returned": "{month} report of {school}: one question",
    "hello": "Hello {names},",
    "hello_all": "Hello,",
    "and": " and ",
    "not_due": "The report of {school} for {month} is due on {due}. It has not arrived yet. "
    "If it is on its way, there is nothing more to do.",
    "begun_not_due": "The report of {school} for {month} is begun and has not been sent yet. It is due on {due}.",
    "missing": "The report of {school} for {month} was due on {due} and has not arrived. "
    "If it is on its way, there is nothing more to do.",
    "begun": "The report of {school} for {month} was due on {due}. It is begun and has not been sent yet: "
    "what you typed is kept.",
    "returned": "Thank you for the report of {school} for {month}. It came back to you on {day} to be mended.",
    "returned_day_unknown": "Thank you for the report of {school} for {month}. It came back to you to be mended.",
    "reason": "What was asked: {reason}",
    "mend_by": "Please mend it by {day} and send it again.",
    "mend": "Please mend it and send it again.",
    "what": "It holds the month's activities, how many families came, and what parents answered. "
    "A month without activities counts, too: choose “Nothing to report” and say why.",
    "link": "Here it is: {link}",
    "help": "If something stands in the way, or somebody else files the reports now, tell us. We are glad to help.",
    "bye": "Thank you,",
    "office": "Office of Family and Community Outreach",
}
_SPANISH = {
    "subject": "Informe de {month}, {school}",
    "subject_returned": "Informe de {month}, {school}: una pregunta",
    "hello": "Hola, {names}:",
    "hello_all": "Hola:",
    "and": " y ",
    "not_due": "El informe de {school} correspondiente a {month} vence el {due}. Todavía no ha llegado. "
    "Si ya está en camino, no hay nada más que hacer.",
    "begun_not_due": "El informe de {school} correspondiente a {month} está empezado y todavía no se ha enviado. "
    "Vence el {due}.",
    "missing": "El informe de {school} correspondiente a {month} vencía el {due} y no ha llegado. "
    "Si ya está en camino, no hay nada más que hacer.",
    "begun": "El informe de {school} correspondiente a {month} vencía el {due}. Está empezado y todavía no se ha "
    "enviado: lo que usted escribió está guardado.",
    "returned": "Gracias por el informe de {school} correspondiente a {month}. Se le devolvió el {day} para que lo "
    "corrija.",
    "returned_day_unknown": "Gracias por el informe de {school} correspondiente a {month}. Se le devolvió para que lo "
    "corrija.",
    "reason": "Lo que se preguntó: {reason}",
    "mend_by": "Por favor, corríjalo a más tardar el {day} y envíelo de nuevo.",
    "mend": "Por favor, corríjalo y envíelo de nuevo.",
    "what": "El informe contiene las actividades del mes, cuántas familias asistieron y lo que respondieron los "
    "padres. Un mes sin actividades también cuenta: elija «Nada que informar» y diga por qué.",
    "link": "Aquí está: {link}",
    "help": "Si algo lo impide, o si ahora otra persona envía los informes, avísenos. Con gusto le ayudamos.",
    "bye": "Muchas gracias,",
    "office": "Oficina de Relaciones con las Familias y la Comunidad",
}
_TEXTS: Mapping[LetterLanguage, Mapping[str, str]] = MappingProxyType(
    {LetterLanguage.ENGLISH: _ENGLISH, LetterLanguage.SPANISH: _SPANISH}
)
_DAYS = {LetterLanguage.ENGLISH: "d MMMM y", LetterLanguage.SPANISH: "d 'de' MMMM 'de' y"}
_MONTHS = {LetterLanguage.ENGLISH: "LLLL y", LetterLanguage.SPANISH: "LLLL 'de' y"}
BETWEEN = "\n\n* * *\n\n"
"""Between two languages of one letter."""


def letter(language: LetterLanguage, facts: LetterFacts) -> Letter:
    """The reminder of one school."""
    if language is LetterLanguage.BOTH:
        english, spanish = (letter(one, facts) for one in _TEXTS)
        return Letter(language, f"{english.subject} / {spanish.subject}", english.body + BETWEEN + spanish.body)
    texts = _TEXTS[language]
    month = dates.format_date(facts.month, _MONTHS[language], locale=language.value)
    kind = "subject_returned" if facts.state == "returned" else "subject"
    subject = texts[kind].format(month=month, school=facts.school)
    names = [one for name in facts.names if (one := " ".join(name.split()))]
    hello = texts["hello"].format(names=_listed(names, texts["and"])) if names else texts["hello_all"]
    signed = [texts["bye"], *filter(None, [facts.sender or texts["office"], facts.district])]
    parts = [
        hello,
        *_about(language, facts, month),
        texts["link"].format(link=facts.link) if facts.link else "",
        texts["help"],
        "\n".join(signed),
    ]
    return Letter(language, " ".join(subject.split()), "\n\n".join(filter(None, parts)))


def _about(language: LetterLanguage, facts: LetterFacts, month: str) -> list[str]:
    """What of the report is asked for, a paragraph each."""
    texts = _TEXTS[language]
    said = {"school": facts.school, "month": month, "due": _day(language, facts.due_date)}
    if facts.state != "returned":
        late = "" if facts.due_date < facts.on else "_not_due"
        kind = f"begun{late}" if facts.is_begun else "missing" if not late else "not_due"
        return [texts[kind].format(**said), texts["what"]]
    came = texts["returned_day_unknown"].format(**said)
    if facts.returned_on is not None:
        came = texts["returned"].format(**said, day=_day(language, facts.returned_on))
    is_open = facts.mend_by is not None and facts.mend_by >= facts.on
    mend = texts["mend_by"].format(day=_day(language, facts.mend_by)) if is_open and facts.mend_by else texts["mend"]
    reason = " ".join(facts.reason.split())
    return [came, texts["reason"].format(reason=reason) if reason else "", mend]


def _day(language: LetterLanguage, day: date) -> str:
    return dates.format_date(day, _DAYS[language], locale=language.value)


def _listed(names: Sequence[str], last: str) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]
