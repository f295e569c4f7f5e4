"""What a plan leaves out for its level, and what schools of the level did, in words. Pure."""

from collections import Counter

from dashboards.state.frame_rows import is_known
from dashboards.state.plan.gathered import Example, Gathered, TypeCount
from dashboards.state.plan.shapes import PlanExample, PlanType
from models.vocabulary import InvolvementType
from models.wording import plans as wording
from models.wording.language import Words
from models.wording.practices import SHORT_TYPES

MOST_EXAMPLES = 12


def missing_types(found: Gathered) -> list[int]:
    """Types without a step in the plan."""
    own = _own(found)
    return [kind.value for kind in InvolvementType if not own[kind.value]]


def lines_of(words: Words, found: Gathered) -> list[PlanType]:
    """Each type beside the level's plans."""
    own, usual = _own(found), _usual(found)
    lines: list[PlanType] = []
    for kind, name in SHORT_TYPES.items():
        here = words.gettext("{count} here", count=words.number(own[kind]))
        said = [here]
        if kind in usual:
            said.append(words.gettext("{count} in plans of this level", count=words.number(usual[kind], 1)))
        lines.append(
            {
                "type": kind,
                "name": words.gettext(name),
                "own": own[kind],
                "usual": usual.get(kind),
                "label": words.listed(said),
            }
        )
    return lines


def others_of(words: Words, found: Gathered) -> list[str]:
    """For each type that is missing, how many plans of the level have a step of it."""
    whole, by_type = whole_level(found), _by_type(found)
    if whole is None or not found.steps:
        return []
    return [
        wording.others_plan_text(words, kind, by_type[kind].schools if kind in by_type else 0, whole.schools)
        for kind in missing_types(found)
    ]


def examples_of(words: Words, found: Gathered) -> list[PlanExample]:
    """
    First what the plan leaves out, then what it has less of than others: of each type in turn the commonest; none that
    is in the plan.
    """
    own, usual = _own(found), _usual(found)
    planned = {one.title.casefold() for one in found.steps}

    def rank(kind: int) -> int:
        return 0 if not own[kind] else 1 if own[kind] < usual.get(kind, 0) else 2

    fitting = [one for one in found.common if one.title.casefold() not in planned]
    turns: Counter[int] = Counter()
    placed: list[tuple[int, int, int, Example]] = []
    for one in sorted(fitting, key=lambda one: (-one.schools, one.title)):
        placed.append((rank(one.involvement_type), turns[one.involvement_type], len(placed), one))
        turns[one.involvement_type] += 1
    ordered = [one for *_, one in sorted(placed, key=lambda place: place[:3])]
    return [
        {"title": one.title, "type": one.involvement_type, "about": wording.example_text(words, one.schools)}
        for one in ordered[:MOST_EXAMPLES]
    ]


def _own(found: Gathered) -> Counter[int]:
    return Counter(one.kind for one in found.steps)


def whole_level(found: Gathered) -> TypeCount | None:
    """The level's plans at all; None where there is none."""
    return next((one for one in found.types if not is_known(one.involvement_type) and one.schools), None)


def _by_type(found: Gathered) -> dict[int, TypeCount]:
    return {round(one.involvement_type): one for one in found.types if is_known(one.involvement_type)}


def _usual(found: Gathered) -> dict[int, float]:
    """Steps of each type in a plan of the level, on average."""
    whole, by_type = whole_level(found), _by_type(found)
    if whole is None:
        return {}
    return {kind: round(by_type[kind].steps / whole.schools, 1) if kind in by_type else 0.0 for kind in SHORT_TYPES}
