"""What day it is in the district: stored moments are UTC, days that people speak of are the district's own."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from models.errors import PartnershipError
from models.settings import settings

ZONE_VARIABLE = "PARTNERSHIP_TIME_ZONE"


def time_zone() -> tzinfo | None:
    """
    The district's time zone: `PARTNERSHIP_TIME_ZONE`, an IANA name; None stands for this machine's own.

    Raises PartnershipError for a name that is none.
    """
    name = settings().time_zone.strip()
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # as for a path, or a folder of the list of zones
        raise PartnershipError(
            '{variable} is "{name}", which is no time zone. Write one by its name, such as America/Chicago.',
            variable=ZONE_VARIABLE,
            name=name,
        ) from error


def day_of(moment: datetime) -> date:
    """
    The day it was in the district at a moment that says its zone. Raises PartnershipError, see `time_zone`, and
    ValueError for a moment without a zone.
    """
    return days_of((moment,))[0]


def days_of(moments: Iterable[datetime]) -> list[date]:
    """`day_of` each of these: the zone is looked up once. Raises what `day_of` raises."""
    zone, found = time_zone(), list[date]()
    for moment in moments:
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        found.append(moment.astimezone(zone).date())
    return found


def today() -> date:
    """The day it is in the district now."""
    return day_of(datetime.now(UTC))
