"""The page Import: files dropped, looked at row by row, imported and taken back; a process of its own does the work."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import panel as pn
import param

from dashboards.shell.component import Component, script
from dashboards.state.importing.told import TICKS, Looked
from dashboards.state.importing.visit import SAVED, ImportVisit
from dashboards.state.plain_text import to_json
from dashboards.views.parts.answering import refuse
from dashboards.views.parts.schools_view import styles
from data.importing.correcting import Correction
from data.importing.incoming_files import IncomingFile
from data.importing.matching_form import chosen_mapping
from data.uploading.run import carry_out
from data.uploading.upload import MOST_FILES, Kind, Told, Upload, largest_upload
from models.actions import mappings
from models.errors import PartnershipError
from models.permissions import Action, Viewer, check_can
from models.recording.report_rules import Allowed
from models.settings import settings

LONGEST_TEXT = 2_000
MOST_CORRECTIONS = 500
PROGRESS_EVERY = 400
"""Milliseconds between two looks at how far the work has come."""
STAGES: dict[Kind, str] = {"preview": "ready", "import": "stored", "undo": "undone", "match": "refused"}
"""What a page is at once that was done."""
DOINGS = ("pick", "piece", "look", "layout", "allow", "correct", "match", "save_matching", "import", "undo", "clear")


class ImportDesk(Component):
    """What would these files do, and what did the imports before them?"""

    part = param.String(default="null", doc="JSON of an ImportPart.")
    upload = param.String(default="null", doc="JSON of an UploadPart.")
    answer = param.Dict(default={}, doc="{count, refusal, said, go}: the answer to the last thing somebody did.")
    received = param.Integer(default=0, doc="Bytes of the files on their way that have arrived.")
    done = param.Callable(default=None, doc="Called with the name of what somebody did and its message.")

    _property_mapping: dict[str, str | None] = {"done": None}
    _esm = script("importing")
    _first = script("importing.first")
    _stylesheets = styles("importing/importing.css")

    def _handle_msg(self, data: Any) -> None:
        named = next((name for name in DOINGS if name in data), None) if isinstance(data, dict) else None
        if named and self.done:
            self.done(named, data[named])


class Desk:
    """The page's one view, and what happens when somebody does something in it."""

    def __init__(
        self,
        visit: ImportVisit,
        said: Callable[[], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **look: Any,
    ) -> None:
        """said: called when what the page says above it has changed."""
        self._visit, self._said, self._clock = visit, said, clock
        self._files: list[IncomingFile] = []
        self._coming: list[tuple[str, int]] = []
        self._pieces: list[bytes] = []
        self._progress = ""
        self._count = 0
        self._ticking: Any = None
        self.view = ImportDesk(done=self._do, **look)

    def show(self) -> None:
        """The imports so far as they are now."""
        self.view.part = to_json(self._visit.part())
        self._show_upload()

    def _show_upload(self) -> None:
        self.view.upload = to_json(self._visit.upload())
        self._said()

    # ------------------------------------------------------------ what somebody does
    def _do(self, named: str, typed: Any) -> None:
        try:
            getattr(self, f"_to_{named}")(typed)
        except PartnershipError as refused:
            self._answer(refusal=self._visit.words.refusal(refused))

    def _answer(self, **said: str) -> None:
        self._count += 1
        self.view.answer = {"count": self._count, **said}

    def _to_pick(self, typed: Any) -> None:
        """Files are on their way: their names and sizes."""
        self._check_is_free()
        if not isinstance(typed, list) or not 0 < len(typed) <= MOST_FILES:
            raise PartnershipError("Choose at most {most} files at a time.", most=MOST_FILES)
        coming: list[tuple[str, int]] = []
        for one in typed:
            size = one.get("size") if isinstance(one, dict) else None
            if not isinstance(size, int) or isinstance(size, bool) or size < 0:
                raise PartnershipError("The page sent something that cannot be understood. Load it again.")
            coming.append((str(one.get("name", ""))[:200], size))
        if sum(size for _, size in coming) > largest_upload():
            raise PartnershipError("The files are larger than {most} MB together.", most=settings().upload_mb)
        self._coming, self._pieces, self.view.received = coming, [], 0
        self._answer(go="on")

    def _to_piece(self, typed: Any) -> None:
        """The next bytes of the files, one file after the other."""
        try:
            piece = base64.b64decode(typed if isinstance(typed, str) else "", validate=True)
        except binascii.Error as error:
            raise PartnershipError("The page sent something that cannot be understood. Load it again.") from error
        self._pieces.append(piece)
        arrived, whole = self.view.received + len(piece), sum(size for _, size in self._coming)
        if arrived > whole:
            self._coming, self._pieces = [], []
            raise PartnershipError("More came than was told. Choose the files once more.")
        self.view.received = arrived

    def _to_look(self, _: Any) -> None:
        """All of them are here: look at them."""
        content, start = b"".join(self._pieces), 0
        if len(content) != sum(size for _, size in self._coming) or not self._coming:
            raise PartnershipError("Not all of the files arrived. Choose them once more.")
        self._files = []
        for name, size in self._coming:
            self._files.append(IncomingFile(name, content[start : start + size]))
            start += size
        looked = self._visit.looked
        self._visit.looked = Looked(files=self._coming, layout=looked.layout)
        self._coming, self._pieces = [], []
        self._run("preview")

    def _to_clear(self, _: Any) -> None:
        """Put the files away."""
        self._check_is_free()
        self._files = []
        self._visit.looked = Looked(layout=self._visit.looked.layout)
        self._show_upload()

    def _to_layout(self, typed: Any) -> None:
        self._check_is_free()
        layout = str(typed)[:LONGEST_TEXT]
        if layout not in {one["code"] for one in self._visit.part()["layouts"]}:
            raise PartnershipError("There is no such layout any more. Load the page again.")
        self._visit.looked.layout = layout
        self._again()

    def _to_allow(self, typed: Any) -> None:
        self._check_is_free()
        chosen = {str(one) for one in typed} if isinstance(typed, list) else set()
        self._visit.looked.allowed = frozenset(chosen & set(TICKS))
        self._again()

    def _to_correct(self, typed: Any) -> None:
        """One cell: another value, or (value null) as the file has it again."""
        self._check_is_free()
        looked = self._visit.looked
        if not isinstance(typed, dict) or type(typed.get("row")) is not int:
            raise PartnershipError("The page sent something that cannot be understood. Load it again.")
        file, column, value = (str(typed.get(name, ""))[:LONGEST_TEXT] for name in ("file", "column", "value"))
        place = (file, typed["row"], column)
        kept = [one for one in looked.corrections if (one.file, one.row, one.column) != place]
        if typed.get("value") is not None:
            kept.append(Correction(*place, value))
        if len(kept) > MOST_CORRECTIONS:
            raise PartnershipError("So many cells are corrected better in the file itself.")
        looked.corrections = kept
        self._again()

    def _to_match(self, _: Any) -> None:
        self._run("match")

    def _to_save_matching(self, typed: Any) -> None:
        """Their columns as they are matched with ours, saved under a name and used at once."""
        self._check_is_free()
        name, chosen = _matching(typed)
        text = chosen_mapping(self._files, name, chosen)
        viewer, at = self._visit.viewer, self._clock()

        def kept(_: object) -> None:
            looked = self._visit.looked
            looked.layout = f"{SAVED}{name.strip()}"
            looked.told = replace(looked.told, matched=()) if looked.told else None
            self.view.part = to_json(self._visit.part())
            self._answer(said=self._visit.words.gettext("The matching is saved and used."))
            self._again()

        self._visit.write(
            lambda session: mappings.save_mapping(session, viewer, name, text, at=at), kept, self._refused
        )

    def _to_import(self, _: Any) -> None:
        if self._visit.looked.stage != "ready":
            raise PartnershipError("Look at the files first; nothing was stored.")
        self._run("import")

    def _to_undo(self, typed: Any) -> None:
        if type(typed) is not int:
            raise PartnershipError("There is no such receipt; nothing was changed.")
        self._run("undo", receipt_id=typed)

    # ------------------------------------------------------------ the work
    def _check_is_free(self) -> None:
        if self._visit.looked.stage == "working":
            raise PartnershipError("The files are being looked at. Wait a moment.")

    def _again(self) -> None:
        if self._files:
            self._run("preview")
        else:
            self._show_upload()

    def _run(self, kind: Kind, receipt_id: int = 0) -> None:
        """Have it done beside the event loop by a process; the page says meanwhile how far it is."""
        self._check_is_free()
        visit = self._visit
        check_can(visit.viewer, Action.IMPORT_FILES)
        if kind != "undo" and not self._files:
            raise PartnershipError("Choose files first.")
        looked, viewer = visit.looked, visit.viewer
        upload = self._asked(kind, looked, viewer, receipt_id)
        address = visit.database.url.render_as_string(hide_password=False)
        looked.stage, self._progress = "working", ""
        self._show_upload()
        self._tick()
        visit.background.run(
            lambda: carry_out(address, upload, self._went_on),
            lambda told: self._ended(kind, told),
            self._failed,
        )

    def _asked(self, kind: Kind, looked: Looked, viewer: Viewer, receipt_id: int) -> Upload:
        names = {name: name in looked.allowed for name in TICKS if name != "new_schools"}
        saved = self._visit.saved_mapping(looked.layout)
        return Upload(
            kind=kind,
            viewer=viewer,
            at=self._clock().isoformat(),
            files=self._files if kind != "undo" else (),
            mapping="" if saved else looked.layout,
            saved=saved,
            corrections=tuple(looked.corrections),
            allowed=Allowed(**names),
            new_schools="new_schools" in looked.allowed,
            receipt_id=receipt_id,
        )

    def _went_on(self, done: int, total: int, what: str) -> None:
        """Called in another thread; the page looks at it when its turn comes."""
        words = self._visit.words
        self._progress = f"{words.gettext(what)} {words.number(100 * done / max(total, 1))} %"

    def _tick(self) -> None:
        if self._visit.background.is_at_once:
            return
        self._ticking = pn.state.add_periodic_callback(self._look_on, period=PROGRESS_EVERY)

    def _look_on(self) -> None:
        looked = self._visit.looked
        if looked.stage == "working" and looked.doing != self._progress:
            looked.doing = self._progress
            self._show_upload()

    def _ended(self, kind: Kind, told: Told) -> None:
        self._stop_ticking()
        looked = self._visit.looked
        is_refused = bool(told.refused)
        if kind == "match" and looked.told is not None and not is_refused:
            looked.told, looked.stage = replace(looked.told, matched=told.matched), "refused"
        else:
            looked.told = told
            looked.stage = "refused" if is_refused else STAGES[kind]
        if looked.stage in ("stored", "undone"):
            self._files = []
            self._visit.looked = Looked(layout=looked.layout, told=told, stage=looked.stage)
            self._visit.reload()
            self.view.part = to_json(self._visit.part())
        self._show_upload()
        self._answer(said="")

    def _failed(self, error: Exception) -> None:
        self._stop_ticking()
        self._visit.looked.stage = "refused"
        why = self._visit.words.refusal(error) if isinstance(error, PartnershipError) else ""
        self._visit.looked.told = Told(refused=why)
        self._show_upload()
        self._refused(error)

    def _stop_ticking(self) -> None:
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None

    def _refused(self, error: Exception) -> None:
        refuse(self._visit.words, error, lambda words: self._answer(refusal=words))


def _matching(typed: Any) -> tuple[str, dict[str, tuple[str, dict[str, str]]]]:
    """{name, files: [{file, table, columns: {theirs: ours}}]} as the page sends it, believed as far as it is text."""
    if not isinstance(typed, dict) or not isinstance(typed.get("files"), list):
        raise PartnershipError("The page sent something that cannot be understood. Load it again.")
    chosen = {}
    for one in typed["files"][:MOST_FILES]:
        columns = one.get("columns") if isinstance(one, dict) else None
        if not isinstance(columns, dict):
            raise PartnershipError("The page sent something that cannot be understood. Load it again.")
        texts = {str(source)[:LONGEST_TEXT]: str(target)[:100] for source, target in columns.items()}
        chosen[str(one.get("file", ""))[:LONGEST_TEXT]] = (str(one.get("table", ""))[:100], texts)
    return str(typed.get("name", ""))[:LONGEST_TEXT], chosen
