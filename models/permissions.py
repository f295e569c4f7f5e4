"""Who may do and see what, as a truth table over Role. Pure; queries and actions ask here, pages only derive."""

from dataclasses import dataclass

from models.errors import NotAllowedError
from models.vocabulary import Role


@dataclass(frozen=True)
class Viewer:
    """The person a query answers to, with the schools and clusters in their care on the day of asking."""

    district_id: int
    person_id: int
    name: str
    role: Role
    school_ids: frozenset[str] = frozenset()
    """Own schools; only a liaison has any."""
    clusters: tuple[str, ...] = ()
    """Clusters in a coordinator's care today."""

    @property
    def sees_district(self) -> bool:
        """A liaison sees own schools, everybody else the district. Source: product.md, "readers"."""
        return self.role is not Role.LIAISON


_WRITERS: dict[str, frozenset[Role]] = {
    "import_files": frozenset({Role.ADMINISTRATOR, Role.DIRECTOR}),
    "log_support": frozenset({Role.DIRECTOR, Role.COORDINATOR}),
    "save_rule_set": frozenset({Role.DIRECTOR, Role.COORDINATOR}),
    "add_event": frozenset({Role.DIRECTOR, Role.COORDINATOR}),
}
"""Roles that may take each action. A coordinator acts for the schools of own clusters only."""

_DEEDS = {
    "import_files": "import files",
    "log_support": "log a contact",
    "save_rule_set": "save a rule set",
    "add_event": "put a school on Check in or take it off",
}


def can_see_school(viewer: Viewer, school_id: str) -> bool:
    return viewer.sees_district or school_id in viewer.school_ids


def check_can_see_school(viewer: Viewer, school_id: str) -> None:
    if not can_see_school(viewer, school_id):
        raise NotAllowedError("This school's page is open to its own liaison and to the office.")


def can(viewer: Viewer, action: str, cluster: str | None = None) -> bool:
    """May `viewer` take `action`, for a school of `cluster` where the action is about one school?"""
    if viewer.role not in _WRITERS[action]:
        return False
    is_about_school = action in ("log_support", "add_event")
    return viewer.role is not Role.COORDINATOR or not is_about_school or cluster in viewer.clusters


def check_can(viewer: Viewer, action: str, cluster: str | None = None) -> None:
    if not can(viewer, action, cluster):
        if viewer.role in _WRITERS[action]:
            raise NotAllowedError(
                f"Only the coordinator of {cluster or 'that cluster'} or the director can {_DEEDS[action]} here."
            )
        who = " or ".join(sorted(role.label.lower() for role in _WRITERS[action]))
        raise NotAllowedError(f"Only a {who} can {_DEEDS[action]}.")
