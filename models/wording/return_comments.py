"""
What a school reads when its report comes back: ready sentences for the common reasons, in English and in Spanish. Pure.

The Spanish is kept here beside the English, and not in a catalogue: it is sent to a school along with the English,
whatever language the coordinator reads. What somebody types themselves is never translated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale, dates

from models.review_findings import Finding, FindingCode
from models.vocabulary import N_
from models.wording.language import Words

SPANISH = Locale.parse("es")


@dataclass(frozen=True)
class Comment:
    """One reason to return a report: what the button says, and the sentence in both languages, filled in."""

    code: str
    label: str
    english: str
    spanish: str


TEXTS: Mapping[FindingCode, tuple[str, str, str]] = {
    FindingCode.ABOVE_ENROLLMENT: (
        N_("More families than pupils: is it a slip?"),
        N_('At "{activity}" {figure} families are counted, and your school has {beside} pupils. Is it a slip?'),
        "En «{activity}» se contaron {figure} familias, y su escuela tiene {beside} alumnos. ¿Es un error al escribir?",
    ),
    FindingCode.FAR_MORE: (
        N_("Is this figure for one event?"),
        N_('At "{activity}" {figure} families are counted, more than usual. Is this figure for one event?'),
        "En «{activity}» se contaron {figure} familias, más de lo habitual. ¿Es la cifra de un solo evento?",
    ),
    FindingCode.FAR_FEWER: (
        N_("Far fewer families than usual: is it right?"),
        N_('At "{activity}" {figure} families are counted, fewer than usual. Is this right?'),
        "En «{activity}» se contaron {figure} familias, menos de lo habitual. ¿Es correcto?",
    ),
    FindingCode.ANSWERS_ABOVE_SENT: (
        N_("More answers than cards sent: which is right?"),
        N_('At "{activity}" {figure} cards came back but {beside} were sent. Which is right?'),
        "En «{activity}» se devolvieron {figure} tarjetas, pero se enviaron {beside}. ¿Qué cifra es correcta?",
    ),
    FindingCode.ANSWERS_ABOVE_ATTENDANCE: (
        N_("More answers than families: which is right?"),
        N_('At "{activity}" {figure} answers came back but {beside} families were there. Which is right?'),
        "En «{activity}» se recibieron {figure} respuestas, pero vinieron {beside} familias. ¿Qué cifra es correcta?",
    ),
    FindingCode.SIDES_ABOVE_ANSWERS: (
        N_("Opinions add up to more than the answers"),
        N_('At "{activity}" the opinions add up to {figure}, and {beside} answers came back. Which is right?'),
        "En «{activity}» las opiniones suman {figure}, y se recibieron {beside} respuestas. ¿Qué cifra es correcta?",
    ),
    FindingCode.RATING_OFF_SCALE: (
        N_("The rating is outside its scale"),
        N_('At "{activity}" the rating is {figure}, on a scale from {low} to {high}. Please look at it again.'),
        "En «{activity}» la valoración es {figure}, en una escala de {low} a {high}. Por favor, revísela.",
    ),
    FindingCode.RATING_WITHOUT_SCALE: (
        N_("Which scale is the rating on?"),
        N_('At "{activity}" the rating is {figure}. On which scale was it asked?'),
        "En «{activity}» la valoración es {figure}. ¿En qué escala se preguntó?",
    ),
    FindingCode.ANSWERS_WITHOUT_ACTIVITY: (
        N_("Which activity do the answers belong to?"),
        N_("There are {figure} answers to an activity that is not in the report. Which one do they belong to?"),
        "Hay {figure} respuestas a una actividad que no está en el informe. ¿A cuál corresponden?",
    ),
    FindingCode.FAMILIES_ABOVE_ADULTS: (
        N_("Families and adults look swapped"),
        N_('At "{activity}" there are {figure} families and {beside} adults. Are the two swapped?'),
        "En «{activity}» hay {figure} familias y {beside} adultos. ¿Están intercambiadas las cifras?",
    ),
    FindingCode.DATE_OUTSIDE_MONTH: (
        N_("The day is not in this month"),
        N_('The day of "{activity}" is not in {month}. Please mend the day, or move it to its own month.'),
        "El día de «{activity}» no cae en {month}. Por favor, corrija el día o páselo a su mes.",
    ),
    FindingCode.REPEATED: (
        N_("An activity is in twice"),
        N_('"{activity}" stands in the report twice. Was it held twice?'),
        "«{activity}» aparece dos veces en el informe. ¿Se realizó dos veces?",
    ),
    FindingCode.NIL_WITH_ACTIVITIES: (
        N_("Nothing to report, and yet activities"),
        N_('The report says "nothing to report" and lists activities. Which is right?'),
        "El informe dice «nada que informar» y enumera actividades. ¿Qué es lo correcto?",
    ),
    FindingCode.NOTHING_SAID: (
        N_("No activity, and no reason"),
        N_("The report lists no activity. Please add them, or say why there was nothing to report."),
        "El informe no enumera ninguna actividad. Por favor, añádalas o diga por qué no hubo nada que informar.",
    ),
    FindingCode.MANY_ACTIVITIES: (
        N_("Far more activities than usual: is it one month?"),
        N_("The report lists {figure} activities, more than in your other months. Are all of them of {month}?"),
        "El informe enumera {figure} actividades, más que en otros meses. ¿Son todas de {month}?",
    ),
    FindingCode.FEW_ACTIVITIES: (
        N_("Fewer activities than usual: is one missing?"),
        N_("The report lists {figure} activities, fewer than in your other months. Is one missing?"),
        "El informe enumera {figure} actividades, menos que en otros meses. ¿Falta alguna?",
    ),
    FindingCode.COUNT_MISSING: (
        N_("A count is missing"),
        N_('At "{activity}" the families are blank. If somebody counted them, please add the number.'),
        "En «{activity}» falta el número de familias. Si alguien las contó, por favor añádalo.",
    ),
    FindingCode.METHOD_MISSING: (
        N_("Counting method is missing"),
        N_('At "{activity}" it is not said how the families were counted. Please add it.'),
        "En «{activity}» no se dice cómo se contaron las familias. Por favor, añádalo.",
    ),
    FindingCode.MARKED: (
        N_("A marked figure: is it right?"),
        N_('At "{activity}" a figure was marked when it was filed. Please look at it again.'),
        "En «{activity}» una cifra quedó marcada al enviarse. Por favor, revísela.",
    ),
}
"""By what was found: the button's text, the sentence, and the same in Spanish."""

