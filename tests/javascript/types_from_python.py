"""
The shapes of what the server sends to scripts, as TypeScript, made from the TypedDicts and dataclasses that say them.

    python tests/javascript/types_from_python.py            writes dashboards/assets/scripts/types.d.ts
    python tests/javascript/types_from_python.py --check    only says whether it is what Python says now
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints, is_typeddict

ROOT = Path(__file__).resolve().parents[2]
TYPES = ROOT / "dashboards" / "assets" / "scripts" / "types.d.ts"
HEAD = "// Made from Python by `make scripts`; change it there.\n"
PLAIN: dict[Any, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    NoneType: "null",
    Any: "unknown",
    object: "unknown",
}


def shapes() -> list[type]:
    """What is written, in this order; what these name is written before them."""
    from dashboards.shell.frame import FrameWords
    from dashboards.state.audit.shapes import AuditPart
    from dashboards.state.contacts.contact_form import ContactPart
    from dashboards.state.home.part import HomePart
    from dashboards.state.importing.shapes import ImportPart, UploadPart
    from dashboards.state.meeting.shapes import MeetingPart, MeetingSchool
    from dashboards.state.our_school.part import OurSchoolPart
    from dashboards.state.people.shapes import PersonPanel, StaffPart
    from dashboards.state.plan.shapes import PlanPart, PlanTyped
    from dashboards.state.practices.shapes import PracticeLook, PracticesPart, SharedActivities
    from dashboards.state.reminders.shapes import RemindersPart
    from dashboards.state.report.shapes import CheckedPart, FieldNow, ReportPart
    from dashboards.state.review.shapes import ReportPanel, ReviewQueue
    from dashboards.state.rules.method_tables import WordsTable
    from dashboards.state.rules.proposals import RulesNews
    from dashboards.state.rules.what_if import RulesShown, WhatIfEffect
    from dashboards.state.school.by_hand import ByHandPart
    from dashboards.state.school.disputes import DisputesPart
    from dashboards.state.school.proofs import ProofsPart
    from dashboards.state.school.record import RecordPart
    from dashboards.state.school.why import WhyPart
    from dashboards.state.school_page.shapes import ProgrammePart, SchoolPagePart
    from dashboards.state.support.shapes import SupportPart
    from dashboards.state.training.shapes import TrainingPart
    from dashboards.state.trends.part import SectionPart, TrendsPart
    from dashboards.state.triage.finding import Found
    from dashboards.state.triage.month_totals import MonthTotals
    from dashboards.state.triage.rows import SchoolRow
    from dashboards.state.triage.screen import ClusterBlock
    from dashboards.state.triage.vocabulary import Vocabulary

    return [
        FrameWords, Found, Vocabulary, SchoolRow, ClusterBlock, MonthTotals, WhyPart, ProofsPart, RecordPart,
        ByHandPart, RulesShown, WhatIfEffect, RulesNews, WordsTable, OurSchoolPart,
        TrendsPart, SectionPart, HomePart, SchoolPagePart, StaffPart, PersonPanel,
        ImportPart, UploadPart, AuditPart,
        ReportPart, FieldNow, CheckedPart, RemindersPart,
        ReviewQueue, ReportPanel,
        ContactPart, SupportPart, MeetingPart, MeetingSchool,
        PracticesPart, PracticeLook, SharedActivities, DisputesPart,
        PlanPart, PlanTyped, TrainingPart, ProgrammePart,
    ]  # fmt: skip


def typescript(roots: Iterable[type]) -> str:
    """Every shape and all it names, each once, as exported interfaces."""
    found: dict[type, str] = {}
    for root in roots:
        _write(root, found)
    return "\n".join([HEAD, *found.values()])


def _write(shape: type, found: dict[type, str]) -> None:
    if shape in found:
        return
    lines = []
    required = getattr(shape, "__required_keys__", None)
    for name, hint in get_type_hints(shape).items():
        for named in _shapes_in(hint):
            _write(named, found)
        mark = "" if required is None or name in required else "?"
        lines.append(f"  {name}{mark}: {_type(hint)}\n")
    found[shape] = f"export interface {shape.__name__} {{\n{''.join(lines)}}}\n"


def _is_shape(hint: Any) -> bool:
    return isinstance(hint, type) and (is_typeddict(hint) or is_dataclass(hint))


def _shapes_in(hint: Any) -> list[type]:
    if _is_shape(hint):
        return [hint]
    return [shape for part in get_args(hint) for shape in _shapes_in(part)]


def _type(hint: Any) -> str:
    """Raises TypeError for what JSON has no word for."""
    if _is_shape(hint):
        return str(hint.__name__)
    if hint in PLAIN:
        return PLAIN[hint]
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (NotRequired, Required):
        return _type(parts[0])
    if origin is Literal:
        return " | ".join(_literal(part) for part in parts)
    if origin in (Union, UnionType):
        return " | ".join(_type(part) for part in parts)
    if origin is tuple and parts[-1] is not Ellipsis:
        return f"[{', '.join(map(_type, parts))}]"
    if origin in (list, tuple, Sequence):
        inner = _type(parts[0])
        return f"({inner})[]" if " | " in inner and not inner.endswith("[]") else f"{inner}[]"
    if origin in (dict, Mapping):
        return f"Record<{_type(parts[0])}, {_type(parts[1])}>"
    raise TypeError(f"{hint!r} has no TypeScript here. Say it with TypedDict, Literal, list, tuple, dict or None.")


def _literal(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else f'"{value}"'


def main(arguments: list[str]) -> int:
    """Write the file, or with --check only compare; 1 where it is out of date."""
    wanted = typescript(shapes())
    if "--check" not in arguments:
        TYPES.write_text(wanted, encoding="utf-8")
        return 0
    if TYPES.exists() and TYPES.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write("types.d.ts is not what Python says now: run make scripts.\n")
    return 1


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
