"""Everyday activities of the sample district, one believable line each, for Epstein's six types."""

from dataclasses import dataclass

from models.vocabulary import PlanGoal, SchoolLevel, TimeBand

SHARES = {1: 0.12, 2: 0.30, 3: 0.12, 4: 0.20, 5: 0.12, 6: 0.14}
"""Share of each type among all activities. Notices home (type 2) are the most common."""

YOUNG = (SchoolLevel.ELEMENTARY, SchoolLevel.K8)
OLDER = (SchoolLevel.MIDDLE, SchoolLevel.HIGH, SchoolLevel.ALTERNATIVE)
TEENS = (SchoolLevel.HIGH, SchoolLevel.ALTERNATIVE)
EVERY = tuple(SchoolLevel)

DAY, EVENING, WEEKEND = TimeBand.SCHOOL_DAY, TimeBand.EVENING, TimeBand.WEEKEND


@dataclass(frozen=True)
class Kind:
    """A kind of activity. share: families who come, of all families of an elementary school. months: empty is any."""

    title: str
    involvement_type: int
    share: float
    goal: PlanGoal
    time_band: TimeBand
    levels: tuple[SchoolLevel, ...] = EVERY
    months: tuple[int, ...] = ()
    counted_as: str = ""
    other_type: int | None = None

    def fits(self, level: SchoolLevel, month: int) -> bool:
        return level in self.levels and (not self.months or month in self.months)


G = PlanGoal
KINDS: tuple[Kind, ...] = (
    # 1 Parenting
    Kind("Parent workshop: homework without tears", 1, 0.05, G.ACADEMIC, EVENING, YOUNG),
    Kind("Parent workshop: safe on the internet", 1, 0.05, G.BEHAVIOR, EVENING),
    Kind("Muffins with families", 1, 0.09, G.CLIMATE, DAY, YOUNG),
    Kind("Sleep, meals and school mornings", 1, 0.04, G.HEALTH, EVENING, YOUNG),
    Kind("Parent workshop: talking with teenagers", 1, 0.05, G.BEHAVIOR, EVENING, OLDER),
    Kind("Good attendance starts at home", 1, 0.04, G.ATTENDANCE, DAY),
    Kind("English class for parents", 1, 0.03, G.CLIMATE, EVENING),
    Kind("Getting ready for kindergarten", 1, 0.05, G.ACADEMIC, DAY, YOUNG, (2, 3, 4, 5)),
    Kind("Money for college: forms night", 1, 0.08, G.COLLEGE_CAREER, EVENING, TEENS, (10, 11, 12, 1, 2)),
    # 2 Communicating
    Kind("Open house", 2, 0.35, G.CLIMATE, EVENING, EVERY, (8, 9)),
    Kind("Open house in three languages", 2, 0.33, G.CLIMATE, EVENING, YOUNG, (8, 9)),
    Kind("Report card evening", 2, 0.20, G.ACADEMIC, EVENING, EVERY, (11, 1, 2, 4)),
    Kind("Family and teacher conferences", 2, 0.24, G.ACADEMIC, EVENING, EVERY, (10, 11, 2, 3)),
    Kind("Coffee with the principal", 2, 0.06, G.CLIMATE, DAY),
    Kind("Attendance letter with calls home", 2, 0.10, G.ATTENDANCE, DAY),
    Kind("Good news phone calls", 2, 0.12, G.BEHAVIOR, DAY),
    Kind("Newsletter video for families", 2, 0.40, G.CLIMATE, DAY, EVERY, (), "views"),
    Kind("New families' welcome tour", 2, 0.06, G.CLIMATE, DAY, EVERY, (8, 9, 1)),
    Kind("Transition night: what changes next year", 2, 0.12, G.ACADEMIC, EVENING, EVERY, (3, 4, 5)),
    Kind("Winter concert", 2, 0.30, G.CLIMATE, EVENING, EVERY, (12,), "tickets"),
    # 3 Volunteering
    Kind("Library volunteers", 3, 0.03, G.READING, DAY, YOUNG),
    Kind("Reading buddies", 3, 0.03, G.READING, DAY, YOUNG),
    Kind("School garden work day", 3, 0.05, G.CLIMATE, WEEKEND, EVERY, (9, 10, 3, 4, 5)),
    Kind("Hallway greeters", 3, 0.02, G.CLIMATE, DAY),
    Kind("Field day helpers", 3, 0.05, G.HEALTH, DAY, YOUNG, (4, 5)),
    Kind("Volunteer orientation", 3, 0.04, G.CLIMATE, EVENING, EVERY, (8, 9, 10)),
    Kind("Career day speakers", 3, 0.04, G.COLLEGE_CAREER, DAY, OLDER),
    Kind("Concession stand and ticket helpers", 3, 0.04, G.CLIMATE, EVENING, OLDER),
    Kind("Math night station leaders", 3, 0.03, G.MATH, EVENING, YOUNG, (), "", 4),
    # 4 Learning at home
    Kind("Family reading night", 4, 0.12, G.READING, EVENING, YOUNG),
    Kind("Math at home kits", 4, 0.10, G.MATH, DAY, YOUNG),
    Kind("Fall reading night", 4, 0.14, G.READING, EVENING, YOUNG, (9, 10, 11)),
    Kind("Book bags to take home", 4, 0.11, G.READING, DAY, YOUNG),
    Kind("Science fair night", 4, 0.15, G.ACADEMIC, EVENING, EVERY, (1, 2, 3)),
    Kind("Interactive homework week", 4, 0.10, G.MATH, DAY, OLDER),
    Kind("Study skills evening for families", 4, 0.08, G.ACADEMIC, EVENING, OLDER),
    Kind("Summer reading challenge: sign-up", 4, 0.13, G.READING, DAY, YOUNG, (4, 5)),
    Kind("Graduation plan meeting", 4, 0.10, G.COLLEGE_CAREER, EVENING, TEENS),
    # 5 Decision making
    Kind("School council meeting", 5, 0.02, G.CLIMATE, EVENING),
    Kind("Partnership team meeting with parents", 5, 0.02, G.CLIMATE, EVENING),
    Kind("Parent association meeting", 5, 0.03, G.CLIMATE, EVENING),
    Kind("Action plan review with families", 5, 0.02, G.ACADEMIC, EVENING, EVERY, (9, 10, 1, 4, 5)),
    Kind("Title I planning meeting", 5, 0.02, G.ACADEMIC, DAY, YOUNG, (9, 10, 4, 5)),
    Kind("Budget hearing", 5, 0.03, G.CLIMATE, EVENING, EVERY, (2, 3, 4)),
    # 6 Collaborating with the community
    Kind("Community health fair", 6, 0.10, G.HEALTH, WEEKEND, EVERY, (9, 10, 3, 4)),
    Kind("Food pantry evening", 6, 0.07, G.HEALTH, EVENING),
    Kind("Public library card drive", 6, 0.08, G.READING, DAY, YOUNG),
    Kind("Clothing exchange", 6, 0.06, G.CLIMATE, WEEKEND),
    Kind("Flu shots for families", 6, 0.07, G.HEALTH, EVENING, EVERY, (10, 11, 12)),
    Kind("Neighborhood clean-up", 6, 0.05, G.CLIMATE, WEEKEND, EVERY, (10, 3, 4)),
    Kind("Tutoring with the community college", 6, 0.06, G.MATH, DAY, OLDER),
    Kind("Job shadow breakfast", 6, 0.06, G.COLLEGE_CAREER, DAY, TEENS),
    Kind("Museum family day", 6, 0.08, G.ACADEMIC, WEEKEND, YOUNG, (1, 2, 3)),
)

