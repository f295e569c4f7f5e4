"""Somebody's page Import while it is open: the imports so far, and the files they have dropped."""

from dashboards.state.importing.shapes import ImportPart, LayoutChoice, UploadPart
from dashboards.state.importing.told import Looked, receipt_lines, tick_choices, upload_part
from dashboards.state.visit import Visit
from data.importing.mapping import layout_named, shipped_mappings
from data.uploading.upload import MOST_FILES, SavedMapping, largest_upload
from models import queries
from models.errors import PartnershipError
from models.permissions import Action, check_can
from models.today import today

SAVED = "saved:"
"""Before the name of a mapping that people saved, in the codes of layouts."""


class ImportVisit(Visit):
    """What is dropped is held by this page alone, and gone with it; nothing is stored before it is imported."""

    def __init__(self, *args: object, **more: object) -> None:
        self.looked = Looked()
        super().__init__(*args, **more)  # type: ignore[arg-type]

    def part(self) -> ImportPart:
        """What stands on the page. Raises NotAllowedError for who may not import."""
        check_can(self.viewer, Action.IMPORT_FILES)
        with self.database.reading() as session:
            imports = queries.imports(session, self.viewer)
            saved = queries.saved_mappings(session, self.viewer)
        gettext = self.words.gettext
        layouts: list[LayoutChoice] = [{"code": "", "label": gettext("Our templates")}]
        layouts += [{"code": f"{SAVED}{name}", "label": name} for name in saved["name"]]
        layouts += [{"code": name, "label": layout_named(name).title} for name in shipped_mappings()]
        return {
            "receipts": receipt_lines(self.words, imports),
            "layouts": layouts,
            "ticks": tick_choices(self.words),
            "limit": largest_upload(),
            "most_files": MOST_FILES,
        }

    def upload(self) -> UploadPart:
        """The files that are being looked at, in words."""
        return upload_part(self.words, self.looked)

    def saved_mapping(self, layout: str) -> SavedMapping | None:
        """The saved mapping that a layout's code names; None for others. Raises PartnershipError where it is gone."""
        if not layout.startswith(SAVED):
            return None
        name = layout.removeprefix(SAVED)
        with self.database.reading() as session:
            saved = queries.saved_mappings(session, self.viewer).set_index("name")
        if name not in saved.index:
            raise PartnershipError("There is no saved matching {name} any more; nothing was changed.", name=name)
        return SavedMapping(name, str(saved["text"].loc[name]))

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        gettext = self.words.gettext
        return [
            (gettext("Today"), self.words.day(today())),
            (gettext("By command"), gettext("partnership import does the same, by the same rules")),
        ]
