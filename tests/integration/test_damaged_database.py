"""A damaged file is noticed before anything is read from it or written to it; an export never spoils the one before."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from data.exporting import write_whole
from data.importing.import_files import import_files
from data.importing.incoming_files import IncomingFile
from models.database import connect
from models.errors import DatabaseUnavailableError, PartnershipError
from tests.factories import ANA, AT

SCHOOLS = IncomingFile("schools.csv", b"school_id,name,school_year,level\n001,Alder,2025-26,elementary\n")
PAGE = 4096


def damage(path: Path) -> None:
    """Overwrite pages in the middle of the file, as a disk that fails does."""
    with path.open("r+b") as stream:
        size = path.stat().st_size
        for place in range(size // 3 // PAGE * PAGE, size // 2, 7 * PAGE):
            stream.seek(place)
            stream.write(b"\x5a" * PAGE)


def test_a_damaged_file_is_refused_and_left_as_it_is(any_sample: Callable[[], str]):
    url = any_sample()
    if not url.startswith("sqlite"):
        connect(url).require_whole()  # PostgreSQL looks after its own files
        return
    path = Path(make_url(url).database or "")
    connect(url).require_whole()
    damage(path)
    before = path.read_bytes()
    database = connect(url)
    with pytest.raises(DatabaseUnavailableError, match="damaged"):
        import_files(database, [SCHOOLS], viewer=ANA, at=AT)
    database.close()
    assert path.read_bytes() == before


def test_an_export_that_does_not_fit_the_disk_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "needs.csv"
    write_whole(path, "month\n2026-02\n")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PartnershipError, match="No space left on device"):
        write_whole(path, "month\n2026-03\n")
    assert path.read_text() == "month\n2026-02\n"
    assert [one.name for one in tmp_path.iterdir()] == ["needs.csv"]
