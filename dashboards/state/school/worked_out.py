"""How one school's place was worked out: each thing the method looks at, with the school's own figures. Pure."""

from dashboards.state.frame_rows import is_known
from dashboards.state.rules.method_tables import WordsTable
from dashboards.state.school.behind import counted_number
from dashboards.state.triage.board import Board
from models.support_need.indicator_specs import SPECS, WEIGHTED
from models.vocabulary import N_, Indicator
from models.wording import funnel as wording_funnel
from models.wording import school as wording_school
from models.wording.language import Words

COLUMNS = (
    N_("What is looked at"),
    N_("This school"),
    N_("Schools like it"),
    N_("Rests on"),
    N_("Weight"),
    N_("Says"),
)


def worked_out_table(words: Words, board: Board, school_id: str) -> WordsTable | None:
    """A row for each indicator, the one that adds most first; None for a school or year that is not judged."""
    if board.assessment is None or board.month is None or not board.is_judged(school_id):
        return None
    assessment = board.assessment
    points = {code: float(assessment.points[code.value].loc[school_id]) for code in WEIGHTED}
    figures = assessment.figures
    rows = []
    for code in sorted(WEIGHTED, key=lambda code: -points[code]):
        own, peers, n = (float(figures[(code.value, name)].loc[school_id]) for name in ("own", "peers", "n"))
        _, _, behind = wording_funnel.head_texts(words, code)
        rows.append(
            [
                wording_funnel.table_title_text(words, code),
                _figure(words, code, own, n),
                _figure(words, code, peers, n),
                words.gettext("{behind}: {count}", behind=behind, count=words.number(n)) if is_known(n) else "–",
                counted_number(words, assessment.rules.weights[code]),
                wording_school.points_text(words, points[code]),
            ]
        )
    name, month = str(board.schools["name"].loc[school_id]), words.month_in_year(board.month)
    caption = words.gettext("{name} on the {month} list", name=name, month=month)
    return {"caption": caption, "columns": [words.gettext(column) for column in COLUMNS], "rows": rows}


def _figure(words: Words, code: Indicator, value: float, n: float) -> str:
    """A figure in its unit; of n where it counts of n; a dash where nothing was counted or too little to be shown."""
    spec = SPECS[code]
    if not is_known(value):
        return "–"
    if not spec.is_of_n:
        return words.number(value, spec.decimals)
    if not is_known(n) or n <= 0:
        return "–"
    return words.gettext("{number} %", number=words.number(100 * value / n))
