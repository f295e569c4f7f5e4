"""Files on their way in, from paths or handed over: told apart by name, each read once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.files.text_file import LARGEST_FILE
from data.importing import matching
from data.importing.layouts import Layout
from data.importing.mapping import layout_named
from models.errors import PartnershipError, Problem

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx")


@dataclass(frozen=True)
class IncomingFile:
    """A file on its way in. Its name is shown and compared, never opened."""

    name: str
    content: bytes
    is_chosen: bool = True
    """Named by a person, so that it must be one of the layout's; False: it lay in a folder."""


def files_at(
    paths: Sequence[str | Path], largest: int = LARGEST_FILE, layout: Layout | None = None
) -> tuple[list[IncomingFile], list[Problem]]:
    """
    The files at these paths, a folder's in order of name; one that is named twice is read once. `layout` tells which
    files of a folder are missed where their ending is wrong. Raises PartnershipError where one can't be opened.
    """
    files: dict[Path, IncomingFile] = {}
    problems = []
    for path in map(Path, paths):
        if not path.exists():
            raise PartnershipError(f"There is no file or folder {path}. Nothing was changed.")
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
            for one in inside:
                is_chosen = one == path
                if not is_chosen and (not one.is_file() or one.name.startswith(("~$", "."))):
                    problems.append(matching.left_alone(one.name))
                elif not (is_chosen or one.name.lower().endswith(ENDINGS)):
                    problems.append(matching.other_ending(one.name, layout or layout_named("")))
                elif one.resolve() in files:
                    what = "The file is named twice; it was read once."
                    problems.append(Problem(one.name, None, None, None, what, "Name it once.", True))
                    held = files[one.resolve()]
                    files[one.resolve()] = replace(held, is_chosen=held.is_chosen or is_chosen)
                else:
                    with one.open("rb") as stream:
                        files[one.resolve()] = IncomingFile(one.name, stream.read(largest + 1), is_chosen)
        except OSError as error:
            raise PartnershipError(f"{path} can't be read: {error.strerror}. Nothing was changed.") from error
    return _told_apart(files), problems


def _told_apart(files: Mapping[Path, IncomingFile]) -> list[IncomingFile]:
    """Files of one name get their folder's before it, so that a problem says which is meant."""
    names = Counter(file.name for file in files.values())
    return [
        replace(file, name=f"{path.parent.name}/{file.name}") if names[file.name] > 1 else file
        for path, file in files.items()
    ]


def numbered(files: Sequence[IncomingFile]) -> list[IncomingFile]:
    """Files of one name are numbered, as an upload may hold them; the number stands where a folder would."""
    seen: Counter[str] = Counter()
    told = []
    for file in files:
        seen[file.name] += 1
        count = seen[file.name]
        told.append(file if count == 1 else replace(file, name=f"file {count} of this name/{file.name}"))
    return told
