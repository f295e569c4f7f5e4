"""Who may do and see what, as a truth table over Role. Pure; queries and actions ask here, pages only derive."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from models.errors import NotAllowedError
from models.vocabulary import N_, Role


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
    is_on_the_server: bool = False
    """Runs a command on the server's own machine and has no row in the table of people."""

    @property
    def sees_district(self) -> bool:
        """A liaison sees own schools, everybody else the district."""
        return self.role is not Role.LIAISON


def administrator_on_the_server(name: str, district_id: int = 0) -> Viewer:
    """
    Whoever runs a command on the server's own machine, as the administrator of the district the command is about.

    No rights are looked up: they can read and change the database's file, or know its password, without this program.
    `name` is what the receipt and the audit line say. Source: decision 0012.
    """
    return Viewer(district_id, 0, name, Role.ADMINISTRATOR, is_on_the_server=True)


def in_district(viewer: Viewer, district_id: int) -> Viewer:
    """
    The viewer, acting in this district; the server's administrator may act in any.

    Raises NotAllowedError for a person of another district.
    """
    if viewer.is_on_the_server:
        return replace(viewer, district_id=district_id)
    if viewer.district_id != district_id:
        raise NotAllowedError("You can only change rows of your own district; nothing was saved.")
    return viewer


class Action(StrEnum):
    """What a person may have the right to write. Every writing function checks one of them."""

    IMPORT_FILES = "import_files"
    """Bring rows in, from files or drawn as the sample, and take an import back."""
    SAVE_RULE_SET = "save_rule_set"
    """Put rules in force for the whole district, undo the last change, answer a proposal."""
    PROPOSE_RULE_SET = "propose_rule_set"
    """Ask for other rules, and take the request back."""
    ADD_DECISION = "add_decision"
    """Decide by hand about a school, end the decision, take it back."""
    REVIEW_REPORTS = "review_reports"
    """Accept a school's report, return it, open it again; undo what one decided."""
    REOPEN_MONTH = "reopen_month"
    """Open a locked month again for some days, so that its reports can be changed and reviewed."""
    LEND_CLUSTER = "lend_cluster"
    """Give a cluster to another coordinator for the days of a leave."""
    LOG_CONTACT = "log_contact"
    """Log what was done for a school and correct it, say what became of a next step, plan visits."""
    MANAGE_PEOPLE = "manage_people"
    """Add people, say what they do and care for, invite them, sign them out, close accounts; read the list of them."""
    REMIND = "remind"
    """Remind a school of a report that has not come in, or say that it was done."""
    FILE_REPORT = "file_report"
    """Write a school's monthly report: its draft, and sending it."""

    SHARE_PRACTICE = "share_practice"
    """Mark an accepted activity as worth sharing, ask its school to write it up, publish that."""
    WRITE_UP_PRACTICE = "write_up_practice"
    """Write up what was marked, and take it back from those who could read it."""
    DISPUTE_FIGURE = "dispute_figure"
    """Say that a figure or reason on a list is wrong, and take that back."""
    ANSWER_DISPUTE = "answer_dispute"
    """Answer what a school says is wrong."""

    WRITE_PLAN = "write_plan"
    """Begin a school's action plan, change its steps, send it, take it back."""
    ACCEPT_PLAN = "accept_plan"
    """Accept a school's action plan or return it."""
    WRITE_TRAINING = "write_training"
    """Write down a professional development session and who came, correct it, take it back."""
    WRITE_PROGRAMME_STEP = "write_programme_step"
    """Say which step of the programme a school has reached and when, correct it, take it back."""


_WRITERS: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.IMPORT_FILES: frozenset({Role.ADMINISTRATOR, Role.DIRECTOR}),
        Action.SAVE_RULE_SET: frozenset({Role.DIRECTOR}),
        Action.PROPOSE_RULE_SET: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.ADD_DECISION: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.REVIEW_REPORTS: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.REOPEN_MONTH: frozenset({Role.DIRECTOR}),
        Action.LEND_CLUSTER: frozenset({Role.DIRECTOR}),
        Action.LOG_CONTACT: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
        Action.REMIND: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.FILE_REPORT: frozenset({Role.DIRECTOR, Role.COORDINATOR, Role.LIAISON}),
        Action.SHARE_PRACTICE: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.WRITE_UP_PRACTICE: frozenset({Role.DIRECTOR, Role.COORDINATOR, Role.LIAISON}),
        Action.DISPUTE_FIGURE: frozenset({Role.LIAISON}),
        Action.ANSWER_DISPUTE: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.WRITE_PLAN: frozenset({Role.DIRECTOR, Role.COORDINATOR, Role.LIAISON}),
        Action.ACCEPT_PLAN: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.WRITE_TRAINING: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
        Action.WRITE_PROGRAMME_STEP: frozenset({Role.DIRECTOR, Role.COORDINATOR}),
    }
)
"""Roles that may take each action. Coordinators act for schools of their clusters only, liaisons for their own."""

