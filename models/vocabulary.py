"""The programme's closed lists, each with the words a person reads. The codes are stored; the labels never are."""

from enum import IntEnum, StrEnum


def N_(text: str) -> str:
    """Mark a text for the message catalogue where it stands in a table; it is looked up where it is said."""
    return text


class SchoolLevel(StrEnum):
    ELEMENTARY = "elementary"
    K8 = "k8"
    MIDDLE = "middle"
    HIGH = "high"
    ALTERNATIVE = "alternative"

    @property
    def label(self) -> str:
        return _LEVELS[self][0]

    @property
    def short_label(self) -> str:
        """As a picture with little room says it: ES, K-8, MS, HS, Alt."""
        return _LEVELS[self][1]


_LEVELS = {
    SchoolLevel.ELEMENTARY: (N_("Elementary"), N_("ES")),
    SchoolLevel.K8: (N_("K-8"), N_("K-8")),
    SchoolLevel.MIDDLE: (N_("Middle"), N_("MS")),
    SchoolLevel.HIGH: (N_("High"), N_("HS")),
    SchoolLevel.ALTERNATIVE: (N_("Alternative"), N_("Alt")),
}


class InvolvementType(IntEnum):
    """Epstein's six types of involvement; an activity is counted once, by its primary type."""

    PARENTING = 1
    COMMUNICATING = 2
    VOLUNTEERING = 3
    LEARNING_AT_HOME = 4
    DECISION_MAKING = 5
    COMMUNITY = 6

    @property
    def label(self) -> str:
        return _INVOLVEMENT_TYPES[self]


_INVOLVEMENT_TYPES = {
    InvolvementType.PARENTING: N_("Parenting"),
    InvolvementType.COMMUNICATING: N_("Communicating"),
    InvolvementType.VOLUNTEERING: N_("Volunteering"),
    InvolvementType.LEARNING_AT_HOME: N_("Learning at home"),
    InvolvementType.DECISION_MAKING: N_("Decision making"),
    InvolvementType.COMMUNITY: N_("Collaborating with the community"),
}


class ReportState(StrEnum):
    """Where one school's month stands. "Late" is not a state: it follows from the due date."""

    NOT_EXPECTED = "not_expected"
    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def is_received(self) -> bool:
        return self in (ReportState.SUBMITTED, ReportState.RETURNED, ReportState.ACCEPTED)


RECEIVED = tuple(state for state in ReportState if state.is_received)


class SupportTier(StrEnum):
    EXTRA_SUPPORT = "extra_support"
    CHECK_IN = "check_in"
    NOT_ENOUGH_DATA = "not_enough_data"
    ONE_THING = "one_thing"
    STEADY = "steady"

    @property
    def is_list(self) -> bool:
        """Somebody is asked to call or to come; the others are no list, take no room and count as steady there."""
        return self not in (SupportTier.ONE_THING, SupportTier.STEADY)

    @property
    def label(self) -> str:
        return _TIERS[self]


_TIERS = {
    SupportTier.EXTRA_SUPPORT: N_("Extra support"),
    SupportTier.CHECK_IN: N_("Check in"),
    SupportTier.NOT_ENOUGH_DATA: N_("Not enough data yet"),
    SupportTier.ONE_THING: N_("One thing to raise"),
    SupportTier.STEADY: N_("Steady"),
}


class Attention(StrEnum):
    """What may ask for somebody's attention at a school this month; each can be looked at alone."""

    LATE = "late"
    MISSING = "missing"
    TO_REVIEW = "to_review"
    RETURNED = "returned"
    NIL = "nil"
    BLANK = "blank"
    TO_CHECK = "to_check"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    NO_STEP = "no_step"


class Indicator(StrEnum):
    REPORTING = "reporting"
    PLAN = "plan"
    ACTIVITY = "activity"
    RESPONSE = "response"
    RATING = "rating"
    TURNOUT = "turnout"
    BREADTH = "breadth"
    LANGUAGE = "language"
    SILENCE = "silence"
    TREND = "trend"


class Role(StrEnum):
    DIRECTOR = "director"
    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return _ROLES[self]


