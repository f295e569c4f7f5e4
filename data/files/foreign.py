"""What a file is that is neither text with separators nor a workbook (.xlsx), told by its first bytes. Pure."""

import re

SAVE_AS = "Save it again as CSV UTF-8 (comma separated), or as an Excel workbook (.xlsx)."
OPEN_AND_SAVE = "Open it in Excel and save it as an Excel workbook (.xlsx) or as CSV UTF-8."
READABLE = r"\.(csv|txt|tsv|xlsx)"
OTHER_SHEETS = r"\.(xls|xlsm|xlsb|xltx?|ods|fods|numbers|gsheet)"
OLD_WORKBOOK_START = b"\xd0\xcf\x11\xe0"
WEB_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta|div|style)\b", re.I | re.S)
XML = re.compile(rb"\s*<\?xml\b", re.I)
MAIL_PAGE = re.compile(rb"\s*(MIME-Version:|From:[^\n]*\n(?:[^\n]*\n){0,5}MIME-Version:)", re.I)


def what_else(content: bytes) -> tuple[str, str] | None:
    """(What the file is, what to do), where its first bytes say that it holds no rows; None where they do not."""
    start = content[:4000].removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\x00", b"")[2:]
    if start.startswith(OLD_WORKBOOK_START):
        return "The file is an old Excel workbook (.xls) or protected by a password.", SAVE_AS
    if WEB_PAGE.match(start) or MAIL_PAGE.match(start):
        return (
            "The file is a web page, whatever its name says; Excel only opens it as if it were a sheet.",
            OPEN_AND_SAVE,
        )
    if XML.match(start):
        return "The file is written as XML, which is neither CSV nor an Excel workbook (.xlsx).", OPEN_AND_SAVE
    if start.startswith(b"%PDF"):
        return "The file is a PDF: printed pages, from which no rows can be read.", "Send the sheet it was made from."
    if start.startswith(b"{\\rtf"):
        return "The file is a text document (.rtf).", "Copy its table into a sheet, and save that as CSV UTF-8."
    if start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "The file is a picture, from which no rows can be read.", "Send the sheet it shows."
    return None


def stem_of(file: str) -> str:
    """activities for Activities.CSV; only letters are looked at, the name is never used as a path."""
    name = re.split(r"[\\/]", file)[-1]
    return re.sub(f"({READABLE}|{OTHER_SHEETS})+$", "", name, flags=re.IGNORECASE).strip().lower()


def stem_of_any(name: str) -> str:
    """The same for a file of any kind, so that activities.pdf is known for what it is called."""
    return re.sub(r"(\.[a-z0-9]{1,8})+$", "", stem_of(name), flags=re.IGNORECASE).strip()
