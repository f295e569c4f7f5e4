"""Files dropped on the page Import: the same as by command, with cells corrected and columns matched beforehand."""

import base64
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from dashboards.state.importing.visit import ImportVisit
from dashboards.views.importing import importing
from dashboards.views.importing.importing import Desk
from data.importing.correcting import Correction
from data.importing.import_files import import_files
from data.importing.incoming_files import IncomingFile
from data.importing.matching_form import chosen_mapping, matched
from data.uploading import process
from data.uploading.run import carry_out
from data.uploading.upload import SavedMapping, Told, Upload, largest_upload
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.queries import imports, saved_mappings
from models.tables import Activity
from models.vocabulary import Role
from models.wording.language import words_in
from tests.factories import stored
from tests.people import district_with_people, viewer

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
HEADER = "school_id,month,activity_id,activity_date,title,involvement_type,families_attended,counting_method\n"
RIGHT = HEADER + "S1,2024-09,A1,2024-09-20,Reading night,4,48,sign_in\n"
WRONG = RIGHT.replace("2024-09-20", "2024-09-31")
THEIRS = (
    "School number,Event date,Name of event,Type,# families,Comments\n"
    "S1,2024-09-08,Coffee with the principal,2,18,Great turnout\nS2,2024-09-21,Budget hearing,5,9,\n"
)


def file_of(text: str, name: str = "activities.csv") -> IncomingFile:
    return IncomingFile(name, text.encode())


def told(database: Database, who: Viewer, kind: Any = "preview", text: str = RIGHT, **more: Any) -> Told:
    """What the process tells, carried out in this one."""
    upload = Upload(kind=kind, viewer=who, at=AT.isoformat(), files=[file_of(text)], **more)
    return process.carry_out(database, upload, io.StringIO())


def titles(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Activity.title).order_by(Activity.title)))


def test_an_upload_does_what_the_command_does_and_is_taken_back_whole(database: Database):
    director = viewer(database, district_with_people(database), Role.DIRECTOR)
    before = stored(database)
    preview = told(database, director)
    by_command = import_files(database, [file_of(RIGHT)], viewer=director, at=AT, is_preview=True)
    assert (preview.counts, preview.files, preview.reports) == (by_command.counts, [("activities.csv", 1)], 1)
    assert stored(database) == before
    done = told(database, director, "import")
    assert (done.receipt_id, titles(database)) == (2, ["Reading night"])
    again = told(database, director, "import")
    assert (again.receipt_id, again.refused) == (None, "")
    assert told(database, director, "undo", receipt_id=2).refused == ""
    assert titles(database) == []


def test_a_cell_is_corrected_before_the_import_and_the_receipt_says_so(database: Database):
    district = district_with_people(database)
    director = viewer(database, district, Role.DIRECTOR)
    refused = told(database, director, text=WRONG)
    assert [(one.row, one.column, one.value) for one in refused.problems] == [(2, "activity_date", "2024-09-31")]
    mended = [Correction("activities.csv", 2, "activity_date", "2024-09-30")]
    done = told(database, director, "import", WRONG, corrections=mended)
    assert done.refused == ""
    with database.reading() as session:
        receipt = imports(session, director).iloc[0]
    assert any('Corrected before the import to "2024-09-30"' in warning for warning in receipt["warnings"])
    elsewhere = [Correction(name, 2, column, "x") for name, column in (("b.csv", "title"), ("activities.csv", "no"))]
    assert told(database, director, text=RIGHT, corrections=elsewhere).refused == ""


def test_columns_are_matched_once_and_the_next_file_of_its_kind_is_read_by_them(database: Database):
    director = viewer(database, district_with_people(database), Role.DIRECTOR)
    assert "column is missing" in str(told(database, director, text=THEIRS).problems[-1])
    files = [file_of(THEIRS, "their export.csv")]
    (found,) = matched(files)
    guessed = {column["source"]: column["target"] for column in found["columns"]}
    assert (found["table"], guessed) == (
        "activities",
        {"School number": "school_id", "Event date": "activity_date", "Name of event": "title",
         "Type": "involvement_type", "# families": "families_attended", "Comments": ""},
    )  # fmt: skip
    text = chosen_mapping(files, "Theirs", {found["file"]: ("activities", guessed)})
    done = told(database, director, "import", THEIRS, saved=SavedMapping("Theirs", text))
    assert (done.refused, titles(database)) == ("", ["Budget hearing", "Coffee with the principal"])
    with pytest.raises(PartnershipError, match="Two columns"):
        chosen_mapping(files, "Theirs", {found["file"]: ("activities", guessed | {"Comments": "title"})})
    with pytest.raises(PartnershipError, match="do not have"):
        chosen_mapping(files, "Theirs", {found["file"]: ("audit_line", guessed)})


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LIAISON, Role.VIEWER])
def test_who_may_not_import_is_refused_by_the_process_too(database: Database, role: Role):
    who = viewer(database, district_with_people(database), role)
    before = stored(database)
    for kind in ("preview", "import", "undo"):
        assert told(database, who, kind, receipt_id=1).refused
    assert stored(database) == before
    with pytest.raises(NotAllowedError):
        ImportVisit(database, who, "", words_in()).part()