ABOUT_A_SCHOOL = frozenset(
    {
        Action.ADD_DECISION,
        Action.FILE_REPORT,
        Action.REVIEW_REPORTS,
        Action.LOG_CONTACT,
        Action.SHARE_PRACTICE,
        Action.WRITE_UP_PRACTICE,
        Action.DISPUTE_FIGURE,
        Action.ANSWER_DISPUTE,
        Action.REMIND,
        Action.WRITE_PLAN,
        Action.ACCEPT_PLAN,
        Action.WRITE_PROGRAMME_STEP,
    }
)
"""What a coordinator may do for the schools of own clusters, and a liaison for own ones."""
_ON_THE_SERVER = frozenset({Action.REMIND})
"""What a command on the server does besides what an administrator may. Source: decision 0042."""
READERS_OF_REMINDERS = frozenset({Role.DIRECTOR, Role.COORDINATOR, Role.ADMINISTRATOR})
"""Roles that are shown who has not reported, with the addresses of who files there."""

_REFUSALS: Mapping[Action, str] = MappingProxyType(
    {
        Action.IMPORT_FILES: N_("Only an administrator or director can import files."),
        Action.SAVE_RULE_SET: N_("Only the director can put rules in force or answer a proposal."),
        Action.PROPOSE_RULE_SET: N_("Only a coordinator or director can propose other rules."),
        Action.ADD_DECISION: N_("Only a coordinator or director can put a school on Check in or take it off."),
        Action.REVIEW_REPORTS: N_("Only a coordinator or director can review reports."),
        Action.REOPEN_MONTH: N_("Only the director can open a locked month again."),
        Action.LEND_CLUSTER: N_("Only the director can give a cluster to somebody else for a leave."),
        Action.LOG_CONTACT: N_("Only a coordinator or director can log a contact or plan a visit."),
        Action.MANAGE_PEOPLE: N_("Only an administrator can see who may sign in, and change it."),
        Action.REMIND: N_("Only a coordinator or director can remind schools of their reports."),
        Action.FILE_REPORT: N_("Only a school's liaison, its coordinator or the director can write its report."),
        Action.SHARE_PRACTICE: N_("Only a coordinator or director can mark and publish what is worth sharing."),
        Action.WRITE_UP_PRACTICE: N_("Only the school's liaison, its coordinator or the director can write this up."),
        Action.DISPUTE_FIGURE: N_("Only the school's own liaison can say here that a figure is wrong."),
        Action.ANSWER_DISPUTE: N_("Only a coordinator or director can answer what a school says is wrong."),
        Action.WRITE_PLAN: N_("Only a school's liaison, its coordinator or the director can write its plan."),
        Action.ACCEPT_PLAN: N_("Only a coordinator or director can accept or return plans."),
        Action.WRITE_TRAINING: N_("Only a coordinator or director can write down a session and who came."),
        Action.WRITE_PROGRAMME_STEP: N_("Only a coordinator or director can write down a step of the programme."),
    }
)
_REFUSALS_ELSEWHERE: Mapping[Action, str] = MappingProxyType(
    {
        Action.ADD_DECISION: N_(
            "Only the coordinator of {cluster} or the director can put a school on Check in or take it off here."
        ),
        Action.REMIND: N_("Only the coordinator of {cluster} or the director can remind this school."),
        Action.FILE_REPORT: N_(
            "Only the school's liaison, the coordinator of {cluster} or the director can write this report."
        ),
        Action.REVIEW_REPORTS: N_("Only the coordinator of {cluster} or the director can review this report."),
        Action.LOG_CONTACT: N_(
            "Only the coordinator of {cluster} or the director can log a contact or plan a visit here."
        ),
        Action.SHARE_PRACTICE: N_(
            "Only the coordinator of {cluster} or the director can mark and publish what is worth sharing here."
        ),
        Action.WRITE_UP_PRACTICE: N_(
            "Only the school's liaison, the coordinator of {cluster} or the director can write this up."
        ),
        Action.ANSWER_DISPUTE: N_("Only the coordinator of {cluster} or the director can answer this school."),
        Action.WRITE_PLAN: N_(
            "Only the school's liaison, the coordinator of {cluster} or the director can write this plan."
        ),
        Action.ACCEPT_PLAN: N_("Only the coordinator of {cluster} or the director can accept or return this plan."),
        Action.WRITE_PROGRAMME_STEP: N_(
            "Only the coordinator of {cluster} or the director can write down this school's steps of the programme."
        ),
    }
)
"""What somebody is told about a school that is not theirs; {cluster} is that school's."""
_REFUSALS_WITHOUT_CLUSTER: Mapping[Action, str] = MappingProxyType(
    {
        Action.ADD_DECISION: N_(
            "Only the coordinator of that cluster or the director can put a school on Check in or take it off here."
        ),
        Action.REMIND: N_("Only the coordinator of that cluster or the director can remind this school."),
        Action.FILE_REPORT: N_("Only the school's liaison or the director can write this report."),
        Action.REVIEW_REPORTS: N_("Only the director can review reports of a school without a cluster."),
        Action.LOG_CONTACT: N_(
            "Only the coordinator of that cluster or the director can log a contact or plan a visit here."
        ),
        Action.SHARE_PRACTICE: N_(
            "Only the coordinator of that cluster or the director can mark and publish what is worth sharing here."
        ),
        Action.WRITE_UP_PRACTICE: N_(
            "Only the school's liaison, the coordinator of that cluster or the director can write this up."
        ),
        Action.ANSWER_DISPUTE: N_("Only the coordinator of that cluster or the director can answer this school."),
        Action.WRITE_PLAN: N_("Only the school's liaison or the director can write this plan."),
        Action.ACCEPT_PLAN: N_("Only the director can accept or return the plan of a school without a cluster."),
        Action.WRITE_PROGRAMME_STEP: N_(
            "Only the director can write down steps of the programme of a school without a cluster."
        ),
    }
)


