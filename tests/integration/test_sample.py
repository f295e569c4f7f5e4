"""The sample, recorded: the lists and reasons of March 2026 are the ones its stories promise."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import pytest

from data.sample.make import STORIES, make_sample
from models.database import Database, connect
from models.errors import PartnershipError
from models.queries.history import district_history
from models.support_need.assess import assess
from models.support_need.assessment import Assessment
from models.totals.keep import differences
from models.vocabulary import Indicator, SupportTier

AT = datetime(2026, 4, 10, 15, 0, tzinfo=UTC)
MARCH = pd.Timestamp(2026, 3, 1)
WEIGHTED = [code for code in Indicator if code not in (Indicator.SILENCE, Indicator.TREND)]


@pytest.fixture(scope="module")
def march(sample_district: Callable[[], str]) -> Assessment:
    database = connect(sample_district())
    with database.reading() as session:
        history = district_history(session, 1)
    database.close()
    return assess(history, [], MARCH, MARCH)[MARCH]


@pytest.mark.parametrize("cause", WEIGHTED)
def test_each_planted_cause_is_the_first_reason_of_its_school(march: Assessment, cause: Indicator):
    story = STORIES[f"first_{cause}"]
    assert march.reasons[story.school_id][0].code is cause


def test_the_silent_school_has_not_enough_data_yet(march: Assessment):
    assert march.schools["tier"][STORIES["silent"].school_id] == SupportTier.NOT_ENOUGH_DATA


def test_two_reports_of_the_last_four_are_the_first_reason_where_the_liaison_left(march: Assessment):
    school = march.reasons[STORIES["lost_liaison"].school_id]
    assert (school[0].code, school[0].figures.own) == (Indicator.REPORTING, 2)


def test_lakeview_has_two_visits_two_calls_one_unknown_and_six_steady(march: Assessment):
    tiers = march.schools.loc[march.schools.index.str.startswith("4-"), "tier"]
    assert tiers[tiers != SupportTier.STEADY].to_dict() == {
        "4-017": SupportTier.EXTRA_SUPPORT,
        "4-022": SupportTier.CHECK_IN,
        "4-027": SupportTier.CHECK_IN,
        "4-037": SupportTier.EXTRA_SUPPORT,
        "4-042": SupportTier.NOT_ENOUGH_DATA,
    }
    assert len(tiers) == 11


def test_85_schools_are_assessed_and_13_stand_on_the_visit_list(march: Assessment):
    assert len(march.schools) == 85
    assert march.schools["on_extra_support"].sum() == 13
    assert STORIES["closed"].school_id not in march.schools.index


def test_the_typing_error_is_asked_about(march: Assessment):
    asked = march.please_check
    found = asked[(asked["school_id"] == STORIES["typing_error"].school_id) & (asked["why"] == "above_enrollment")]
    assert found[["month", "families_attended"]].to_numpy().tolist() == [[MARCH, 480.0]]


def test_the_sample_is_recorded_whole_and_its_totals_are_kept(database: Database):
    receipt = make_sample(database, at=AT)
    assert receipt.counts["school"]["new"] == 86
    with database.reading() as session:
        assert differences(session, 1) == []


def test_a_second_sample_in_the_same_database_is_refused_and_changes_nothing(sample_district: Callable[[], str]):
    database = connect(sample_district())
    with pytest.raises(PartnershipError, match="district alder-valley already"):
        make_sample(database, at=AT)
    database.close()
