"""What a page asks about files dropped on it, and what it is told: plain data that go to a process and back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import IO, Any, Literal

from data.importing.correcting import Correction
from data.importing.incoming_files import IncomingFile
from models.errors import Problem
from models.permissions import Viewer
from models.recording.report_rules import Allowed
from models.settings import settings
from models.vocabulary import Role

Kind = Literal["preview", "import", "match", "undo"]
MOST_FILES = 40


def largest_upload() -> int:
    """Bytes of all files of one call together."""
    return settings().upload_mb * 1024 * 1024


@dataclass(frozen=True)
class SavedMapping:
    """A mapping that people of this district saved: its name and its text."""

    name: str
    text: str


@dataclass(frozen=True)
class Upload:
    """One thing asked about files, or about the receipt of an import."""

    kind: Kind
    viewer: Viewer
    at: str
    """Moment of asking, as ISO 8601 with its offset."""
    files: Sequence[IncomingFile] = ()
    mapping: str = ""
    """Name of a mapping that comes with the program; "": our templates, or `saved`."""
    saved: SavedMapping | None = None
    corrections: Sequence[Correction] = ()
    allowed: Allowed = field(default_factory=Allowed)
    new_schools: bool = False
    receipt_id: int = 0


@dataclass(frozen=True)
class Told:
    """What became of it. refused: why nothing was done, as a sentence; problems say where."""

    refused: str = ""
    problems: Sequence[Problem] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """new, changed, unchanged rows by table, and what else `models.recording.record` counts."""
    files: Sequence[tuple[str, int]] = ()
    """Name and rows of each file that was read."""
    reports: int = 0
    """Reports that would be new or change; of a preview."""
    schools: int = 0
    receipt_id: int | None = None
    """None where nothing was stored."""
    matched: Sequence[Mapping[str, Any]] = ()
    """Of `match`: as `data.importing.matching_form.MatchedFile`."""


def write_upload(stream: IO[bytes], database: str, upload: Upload) -> None:
    """Send it: a line of JSON, then the bytes of the files one after the other. database: its address."""
    viewer = asdict(upload.viewer) | {"school_ids": sorted(upload.viewer.school_ids)}
    head = {one.name: getattr(upload, one.name) for one in fields(upload)}
    head |= {
        "viewer": viewer,
        "files": [(file.name, len(file.content)) for file in upload.files],
        "saved": asdict(upload.saved) if upload.saved else None,
        "corrections": [asdict(one) for one in upload.corrections],
        "allowed": asdict(upload.allowed),
    }
    stream.write(json.dumps({"database": database, "upload": head}).encode() + b"\n")
    for file in upload.files:
        stream.write(file.content)


def read_upload(stream: IO[bytes]) -> tuple[str, Upload]:
    """The database's address and what was asked, as `write_upload` sent them."""
    sent = json.loads(stream.readline())
    head = sent["upload"]
    viewer = head["viewer"]
    whose = Viewer(
        **viewer
        | {
            "role": Role(viewer["role"]),
            "school_ids": frozenset(viewer["school_ids"]),
            "clusters": tuple(viewer["clusters"]),
        }
    )
    head |= {
        "viewer": whose,
        "files": [IncomingFile(name, stream.read(size)) for name, size in head["files"]],
        "saved": SavedMapping(**head["saved"]) if head["saved"] else None,
        "corrections": [Correction(**one) for one in head["corrections"]],
        "allowed": Allowed(**head["allowed"]),
    }
    return sent["database"], Upload(**head)


def told_as_json(told: Told) -> str:
    return json.dumps(asdict(told))


def told_from_json(text: str) -> Told:
    read = json.loads(text)
    return Told(**read | {"problems": [Problem(**one) for one in read["problems"]]})
