"""What is read for the page People: once for all administrators, anew after each change and each minute."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pandas as pd

from dashboards.state.district.data import DistrictData
from models import queries
from models.permissions import Action, Viewer, check_can
from models.settings import settings
from models.sign_in_ways import SignInWay
from models.today import day_of
from models.vocabulary import Topic


class Gathered(NamedTuple):
    """As the queries of the same names; `at` is the minute it was read for."""

    at: datetime
    accounts: pd.DataFrame
    care: pd.DataFrame
    schools: pd.DataFrame
    without_liaison: pd.DataFrame
    without_coordinator: pd.DataFrame
    access_requests: pd.DataFrame
    sign_ins: pd.DataFrame


READ_FROM = (Topic.PEOPLE, Topic.SCHOOLS)


def gathered(district: DistrictData, viewer: Viewer) -> Gathered:
    """
    Everybody of the district, and what they care for, as of this minute or the last. Raises NotAllowedError for who is
    no administrator.
    """
    check_can(viewer, Action.MANAGE_PEOPLE)
    at = datetime.now(UTC).replace(second=0, microsecond=0)
    # What was read a moment ago for this page must be found when the page is drawn, though the minute is over.
    is_kept, before = district.kept.find(district.key_of(_key(at - timedelta(minutes=1)), READ_FROM))
    if is_kept and isinstance(before, Gathered):
        return before
    today = day_of(at)
    return district.read(
        _key(at),
        READ_FROM,
        lambda session: Gathered(
            at,
            queries.accounts(session, viewer, at),
            queries.care(session, viewer),
            queries.open_schools(session, viewer, today),
            queries.schools_without_liaison(session, viewer, today),
            queries.clusters_without_coordinator(session, viewer, today),
            queries.access_requests(session, viewer),
            queries.sign_ins(session, viewer, at),
        ),
    )


def _key(at: datetime) -> tuple[str, datetime]:
    return ("people of administrators", at)


def changes_of(district: DistrictData, viewer: Viewer, login: str) -> pd.DataFrame:
    """What was changed about somebody. Raises NotAllowedError for who is no administrator."""
    check_can(viewer, Action.MANAGE_PEOPLE)
    return district.read(
        ("changes of a person", login),
        (Topic.PEOPLE,),
        lambda session: queries.changes_of_person(session, viewer, login),
    )


class Ways(NamedTuple):
    """How people come in here; none: nobody signs in yet."""

    ways: Collection[SignInWay]

    @classmethod
    def of_settings(cls) -> "Ways":
        return cls(frozenset(settings().sign_in.ways))

    @property
    def is_switched_on(self) -> bool:
        return bool(self.ways)

    @property
    def has_passwords(self) -> bool:
        return SignInWay.PASSWORD in self.ways

    def can_sign_in(self, *, is_active: bool, has_password: bool, has_provider: bool, has_email: bool) -> bool:
        """Has somebody a way to come in?"""
        by_provider = SignInWay.OIDC in self.ways and (has_provider or has_email)
        by_password = self.has_passwords and has_password
        return is_active and (by_provider or by_password or SignInWay.PROXY in self.ways)
