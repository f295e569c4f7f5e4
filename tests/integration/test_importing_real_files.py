"""The publishers' own files, where somebody has put them beside the project; their terms forbid a copy in it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.importing.import_files import import_paths
from models.database import Database
from models.tables import MonthlyReport, ReportingMonth, SchoolInYear, SurveyResult
from tests.factories import ANA

AT = datetime(2025, 12, 1, tzinfo=UTC)
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "realdata"


@pytest.mark.parametrize("folder", [BESIDE] if BESIDE.is_dir() else [])
def test_three_files_of_two_years_are_taken_as_published(database: Database, folder: Path):
    old = [folder / "chicago_progress_2011_2012.csv"]
    new = [folder / "chicago_progress_SY1819.csv", folder / "chicago_profile_SY1819.csv"]
    import_paths(database, old, mapping="chicago_2011_12", viewer=ANA, at=AT)
    import_paths(database, new, mapping="chicago_2018_19", viewer=ANA, at=AT, new_schools=True)
    again = import_paths(database, [*reversed(new)], mapping="chicago_2018_19", viewer=ANA, at=AT)
    assert again.receipt is not None
    assert again.receipt.receipt_id is None
    with database.reading() as session:
        in_year, survey = SchoolInYear, SurveyResult
        years = session.execute(
            select(
                in_year.school_year,
                func.count(),
                func.count(in_year.cluster),
                func.count(in_year.cluster.distinct()),
                func.count(in_year.enrollment),
            )
            .group_by(in_year.school_year)
            .order_by(in_year.school_year)
        ).all()
        figures = session.execute(
            select(survey.measure, func.count(), func.count(survey.value), func.count(survey.low))
            .group_by(survey.measure)
            .order_by(survey.measure)
        ).all()
        assert [tuple(row) for row in years] == [("2011-12", 566, 566, 20, 0), ("2018-19", 654, 646, 22, 652)]
        assert [tuple(row) for row in figures] == [
            ("family_involvement_score", 297, 297, 0),
            ("parent_engagement_score", 432, 432, 0),
            ("parent_response_rate", 648, 301, 347),
        ]
        expected = [
            session.scalar(select(func.count()).select_from(table)) for table in (ReportingMonth, MonthlyReport)
        ]
        assert expected == [0, 0]