def test_a_process_of_its_own_does_it_and_one_that_takes_too_long_is_ended(database: Database):
    director = viewer(database, district_with_people(database), Role.DIRECTOR)
    address = database.url.render_as_string(hide_password=False)
    upload = Upload(kind="preview", viewer=director, at=AT.isoformat(), files=[file_of(RIGHT)])
    went_on: list[str] = []
    answer = carry_out(address, upload, lambda done, total, what: went_on.append(what))
    assert (answer.refused, answer.files, went_on[0]) == ("", [["activities.csv", 1]], "Reading")
    with pytest.raises(PartnershipError, match="nothing was stored"):
        carry_out(address, upload, lambda *_: None, seconds=0.01)


# ---------------------------------------------------------------- the page's messages
@pytest.fixture
def desk(database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Desk]:
    """A director's desk, which has its work carried out in this process."""

    def here(address: str, upload: Upload, progress: Any) -> Told:
        return process.carry_out(database, upload, io.StringIO())

    monkeypatch.setattr(importing, "carry_out", here)
    director = viewer(database, district_with_people(database), Role.DIRECTOR)
    return lambda: Desk(ImportVisit(database, director, "", words_in()), said=lambda: None, clock=lambda: AT)


def drop(desk: Desk, text: str, name: str = "activities.csv") -> None:
    content = text.encode()
    say(desk, pick=[{"name": name, "size": len(content)}])
    for start in range(0, len(content), 50):
        say(desk, piece=base64.b64encode(content[start : start + 50]).decode())
    say(desk, look=True)


def say(desk: Desk, **message: Any) -> str:
    desk.view._handle_msg(message)
    return str(desk.view.answer.get("refusal", ""))


def test_what_a_page_sends_is_looked_at_corrected_matched_imported_and_taken_back(
    database: Database, desk: Callable[[], Desk]
):
    one = desk()
    drop(one, WRONG)
    assert one._visit.looked.stage == "refused"
    assert (
        say(one, correct={"file": "activities.csv", "row": 2, "column": "activity_date", "value": "2024-09-30"}) == ""
    )
    assert (one._visit.looked.stage, titles(database)) == ("ready", [])
    assert one._visit.upload()["button"] == "Import 1 row"
    say(one, **{"import": True})
    assert (one._visit.looked.stage, titles(database)) == ("stored", ["Reading night"])
    assert "Choose files first" in say(one, match=True)
    say(one, undo=2)
    assert (one._visit.looked.stage, titles(database)) == ("undone", [])
    drop(one, THEIRS, "theirs.csv")
    say(one, match=True)
    (found,) = one._visit.upload()["theirs"]
    columns = {column["source"]: column["target"] for column in found["columns"]}
    files = [{"file": found["file"], "table": found["table"], "columns": columns}]
    assert say(one, save_matching={"name": "Their export", "files": files}) == ""
    assert one._visit.looked.stage == "ready"
    with database.reading() as session:
        assert saved_mappings(session, one._visit.viewer)["name"].tolist() == ["Their export"]


FORGED: list[dict[str, Any]] = [
    {"pick": []}, {"pick": "a"}, {"pick": [{"name": "a", "size": -1}]}, {"pick": [{"name": "a", "size": True}]},
    {"pick": [{"name": "a", "size": largest_upload() + 1}]}, {"pick": [{"name": "a", "size": 1}] * 100},
    {"piece": "not base64"}, {"piece": base64.b64encode(b"more than was told").decode()}, {"look": True},
    {"import": True}, {"undo": "1"}, {"undo": 99}, {"layout": "../../etc/passwd"}, {"layout": "saved:none"},
    {"correct": {"row": "1"}}, {"match": True}, {"save_matching": {"name": "a"}}, {"save_matching": None},
]  # fmt: skip


@pytest.mark.parametrize("message", FORGED, ids=str)
def test_a_message_that_no_page_sends_stores_nothing(database: Database, desk: Callable[[], Desk], message: Any):
    one, before = desk(), stored(database)
    answer = say(one, **message)
    assert answer or one._visit.upload()["stage"] in ("", "refused")
    assert stored(database) == before


def test_how_large_an_upload_may_be_is_set(desk: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PARTNERSHIP_UPLOAD_MB", "3")
    one = desk()
    assert "larger than 3 MB together" in say(one, pick=[{"name": "one.csv", "size": 3 * 1024 * 1024 + 1}])
    assert "larger" not in say(one, pick=[{"name": "one.csv", "size": 3 * 1024 * 1024}])


def test_after_an_upload_that_is_too_large_the_same_page_takes_the_next_one(
    database: Database, desk: Callable[[], Desk]
):
    one = desk()
    drop(one, WRONG)
    for name, size in (("one.csv", largest_upload() + 1), ("two.csv", 10**30)):
        assert "larger than 20 MB together" in say(one, pick=[{"name": name, "size": size}])
        assert (one._coming, one._visit.looked.stage) == ([], "refused")  # what was there before still is
    say(one, pick=[{"name": "small.csv", "size": 5}])
    for _ in range(3):  # more comes than was told: nothing of it is kept
        assert "More came" in say(one, piece=base64.b64encode(b"a" * 60_000).decode())
        assert (one._pieces, one._coming) == ([], [])
    assert "Not all of the files arrived" in say(one, look=True)
    drop(one, RIGHT)
    say(one, **{"import": True})
    assert (one._visit.looked.stage, titles(database)) == ("stored", ["Reading night"])
