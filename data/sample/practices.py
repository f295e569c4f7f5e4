"""Promising practices of the sample: activities of accepted reports that coordinators marked and schools wrote up."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models import queries
from models.actions.practices import mark_practice, publish_practice, write_up
from models.permissions import Viewer
from models.practice_rules import WriteUp
from models.queries.people import holds
from models.tables import (
    Activity,
    CoordinatorCluster,
    LiaisonSchool,
    MonthlyReport,
    Person,
    ReportingMonth,
    SchoolInYear,
)
from models.tables.joins import same_month, same_person, same_report, same_school
from models.today import day_of
from models.vocabulary import CountingMethod, ReportState

TEXTS = {
    "Reading buddies": (
        "Children who read little hear a patient listener twice a week.",
        "Ask for an hour a week, not for \"help\".\nShow each volunteer one way to listen: wait, then ask.\n"
        "Keep the same pairs until winter.",
        "A quiet corner and a box of books at three levels.",
        "Grandparents came more often than parents. Next time we write to them first.",
    ),
    "Math night station leaders": (
        "Families see how math is taught here, and lead it themselves.",
        "Ask one parent a station, two weeks before.\nThey try their game with a teacher once.\n"
        "Each child carries a card with a box for every station.",
        "Eight games, a card a child, dice from the class rooms.",
        "Parents who led a station stayed to the end. Two were not enough for the little ones.",
    ),
    "Book bags to take home": (
        "Every child takes a book home on Friday, also where there are none.",
        "Fill the bags by reading level, not by age.\nA slip asks one question to talk about.\n"
        "Bags come back on Monday; who forgets gets the next one all the same.",
        "Thirty cloth bags, books from the library's sale, slips in three languages.",
        "Most bags came back. The question helped more than the book list we sent before.",
    ),
    "Math at home kits": (
        "Ten minutes of math at home that need no explaining.",
        "Each kit holds one game and one card.\nShow it at pick-up time, at the door.\nChange kits every two weeks.",
        "Card boxes, counters, a card in each home language.",
        "The card with pictures was used most. Next time we leave out the long letter.",
    ),
    "Fall reading night": (
        "Families read together once, at school, and take the way of doing it home.",
        "Invite by the children: they wrote the cards.\nFour rooms, four books, twenty minutes each.\n"
        "Soup at six, home at half past seven.",
        "Four readers, one of them in Spanish; soup from the kitchen.",
        "Fathers came for the soup and stayed for the reading.",
    ),
    "Parent association meeting": (
        "Parents decide about something that is open, not hear of what was decided.",
        "One question on the invitation.\nThe answer is voted on the same evening.\n"
        "What became of it is said at the next meeting.",
        "Child care in the next room, an interpreter.",
        "Twice as many stayed when the question came first.",
    ),
    "Public library card drive": (
        "Every family has a library card and knows the way there.",
        "Ask the branch for a date four weeks ahead; they bring a laptop.\n"
        "Send the form home on Monday in each home language.\nSet the table where families wait, not in the library.\n"
        "Count by the forms handed in: that is the sign-in sheet.",
        "A librarian for two hours, forms, one table.",
        "Two dates: many parents work on Fridays. The second one brings the cards that were not ready.",
    ),
    "Food pantry evening": (
        "Families take food home, and hear in passing what the school can do for them.",
        "The pantry brings the van at pick-up time.\nTeachers pack, nobody asks for a name.\n"
        "A table with coffee stands beside the door.",
        "The pantry's van, six teachers, bags.",
        "Nobody wanted to fill in a card, so we counted bags.",
    ),
    "Clothing exchange": (
        "Winter coats for all children, and a reason to come in.",
        "Collect for two weeks in the hallway.\nSort by size, with parents.\n"
        "Everybody takes what they need, without lists.",
        "Racks from the theatre, two afternoons.",
        "Sorting was the best of it: that is where parents talked.",
    ),
    "Sleep, meals and school mornings": (
        "Mornings without quarrels.",
        "The school nurse tells three things, in ten minutes.\nParents tell each other what works.\n"
        "Everybody writes one thing to try on a card.",
        "The nurse, coffee, cards.",
        "Short was right. The cards on the wall were read for weeks.",
    ),
    "English class for parents": (
        "Parents can talk with the teacher themselves.",
        "Same room, same hour, every week.\nThe words come from the children's letters home.\nChild care next door.",
        "A teacher for two hours a week; the district's book.",
        "Those who came three times came to the end.",
    ),
    "Good news phone calls": (
        "The first call of the year is a good one.",
        "Each teacher calls three families a week.\nOne sentence that is true of this child.\n"
        "Tick the list in the office.",
        "A phone in a quiet room, a list.",
        "Families called back later, when something was wrong, and we knew each other.",
    ),
    "Coffee with the principal": (
        "Parents ask what they would not write.",
        "First Friday, eight o'clock, at the door.\n"
        "The principal listens for twenty minutes, then answers three questions.\n"
        "What was asked hangs in the hallway on Monday.",
        "Coffee, a chair for everybody.",
        "An interpreter made it: five families came for the first time.",
    ),
    "Interactive homework week": (
        "Homework that needs somebody to talk to.",
        "Each class has one task: ask at home.\nThe family signs what they said, not that it was done.\n"
        "The answers are read aloud on Friday.",
        "One sheet a class.",
        "Older students liked it more than we thought. One week is enough.",
    ),
    "Career day speakers": (
        "Parents show what they do.",
        "Ask by trade, not by title.\nFifteen minutes, three questions, next room.\nStudents write to thank them.",
        "A plan of rooms, name tags.",
        "Those who had not been at school since their own days came back in spring.",
    ),
    "Tutoring with the community college": (
        "Help twice a week from students who were here not long ago.",
        "The college lends six students for a term.\nParents choose the subject.\n"
        "The tutor writes one line home each week.",
        "Six tutors, the library until five.",
        "The line home was read by everybody. Next time we begin in September.",
    ),
}  # fmt: skip
"""By title of the activity: what it was for, what was done, what it takes, how it went."""
OF_EACH = 2
"""Schools that share the same kind of activity."""
NOT_PUBLISHED = ("Clothing exchange", "Career day speakers")
"""Written up the second time and not published yet."""
NOT_WRITTEN = ("Hallway greeters", "Museum family day")
"""Marked, and waiting for the school."""
ASKED = "What made families come? Please write down how you did it."


class _Held(NamedTuple):
    title: str
    school_id: str
    cluster: str | None
    month: date
    activity_id: str


def share_practices(session: Session, district_id: int, school_year: str, at: datetime) -> None:
    """Mark, write up and publish by the people of the sample, as they would: schools with a liaison only."""
    coordinators = _people(session, district_id, CoordinatorCluster, CoordinatorCluster.cluster, at)
    liaisons = _people(session, district_id, LiaisonSchool, LiaisonSchool.school_id, at)
    taken: set[str] = set()
    counts = dict.fromkeys((*TEXTS, *NOT_WRITTEN), 0)
    for held in _held(session, district_id, school_year):
        wanted = OF_EACH if held.title in TEXTS else 1
        is_used = held.school_id in taken or counts[held.title] == wanted
        if is_used or held.cluster is None or held.cluster not in coordinators or held.school_id not in liaisons:
            continue
        taken.add(held.school_id)
        counts[held.title] += 1
        coordinator, liaison = coordinators[held.cluster], liaisons[held.school_id]
        number = mark_practice(session, coordinator, held.school_id, held.month, held.activity_id, ask=ASKED, at=at)
        if held.title in NOT_WRITTEN:
            continue
        write_up(session, liaison, number, WriteUp(held.title, *TEXTS[held.title]), seen=WriteUp(held.title), at=at)
        if held.title not in NOT_PUBLISHED or counts[held.title] == 1:
            publish_practice(session, coordinator, number, version=2, at=at)


def _held(session: Session, district_id: int, school_year: str) -> list[_Held]:
    """Counted activities of accepted reports of these titles, those most families came to first."""
    year = and_(same_school(SchoolInYear, Activity), SchoolInYear.school_year == school_year)
    statement = (
        select(Activity.title, Activity.school_id, SchoolInYear.cluster, Activity.month, Activity.activity_id)
        .join(MonthlyReport, and_(same_report(MonthlyReport, Activity), MonthlyReport.state == ReportState.ACCEPTED))
        .join(ReportingMonth, and_(same_month(ReportingMonth, Activity), ReportingMonth.school_year == school_year))
        .join(SchoolInYear, year)
        .where(
            Activity.district_id == district_id,
            Activity.title.in_([*TEXTS, *NOT_WRITTEN]),
            Activity.is_cancelled.is_(False),
            Activity.please_check == "",
            Activity.families_attended >= 10,
            Activity.counting_method.in_([CountingMethod.SIGN_IN, CountingMethod.HEAD_COUNT, CountingMethod.ESTIMATE]),
        )
        .order_by(Activity.month.desc(), Activity.families_attended.desc(), Activity.school_id, Activity.activity_id)
    )
    return [_Held(*row) for row in session.execute(statement)]


def _people(session: Session, district_id: int, table: Any, place: Any, at: datetime) -> dict[str, Viewer]:
    """By cluster or school: who cares for it at this moment."""
    on = day_of(at)
    statement = (
        select(place, Person.login)
        .join(Person, same_person(Person, table))
        .where(table.district_id == district_id, Person.is_active.is_(True), holds(table, on))
        .order_by(Person.person_id)
    )
    return {key: queries.viewer(session, district_id, login, on) for key, login in session.execute(statement)}
