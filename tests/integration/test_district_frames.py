"""`open_district`: frames with the columns they promise, of whom one may see, as a day knew them."""

import io
import re
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import text

from data.district_frames import District, open_district
from data.frame_columns import COLUMNS
from data.support_need_export import support_need_csv
from data.trends_export import trends_csv
from models.database import URL_VARIABLE, Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.settings import ROOT
from tests.named_schools import named_in

TODAY, MARCH = date(2026, 4, 12), date(2026, 3, 1)
LIAISON = "c.eriksen33"
IN_FORCE = (
    "JOIN monthly_report USING (district_id, school_id, month, revision) "
    f"JOIN report_revision USING (district_id, school_id, month, revision) WHERE submitted_date <= '{TODAY}'"
)
STORED = {
    "schools": "SELECT count(*) FROM school_in_year",
    "reports": "SELECT count(*) FROM school_month",
    "activities": f"SELECT count(*) FROM activity {IN_FORCE}",
    "responses": f"SELECT count(*) FROM parent_response {IN_FORCE}",
    "plans": "SELECT count(*) FROM planned_activity",
    "contacts": "SELECT count(*) FROM support_contact c WHERE NOT EXISTS (SELECT 1 FROM support_contact d "
    "WHERE d.district_id = c.district_id AND d.corrects = c.contact_id)",
    "training": "SELECT count(*) FROM development_attendance",
    "programme_steps": "SELECT count(*) FROM programme_step_reached",
}
"""All that is stored of the sample, whose last day is TODAY."""


@pytest.fixture(scope="module")
def sample(sample_district: Callable[[], str]) -> Database:
    return connect(sample_district())


@pytest.fixture(scope="module")
def district(sample: Database) -> District:
    return open_district(sample, on=TODAY)


def frames_of(district: District) -> dict[str, pd.DataFrame]:
    frames = {name: getattr(district, name) for name in STORED}
    return frames | {"indicators": district.indicators("2026-03"), "support_need": district.support_need("2026-03")}


def test_every_frame_has_the_columns_that_are_told_and_the_rows_that_are_stored(sample: Database, district: District):
    frames = frames_of(district)
    assert {name: list(frame) for name, frame in frames.items()} == {name: list(COLUMNS[name]) for name in COLUMNS}
    with sample.reading() as session:
        stored = {name: session.execute(text(statement)).scalar() for name, statement in STORED.items()}
    assert {name: len(frames[name]) for name in STORED} == stored
    assert district.columns["holds"].ne("").all()


def test_sums_are_the_databases_own(sample: Database, district: District):
    with sample.reading() as session:
        families, answers = session.execute(text("SELECT sum(families), sum(answers) FROM school_month")).one()
    assert (district.reports["families"].sum(), district.reports["answers"].sum()) == (families, answers)
    came = district.activities.query("is_attendance and not is_cancelled")
    assert came["families_attended"].sum() == families
    needs = district.indicators("2026-03").groupby("school_id")["points"].sum()
    score = district.support_need("2026-03").set_index("school_id")["score"]
    assert (score - needs).std() == pytest.approx(0, abs=1e-8)  # apart by what a typical school has


def test_lists_and_trends_are_those_of_the_exports_cell_by_cell(sample: Database, district: District):
    with sample.reading() as session:
        exported = pd.read_csv(io.StringIO(support_need_csv(session, 1, MARCH, MARCH)[0]), dtype=str)
        trends = trends_csv(session, 1, date(2026, 1, 1), MARCH)
    shown = district.support_need("2026-03")
    assert shown["school_id"].tolist() == exported["school_id"].tolist()
    for name in ("score", "recent", "p_worst", "rank_lo", "rank_hi", "flagged", "watch", "enough_data"):
        assert shown[name].tolist() == exported[name].astype(float).tolist(), name
    for name in ("reasons", "raise", "as_of_month"):
        assert shown[name].fillna("").tolist() == exported[name].fillna("").tolist(), name
    frames = district.trends("2026-01", "2026-03")
    assert {name: len(frame) for name, frame in frames.items()} == {
        name: len(content.splitlines()) - 1 for name, content in trends.items()
    }


def test_a_liaison_has_own_schools_only(sample: Database):
    own = open_district(sample, login=LIAISON, on=TODAY)
    assert {name: set(frame["school_id"]) for name, frame in frames_of(own).items() if len(frame)} == {
        name: {"4-012"} for name in COLUMNS if name != "contacts" or len(own.contacts)
    }
    with sample.reading() as session:
        others = session.execute(text("SELECT school_id, name FROM school WHERE school_id <> '4-012'")).all()
    held = "\n".join(frame.to_csv() for frame in [*frames_of(own).values(), own.columns])
    assert named_in(held, [word for row in others for word in row]) == []
    assert "4-012" in held
    with pytest.raises(NotAllowedError):
        own.trends("2026-01")


def test_an_earlier_day_knows_what_had_come_in_by_then(sample: Database, district: District):
    then = open_district(sample, on=date(2025, 12, 1))
    assert then.contacts["contacted_on"].max() <= pd.Timestamp("2025-12-01") < district.contacts["contacted_on"].max()
    assert then.reports["first_submitted_date"].max() <= pd.Timestamp("2025-12-01")
    assert set(then.support_need()["as_of_month"]) == {"2025-10"}


def test_the_last_list_is_of_the_last_month_that_anybody_reported(sample: Database):
    assert "last list: 2026-03" in repr(open_district(sample, on=date(2026, 8, 1)))


def test_what_is_done_to_a_frame_stays_in_the_notebook(district: District):
    mine = district.schools
    mine["name"] = "Mine"
    assert "Mine" not in set(district.schools["name"])


def test_it_says_what_it_is_and_what_is_missing(sample: Database, district: District, database: Database):
    assert repr(district).splitlines() == [
        "Alder Valley Schools, as Maria Alvarez (director) sees it on 2026-04-12",
        "  86 schools in 2025-26; school years 2023-24 to 2025-26",
        "  last list: 2026-03",
        "  frames: schools, reports, activities, responses, plans, contacts, training, programme_steps, indicators, "
        "support_need, trends",
    ]
    for month in ("March", "2026-13"):
        with pytest.raises(PartnershipError, match="is no month"):
            district.support_need(month)
    with pytest.raises(PartnershipError, match="no district in the database yet"):
        open_district(database, on=TODAY)
    with pytest.raises(PartnershipError, match="Nobody here signs in"):
        open_district(sample, login="nobody", on=TODAY)


def test_the_readmes_lines_run(sample_district: Callable[[], str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, sample_district())
    told = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert told is not None
    names: dict[str, object] = {}
    exec(told[1], names)  # noqa: S102 - what the README says
    assert len(names["reports"]) > 0
