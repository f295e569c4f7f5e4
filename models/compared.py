"""
The parts of one month's comparison, an indicator each: what a school reported beside what one would expect of it. Pure.
"""

from dataclasses import dataclass

from models.as_of import AsOfView, Flags, Floats, Integers
from models.peers import PeerGroups


@dataclass(frozen=True)
class Reporting:
    """
    credit: (schools, months), 1 on time, 0.5 late, 0 not received, NaN not expected. usual: (months,). last_due: the
    last four.
    """

    credit: Floats
    usual: Floats
    last_due: Flags


@dataclass(frozen=True)
class Plan:
    """
    Items due in a month whose report is in; done 1/0 by the planned month. usual: share done, over all items so far.
    """

    school: Integers
    month: Integers
    done: Floats
    usual: float


@dataclass(frozen=True)
class Activity:
    """
    held: counted activities, (schools, months), NaN where no report is in. expected: the fit, on the square-root scale.
    """

    held: Floats
    expected: Floats


@dataclass(frozen=True)
class Turnout:
    """
    row: positions of activities with an attendance. families: cleaned. expected: log families. off: log of stored /
    expected.
    """

    row: Integers
    families: Floats
    expected: Floats
    off: Floats


@dataclass(frozen=True)
class Response:
    """row: activities with an attendance whose families were asked. rate and expected: logits of the shrunk share."""

    row: Integers
    families: Floats
    answers: Floats
    rate: Floats
    expected: Floats


@dataclass(frozen=True)
class Rating:
    """
    One row per rated response: position of its activity, answers, mean on 1-5, number of its scale, mean of its level.
    """

    row: Integers
    answers: Floats
    mean: Floats
    scale: Integers
    usual: Floats


@dataclass(frozen=True)
class Breadth:
    """
    Distinct types in each school's last received reports (at most four), how many those are, and its level's median.
    """

    types: Floats
    reports: Integers
    usual: Floats


@dataclass(frozen=True)
class HomeLanguage:
    """
    row: activities of schools with at least 10 % English learners. usual: share in a home language. applies: now, by
    school.
    """

    row: Integers
    usual: float
    applies: Flags


@dataclass(frozen=True)
class Comparison:
    """Everything one month compares. group_now: (schools,), the peer group of the month's own school year."""

    view: AsOfView
    groups: PeerGroups
    group_now: Integers
    expected: Flags
    reporting: Reporting
    plan: Plan
    activity: Activity
    turnout: Turnout
    response: Response
    rating: Rating
    breadth: Breadth
    language: HomeLanguage
