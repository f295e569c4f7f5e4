"""What the page Import shows, in words that its script draws: the shapes of it."""

from collections.abc import Sequence
from typing import TypedDict


class ReceiptLine(TypedDict):
    """One import; `undo` is its number where it can be taken back, 0 where it can't."""

    at: str
    files: str
    person: str
    said: str
    undo: int
    is_undone: bool
    warnings: Sequence[str]


class LayoutChoice(TypedDict):
    """How files may be laid out: a mapping's code ("" our templates) and what people call it."""

    code: str
    label: str


class ImportPart(TypedDict):
    """What stands on the page whatever is being looked at. ticks: what an import may be allowed to do besides."""

    receipts: Sequence[ReceiptLine]
    layouts: Sequence[LayoutChoice]
    ticks: Sequence[LayoutChoice]
    limit: int
    """Bytes of all files together."""
    most_files: int


class FoundLine(TypedDict):
    """One problem or remark. may_mend: it names one cell, which can be corrected here."""

    file: str
    row: int
    column: str
    value: str
    what: str
    is_warning: bool
    may_mend: bool


class CorrectionLine(TypedDict):
    """One cell as it was corrected here."""

    file: str
    row: int
    column: str
    value: str


class OurColumns(TypedDict):
    """One of our tables: its code, what it holds, and its columns, the needed ones marked."""

    code: str
    label: str
    columns: Sequence[tuple[str, str, bool]]


class TheirColumn(TypedDict):
    """One of their columns, some of its cells, and the one of ours it is taken for ("" for none)."""

    source: str
    examples: str
    target: str


class TheirTable(TypedDict):
    """One table of their files, and which of ours its rows become."""

    file: str
    table: str
    columns: Sequence[TheirColumn]


class UploadPart(TypedDict):
    """
    The files that are being looked at. stage: "" none yet, "working", "refused", "ready" (to be imported), "stored",
    "undone".
    """

    stage: str
    title: str
    beside: str
    files: Sequence[str]
    layout: str
    allowed: Sequence[str]
    found: Sequence[FoundLine]
    left: str
    """How many more there are than are shown; "" where all are."""
    corrected: Sequence[CorrectionLine]
    would: Sequence[tuple[str, str]]
    button: str
    """What the button that imports says; "" where nothing can be imported."""
    theirs: Sequence[TheirTable]
    ours: Sequence[OurColumns]
    receipt: int