ALWAYS: Mapping[str, tuple[str, str, str]] = {
    "add_answers": (
        N_("Please add the parents' answers"),
        N_("Please add the parents' answers, or say that nobody was asked."),
        "Por favor, añada las respuestas de los padres, o indique que no se les preguntó.",
    ),
    "add_method": (
        N_("How were the families counted?"),
        N_("Please say of each activity how the families were counted."),
        "Por favor, indique de cada actividad cómo se contaron las familias.",
    ),
    "add_team": (
        N_("Did the team meet?"),
        N_("Please say whether the partnership team met, and for how long."),
        "Por favor, indique si se reunió el equipo y durante cuánto tiempo.",
    ),
}
"""Offered for every report, beside what was found in it."""


def comments(words: Words, found: Sequence[Finding], titles: Mapping[str, str], month: date) -> list[Comment]:
    """The ready sentences for one report, what was found in it first. titles: of its activities, by id."""
    said: list[Comment] = []
    form = words.gettext("this form")
    for place, one in enumerate(found):
        label, english, spanish = TEXTS[one.code]
        title = titles.get(one.about, "")
        numbers = {name: words.number(value, 1 if value % 1 else 0)
                   for name, value in (("figure", one.figure), ("beside", one.beside), ("low", one.low),
                                       ("high", one.high)) if value is not None}  # fmt: skip
        filled = {"figure": "", "beside": "", "low": "", "high": "", **numbers}
        said.append(
            Comment(
                f"{one.code.value}:{place}",
                words.gettext(label),
                words.gettext(english, **filled, activity=title or form, month=words.month(month)),
                spanish.format(**filled, activity=title or "este formulario", month=spanish_month(month)),
            )
        )
    said += [
        Comment(code, words.gettext(label), words.gettext(english), spanish)
        for code, (label, english, spanish) in ALWAYS.items()
    ]
    return said


ONE_SPANISH, TWO_SPANISH, ENDED_SPANISH = "Una cosa:", "Por favor, revise lo siguiente:", "Todo lo demás está bien."


def begun_in_spanish(name: str, month: date) -> str:
    """How the Spanish sentence begins; name: the liaison's first name, "" for nobody."""
    return f"Gracias por {spanish_month(month)}, {name}." if name else f"Gracias por {spanish_month(month)}."


def composed_in_spanish(name: str, month: date, chosen: Sequence[Comment]) -> str:
    """What the school reads in Spanish, from the ready sentences that were chosen; empty without any."""
    if not chosen:
        return ""
    things = ONE_SPANISH if len(chosen) == 1 else TWO_SPANISH
    return " ".join([begun_in_spanish(name, month), things, *(one.spanish for one in chosen), ENDED_SPANISH])


def spanish_month(month: date) -> str:
    return dates.format_date(date(2000, month.month, 1), "LLLL", locale=SPANISH)