_ROLES = {
    Role.DIRECTOR: N_("Director"),
    Role.COORDINATOR: N_("Coordinator"),
    Role.LIAISON: N_("School liaison"),
    Role.VIEWER: N_("Viewer"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class CountingMethod(StrEnum):
    """How families were counted. Views and tickets count as activities without a turnout."""

    SIGN_IN = "sign_in"
    HEAD_COUNT = "head_count"
    ESTIMATE = "estimate"
    TICKETS = "tickets"
    VIEWS = "views"

    @property
    def is_attendance(self) -> bool:
        return self not in (CountingMethod.TICKETS, CountingMethod.VIEWS)


class ActivityMode(StrEnum):
    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"
    HOME_VISIT = "home_visit"


class TimeBand(StrEnum):
    SCHOOL_DAY = "school_day"
    EVENING = "evening"
    WEEKEND = "weekend"


class PlanGoal(StrEnum):
    """Two academic goals, one of behaviour, one of a welcoming climate; the rest are goal areas beside them."""

    READING = "reading"
    MATH = "math"
    ACADEMIC = "academic"
    BEHAVIOR = "behavior"
    CLIMATE = "climate"
    ATTENDANCE = "attendance"
    COLLEGE_CAREER = "college_career"
    HEALTH = "health"
    OTHER = "other"


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class PracticeState(StrEnum):
    """Where a promising practice stands: its school is asked to write it up, has written, others may read it."""

    ASKED = "asked"
    WRITTEN = "written"
    PUBLISHED = "published"
    TAKEN_BACK = "taken_back"


class Barrier(StrEnum):
    TRANSPORT = "transport"
    CHILD_CARE = "child_care"
    WORK_HOURS = "work_hours"
    LANGUAGE = "language"
    OUT_OF_DATE_CONTACTS = "out_of_date_contacts"
    STAFF_TIME = "staff_time"
    PRINCIPAL_CHANGE = "principal_change"
    TRUST = "trust"
    BUDGET = "budget"
    CANCELLED = "cancelled"


class ContactChannel(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    VIRTUAL = "virtual"

    @property
    def label(self) -> str:
        return _CHANNELS[self]


_CHANNELS = {
    ContactChannel.EMAIL: N_("E-mail"),
    ContactChannel.PHONE: N_("Call"),
    ContactChannel.IN_PERSON: N_("Visit"),
    ContactChannel.VIRTUAL: N_("Video call"),
}


class ContactResult(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"

    @property
    def label(self) -> str:
        return _CONTACT_RESULTS[self]


_CONTACT_RESULTS = {
    ContactResult.ACCEPTED: N_("Accepted"),
    ContactResult.DECLINED: N_("Declined"),
    ContactResult.NO_ANSWER: N_("No answer"),
}


class VisitFinding(StrEnum):
    """What a visit found about the list that sent it."""

    RIGHT = "right"
    PARTLY = "partly"
    NOT = "not"


class StepChange(StrEnum):
    DONE = "done"
    SNOOZED = "snoozed"
    REOPENED = "reopened"


class VisitEnd(StrEnum):
    """How a planned visit ended: it was made, put off to another day, or given up."""

    DONE = "done"
    MOVED = "moved"
    GIVEN_UP = "given_up"


class ProgrammeStep(StrEnum):
    AWARE = "aware"
    PRINCIPAL_BOUGHT_IN = "principal_bought_in"
    TEAM_FORMED = "team_formed"
    TEAM_TRAINED = "team_trained"
    PLAN_ACCEPTED = "plan_accepted"
    ACTIVE = "active"
    EVALUATING = "evaluating"


class DecisionKind(StrEnum):
    """Why a person put a school on Check in, or took it off, for a while. Never touches the score."""

    LIAISON_CHANGED = "liaison_changed"
    PRINCIPAL_CHANGED = "principal_changed"
    JUDGEMENT = "judgement"
    DATA_DISPUTE = "data_dispute"

    @property
    def label(self) -> str:
        return _DECISION_KINDS[self]


_DECISION_KINDS = {
    DecisionKind.LIAISON_CHANGED: N_("Liaison changed"),
    DecisionKind.PRINCIPAL_CHANGED: N_("Principal changed"),
    DecisionKind.JUDGEMENT: N_("Coordinator's judgement"),
    DecisionKind.DATA_DISPUTE: N_("Data dispute"),
}


class ScopeKind(StrEnum):
    DISTRICT = "district"
    CLUSTER = "cluster"
    LEVEL = "level"


class Topic(StrEnum):
    """What a write can change, and what a reader asks about before it reads again."""

    SCHOOLS = "schools"
    REPORTS = "reports"
    PLANS = "plans"
    SUPPORT = "support"
    RULES = "rules"
    PEOPLE = "people"
    PRACTICES = "practices"
