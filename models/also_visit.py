"""The visit in five that is kept for a school outside the lists: the unbiased check of the lists themselves. Pure."""

from hashlib import sha256

from models.assessment import Assessment
from models.vocabulary import SupportTier

ONE_IN = 5


def also_visit(assessment: Assessment, district_code: str) -> frozenset[str]:
    """
    School ids drawn by chance among the Steady ones: one for every five visits of the month's room.

    Each school's lot is a hash of district, month and its own id: everybody draws the same, anybody can draw again,
    and a school that comes or goes changes no other school's lot. Source: the decision note on support need.
    """
    steady = assessment.index[assessment.schools["tier"].eq(SupportTier.STEADY)]
    month = f"{assessment.month:%Y-%m}"
    lots = sorted(steady, key=lambda school_id: sha256(f"{district_code}|{month}|{school_id}".encode()).digest())
    return frozenset(str(school_id) for school_id in lots[: assessment.visits // ONE_IN])