def can_see_school(viewer: Viewer, school_id: str) -> bool:
    return viewer.sees_district or school_id in viewer.school_ids


def check_can_see_school(viewer: Viewer, school_id: str) -> None:
    """Raises NotAllowedError for a liaison of other schools."""
    if not can_see_school(viewer, school_id):
        raise NotAllowedError("This school's page is open to its own liaison and to the office.")


def check_can_see_reminders(viewer: Viewer) -> None:
    """Raises NotAllowedError for a school's liaison and for who only reads."""
    if viewer.role not in READERS_OF_REMINDERS:
        raise NotAllowedError("Only coordinators, the director and administrators can see who has not reported.")


def reads_audit_log(viewer: Viewer) -> bool:
    """Who did what is for the director, who answers for it, and for administrators."""
    return viewer.role in (Role.DIRECTOR, Role.ADMINISTRATOR)


def can(viewer: Viewer, action: Action, cluster: str | None = None, school_id: str | None = None) -> bool:
    """May `viewer` take `action`, for the school `school_id` of `cluster` where the action is about one school?"""
    if viewer.is_on_the_server and action in _ON_THE_SERVER:
        return True
    if viewer.role not in _WRITERS[action]:
        return False
    if action not in ABOUT_A_SCHOOL:
        return True
    if viewer.role is Role.LIAISON:
        return school_id in viewer.school_ids
    return viewer.role is not Role.COORDINATOR or cluster in viewer.clusters


def check_can(viewer: Viewer, action: Action, cluster: str | None = None, school_id: str | None = None) -> None:
    """Raises NotAllowedError, saying who may."""
    if not can(viewer, action, cluster, school_id):
        if viewer.role is Role.COORDINATOR and viewer.role in _WRITERS[action]:
            if cluster:
                raise NotAllowedError(_REFUSALS_ELSEWHERE[action], cluster=cluster)
            raise NotAllowedError(_REFUSALS_WITHOUT_CLUSTER[action])
        raise NotAllowedError(_REFUSALS[action])
