"""
The stories planted in the sample district, each told once: for tests, screenshots and the README.

A story belongs to the last school year of the sample and starts in the month it says; before that the school is like
any other. Months a shorter sample doesn't reach have not happened yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.vocabulary import Indicator


@dataclass(frozen=True)
class Story:
    """One planted story, about a school; school_id is empty where it is about the district or a whole cluster."""

    school_id: str
    name: str
    text: str


@dataclass(frozen=True)
class Plant:
    """
    What a story does to one school's figures in the last school year, from calendar month `since` on.

    quality: of all the story leaves alone, 0 is typical. steady: little noise, and that quality 0.35. marks: calendar
    month to words of on_time, late, missing, nil, returned, to_review, draft, blank (one count). activity,
    answers, turnout, plan_done: factors on the usual level. rating: points added to the mean. types: the only types it
    runs. home_language: probability of a notice in a home language. spread: of activity counts, small is noisy.
    """

    since: int = 8
    steady: bool = False
    quality: float | None = None
    habit: str = ""
    marks: Mapping[int, str] = field(default_factory=dict)
    activity: float = 1.0
    spread: float = 6.0
    answers: float = 1.0
    rating: float = 0.0
    turnout: float = 1.0
    turnout_noise: float = 0.3
    types: tuple[int, ...] = ()
    home_language: float | None = None
    plan_done: float = 1.0


REPORTING_GAPS = {10: "late", 11: "late", 12: "missing", 1: "late", 2: "missing", 3: "late"}

PLANTS: dict[str, Plant] = {
    # Lakeview, the cluster of the screenshots
    "Harlan Creek": Plant(
        since=11, steady=True, quality=-0.3, activity=0.3, types=(1, 2), turnout=0.85, rating=0.3,
        plan_done=0.75,
        marks={8: "on_time", 9: "on_time", 10: "on_time", 11: "late", 12: "missing", 1: "late", 2: "missing",
               3: "late"},
    ),
    "Pine Hollow": Plant(
        quality=0.0, marks={8: "on_time", 9: "late", **dict.fromkeys((10, 11, 12, 1, 2, 3, 4, 5), "missing")}
    ),
    "Cedar Glen": Plant(
        steady=True, activity=1.05, plan_done=1.2,
        marks={8: "missing", 9: "late", 10: "late", **dict.fromkeys((11, 12, 1, 2, 3), "on_time")},
    ),
    "Maple Fork": Plant(
        spread=3.0, quality=-0.9, activity=0.9, answers=0.85, turnout=0.4, turnout_noise=0.6,
        marks={11: "nil", 3: "to_review", 4: "draft"}
    ),
    "Quarry Road": Plant(steady=True, plan_done=1.3, marks=dict.fromkeys((11, 12, 1, 2, 3), "on_time")),
    "Bramble Hill": Plant(steady=True, marks={3: "on_time", 4: "draft"}),
    "Fairbrook": Plant(steady=True, marks={3: "to_review blank"}),
    "Northwater": Plant(steady=True, marks={12: "nil", 3: "to_review"}),
    "Willow Bend": Plant(steady=True, marks={3: "on_time", 4: "draft"}),
    # One school for each weighted indicator
    "Iron Hill": Plant(steady=True, quality=0.0, marks=REPORTING_GAPS),
    "Otter Bend": Plant(steady=True, quality=0.1, plan_done=0.3, answers=0.75, marks={1: "late", 3: "to_review blank"}),
    "Linden Hill": Plant(
        since=1, steady=True, quality=-0.3, activity=0.12, answers=0.85, rating=-0.15, plan_done=0.8,
        marks={2: "late", 3: "returned"},
    ),
    "Moss Terrace": Plant(steady=True, answers=0.3),
    "Walnut Hill": Plant(steady=True, rating=-0.8),
    "Foxglove Way": Plant(steady=True, turnout=0.4),
    "Birch Bend": Plant(steady=True, quality=0.8, types=(2,)),
    "Hazel Ford": Plant(steady=True, home_language=0.0),
}  # fmt: skip

FALLING_CLUSTER = "Stonebridge"
FALLING_BY_MONTH = 0.09
"""Share by which activities and families at the falling cluster shrink with every month of the last school year."""
SNOW_MONTH = 1
SNOW = 0.5
"""What a month of snow leaves of the activities of every school."""
TYPING_ERROR = (3, 480, 48)
"""Calendar month, families as typed and as meant, at the small school."""
LIAISON_LEFT = (11, 18)
"""Month and day the liaison left."""

SCHOOL_STORIES: dict[str, tuple[str, str]] = {
    "silent": ("Pine Hollow", "Nothing received since the report of September: not enough data yet, call first."),
    "lost_liaison": (
        "Harlan Creek",
        "Its liaison left on 18 November: November late, December missing, January late, February missing, March late, "
        "with fewer activities of fewer types. Parents who come still rate it well.",
    ),
    "one_type": ("Birch Bend", "Reports two activities a month, all of type 2 Communicating."),
    "small_noisy": ("Maple Fork", "214 pupils: few activities, few families, rates that jump from month to month."),
    "recovered": (
        "Cedar Glen",
        "August missing, September and October late; a visit in November; on time and active ever since.",
    ),
    "typing_error": ("Maple Fork", "480 families typed for 48 in March; the school has 214 pupils."),
    "closed": ("Aspen Heights", "Closed on 31 December: never missing after that."),
    "opened": ("Quarry Road", "Opened in November: nothing was expected before."),
    "draft_plan": ("Quarry Road", "Its first yearly plan is still a draft, due on 30 April."),
    f"first_{Indicator.REPORTING}": (
        "Iron Hill",
        "Two of the last four reports missing, the others late; the rest is as usual.",
    ),
    f"first_{Indicator.PLAN}": ("Otter Bend", "Most plan steps are not done in their month, and fewer parents answer."),
    f"first_{Indicator.ACTIVITY}": (
        "Linden Hill",
        "Far fewer activities since January; its principal changed in March.",
    ),
    f"first_{Indicator.RESPONSE}": ("Moss Terrace", "Families come, but few of them answer."),
    f"first_{Indicator.RATING}": ("Walnut Hill", "Parents answer as elsewhere and rate its activities lower."),
    f"first_{Indicator.TURNOUT}": ("Foxglove Way", "As many activities as elsewhere, with few families at each."),
    f"first_{Indicator.BREADTH}": ("Birch Bend", "One of six types in the last four reports."),
    f"first_{Indicator.LANGUAGE}": ("Hazel Ford", "31 % English learners, and every notice in English only."),
}  # fmt: skip

DISTRICT_STORIES: dict[str, Story] = {
    "snow": Story("", "January", "A month of snow halves the activities of every school: nobody is singled out by it."),
    "falling_cluster": Story("", FALLING_CLUSTER, "A whole cluster falls, month by month, since August."),
}