CANCELLED = ("Too few families signed up", "Presenter was ill", "Room not free", "Moved to next month")
NO_SCHOOL = "Snow: schools were closed"
NOTHING_TO_REPORT = (
    "State testing filled the month.",
    "Everything planned was moved to next month.",
    "The team is being formed anew.",
    "Building closed for repairs.",
)
NOTES = (
    "Families asked for evening times and child care.",
    "The new sign-in sheet worked well.",
    "Two teachers would like help with translation.",
    "More fathers came than last year.",
    "Text messages brought more families than paper notices.",
    "Attendance was lower because of a basketball game on the same night.",
    "We will repeat this in spring.",
    "Please send more of the bilingual flyers.",
    "The food pantry offered to come every month.",
    "Parking was a problem; next time we start half an hour earlier.",
)
THEMES = ("evening times", "child care", "more notice", "homework help", "translation", "food", "parking", "thanks")
RETURN_REASONS = (
    "Families and adults look swapped in one row.",
    "Counting method is missing for two activities.",
    "One activity belongs to the month before.",
    "Please add the parent responses of the report card evening.",
)
TRAINING = (
    "Team roles and the yearly plan",
    "Counting families well",
    "Writing notices every family can read",
    "Linking activities to learning goals",
)


def kinds_of(involvement_type: int, level: SchoolLevel, month: int) -> list[Kind]:
    """Kinds of this type that fit a level and a calendar month; never empty."""
    of_type = [kind for kind in KINDS if kind.involvement_type == involvement_type]
    return [kind for kind in of_type if kind.fits(level, month)] or of_type
