"""
Bytes -> lines of text, within bounds: a file made to exhaust memory is given up on while it is read. Pure.

Why the bounds: 60 MB of empty lines took 10 GB, and one row of a million columns was stored with a million warnings.
"""

import codecs
import io
import re
from collections.abc import Iterator

LONGEST_RECORD = 1_000_000
"""Characters of one row, over all its quoted lines."""
MOST_LINES = 2_000_000
"""Lines, blank ones too: twice what Excel can hold."""
PIECE = 1024 * 1024
NOT_WESTERN = re.compile(r"[^\x00-\x7f]{4}")
"""Western texts have no four letters in a row beyond ASCII; other alphabets read as Windows-1252 do."""


class UnreadableTextError(Exception):
    """The text is not taken; the words say why and what to do."""

    def __init__(self, what: str, remedy: str, *, with_row: bool = True):
        super().__init__(what)
        self.what, self.remedy, self.with_row = what, remedy, with_row


class Lines:
    """The lines of a text, one after the other; `begin_record` starts the count of a row's characters again."""

    def __init__(self, content: bytes, encoding: str, save_as: str):
        # A view of the bytes: no copy of the file, and no text longer than a line, is ever made.
        self._stream = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
        self._save_as = save_as
        self._held: list[str] = []
        self._characters = 0
        self._lines = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._held:
            return self._held.pop()
        line = self._stream.readline(LONGEST_RECORD + 1)
        if not line:
            raise StopIteration
        self._lines += 1
        self._characters += len(line)
        if self._characters > LONGEST_RECORD:
            what = f"The row is longer than {LONGEST_RECORD:,} characters; a double quote may be open."
            raise UnreadableTextError(what, "Close the quote, or shorten the row.")
        if self._lines > MOST_LINES:
            what = f"The file has more than {MOST_LINES:,} lines, blank ones counted."
            raise UnreadableTextError(what, "Take the blank lines out, or split it by school year.", with_row=False)
        if "\x00" in line:
            what = f"Line {self._lines} holds a NUL byte, which no text file holds."
            raise UnreadableTextError(what, self._save_as, with_row=False)
        return line

    def begin_record(self) -> None:
        self._characters = 0

    def give_back(self, line: str) -> None:
        """The line comes once more."""
        self._held.append(line)

    def start(self, characters: int) -> str:
        """What comes first, without line breaks before it; for a look only: the lines can't be read any more."""
        return ("".join(reversed(self._held)) + self._stream.read(characters)).lstrip("\r\n")


def encoding_of(content: bytes) -> str:
    """UTF-8 and UTF-16 with or without a byte order mark, told by the first bytes."""
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:2000]
    # UTF-16 without a byte order mark: every other byte of English text is NUL.
    if len(start) >= 4 and start[1::2].count(0) > 0.6 * len(start[1::2]):
        return "utf-16-le"
    if len(start) >= 4 and start[0::2].count(0) > 0.6 * len(start[0::2]):
        return "utf-16-be"
    return "utf-8"


def is_text_in(content: bytes, encoding: str) -> bool:
    """Can all of it be read so? Piece by piece, so that a large file takes no memory beside its bytes."""
    try:
        for _ in _pieces(content, encoding):
            pass
    except UnicodeDecodeError:
        return False
    return True


def is_western(content: bytes) -> bool:
    """Can it be read as Windows-1252, and looks like a western language then?"""
    end = ""
    try:
        for text in _pieces(content, "cp1252"):
            if "\x00" in text or NOT_WESTERN.search(end + text):
                return False
            end = text[-3:]
    except UnicodeDecodeError:
        return False
    return True


def _pieces(content: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    for start in range(0, len(view), PIECE):
        yield decoder.decode(bytes(view[start : start + PIECE]))
    yield decoder.decode(b"", final=True)
