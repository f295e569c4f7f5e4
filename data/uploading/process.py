"""
The process that carries out one upload: what is asked on standard input, progress and the answer as lines of JSON.

It gives itself limits before it reads a file, so that one made to exhaust memory or time ends this and not the server;
and while it works, nobody's page waits for it.
"""

import contextlib
import json
import os
import resource
import sys
from datetime import datetime
from typing import TextIO

from data.importing.import_files import import_files
from data.importing.mapping import layout_of
from data.importing.matching_form import matched
from data.uploading.upload import Told, Upload, largest_upload, read_upload, told_as_json
from models.database import Database, connect
from models.errors import PartnershipError, RefusedImportError
from models.recording.record import undo

MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes; a district's ten years of activities need a third of it."""
SECONDS = 600
"""Of processor time."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What libraries print must not stand between the lines that are told.
    told_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    url, upload = read_upload(sys.stdin.buffer)
    with contextlib.closing(connect(url)) as database:
        told = carry_out(database, upload, told_to)
    print(json.dumps({"told": told_as_json(told)}), file=told_to, flush=True)


def carry_out(database: Database, upload: Upload, told_to: TextIO) -> Told:
    """Do what is asked; what is refused is told, and anything else is raised."""
    try:
        return _carried_out(database, upload, told_to)
    except RefusedImportError as refused:
        return Told(refused=str(refused), problems=refused.problems)
    except PartnershipError as refused:
        return Told(refused=str(refused))


def _carried_out(database: Database, upload: Upload, told_to: TextIO) -> Told:
    at = datetime.fromisoformat(upload.at)
    if upload.kind == "undo":
        with database.writing() as session:
            undo(session, upload.viewer, upload.receipt_id, at=at)
        return Told(receipt_id=upload.receipt_id)
    if upload.kind == "match":
        return Told(matched=list(matched(upload.files)))

    def progress(done: int, total: int, what: str) -> None:
        print(json.dumps({"done": done, "total": total, "what": what}), file=told_to, flush=True)

    saved = upload.saved
    outcome = import_files(
        database,
        upload.files,
        viewer=upload.viewer,
        mapping=upload.mapping or None,
        layout=layout_of(saved.name, saved.text.encode()) if saved else None,
        at=at,
        is_preview=upload.kind == "preview",
        new_schools=upload.new_schools,
        progress=progress,
        largest=largest_upload(),
        allowed=upload.allowed,
        corrections=upload.corrections,
    )
    shown = outcome.preview
    return Told(
        problems=outcome.warnings,
        counts=outcome.counts,
        files=outcome.files,
        reports=len(shown.reports) if shown else 0,
        schools=len(shown.schools) if shown else 0,
        receipt_id=outcome.receipt.receipt_id if outcome.receipt else None,
    )


if __name__ == "__main__":
    main()
