"""What an import says of schools afterwards changes no page of an earlier month, nor its list."""

from datetime import date
from pathlib import Path

from dashboards.state.triage.board import APART
from data.support_need_export import support_need_csv
from models.database import Database, connect
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.vocabulary import SchoolLevel
from tests.factories import on_the_server, school_row
from tests.generated_districts import AT, YEAR, generated
from tests.integration.test_numbers_add_up import (
    MONTHS,
    assert_heads_rows_filters_and_sentences_agree,
    assert_the_months_show_the_same_schools,
    assert_the_news_lead_from_the_last_list_to_this_one,
    visit_as,
)


def test_what_is_told_later_of_schools_changes_no_page_of_before(tmp_path: Path):
    """Other levels, sizes and languages, a school that had closed and one that had not."""
    database = connect(f"sqlite:///{tmp_path / 'district.db'}")
    database.upgrade()
    district = generated(database, 3)
    before = _said_of_past_months(database, district)
    with database.writing() as session:
        years = [
            {"school_id": f"S{number:02d}", "school_year": "2025-26", "level": SchoolLevel.MIDDLE, "enrollment": 700,
             "english_learner_rate": 0.15, "home_languages": "Somali", "cluster": "Harbor"}
            for number in range(4)
        ]  # fmt: skip
        schools = [
            school_row("S04", closed_on=date(2025, 9, 15), erased=["opened_on"]),
            school_row("S05", erased=["opened_on", "closed_on"]),
        ]
        record(session, on_the_server(district), IncomingRows(school_years=years, schools=schools), at=AT)
    assert _said_of_past_months(database, district) == before
    database.close()


def _said_of_past_months(database: Database, district: int) -> list[object]:
    said: list[object] = []
    for month in MONTHS:
        visit = visit_as(database, district, "director", f"?cluster=all&month={month}")
        assert_heads_rows_filters_and_sentences_agree(visit)
        assert_the_news_lead_from_the_last_list_to_this_one(visit)
        assert_the_months_show_the_same_schools(visit)
        screen, counts = visit.screen, visit.screen.counts
        said += [screen.answer, screen.room, screen.tier_counts, screen.news, counts.reports, counts.attention]
        said += [board_tiers := screen.board.schools["tier"].to_dict()]
        said += [visit.why(school)["reasons"] for school, tier in board_tiers.items() if tier != APART]
    with database.reading() as session:
        return [*said, support_need_csv(session, district, YEAR[0], YEAR[-1])]
