"""What a backup says about itself, in a small file beside it, and the backups of a folder."""

import hashlib
import tomllib
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import orjson

from models.database import Database
from models.errors import PartnershipError
from models.settings import ROOT, settings
from models.sqlite_file import make_empty, sync

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ENDINGS = {SQLITE: ".sqlite", POSTGRESQL: ".dump"}
FORMAT = 1
ASKED = "asked for"
BEFORE_RESTORE = "before a restore"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """When a backup was made, of what, and how its file looked when it was whole."""

    made_at: datetime
    kind: str
    """SQLITE or POSTGRESQL."""
    database: str
    """The file's or database's name; never its address."""
    schema_revision: str
    rows: dict[str, int]
    """By table."""
    bytes: int
    sha256: str
    program_version: str
    reason: str = ASKED
    format: int = field(default=FORMAT)


@dataclass(frozen=True)
class Backup:
    """A backup's file, and what its manifest says."""

    path: Path
    manifest: Manifest

    def is_as_written(self) -> bool:
        """Reads the whole file: has it the checksum it was written with?"""
        try:
            size, checksum = measured(self.path)
        except OSError:
            return False
        return (size, checksum) == (self.manifest.bytes, self.manifest.sha256)


def backups_folder(database: Database, named: Path | None = None) -> Path:
    """Where backups are: as named, as the settings say, else beside SQLite's file or in data/local."""
    if named is not None:
        return named
    chosen = settings().backups
    if "folder" in chosen.model_fields_set or not database.is_sqlite:
        return chosen.folder
    return Path(database.url.database or "").parent / "backups"


def folder_ready(folder: Path) -> None:
    """Make the folder where need be, for its owner alone. Raises PartnershipError where that can't be."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700)
            folder.chmod(0o700)
    except OSError as error:
        raise PartnershipError(
            "{folder} can't be used for backups: {why}. Name another one: --to.", folder=folder, why=error.strerror
        ) from error


def measured(path: Path) -> tuple[int, str]:
    """A file's size and its SHA-256."""
    with path.open("rb") as stream:
        return path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest()


def manifest_of(path: Path) -> Path:
    """The manifest of a backup's file."""
    return path.with_name(f"{path.name}.json")


def write(path: Path, manifest: Manifest) -> None:
    """Put a manifest beside a backup that is there already: with it the backup is whole."""
    being_made = path.with_name(f".{path.name}.json.part")
    being_made.unlink(missing_ok=True)
    make_empty(being_made)
    being_made.write_bytes(orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sync(being_made)
    being_made.replace(manifest_of(path))
    sync(path.parent)


def listed(folder: Path) -> list[Backup]:
    """The backups of a folder, the newest first. What is not ours, or not whole, is left out."""
    if not folder.is_dir():
        return []
    found = []
    for told in folder.glob("partnership-*.json"):
        manifest = _read(told)
        path = told.with_suffix("")
        if manifest is not None and path.is_file() and path.suffix == ENDINGS.get(manifest.kind):
            found.append(Backup(path, manifest))
    return sorted(found, key=lambda backup: (backup.manifest.made_at, backup.path.name), reverse=True)


def backup_named(name: str, folder: Path) -> Backup:
    """A backup by its path, its name in the folder, or "latest". Raises PartnershipError where it is none of ours."""
    if name == "latest":
        for backup in listed(folder):
            if backup.manifest.reason == ASKED:  # what a restore has put aside is named, where it is wanted
                return backup
        raise PartnershipError("There is no backup in {folder}. Make one: partnership backup.", folder=folder)
    path = next((one for one in (Path(name), folder / name) if one.is_file()), None)
    if path is None:
        raise PartnershipError("There is no backup {name}. See `partnership backup --list`.", name=name)
    manifest = _read(manifest_of(path))
    if manifest is None:
        raise PartnershipError(
            "{file} has no manifest ({manifest}) of this program beside it, so nobody can tell whether it is whole. "
            "Nothing was changed.",
            file=path,
            manifest=manifest_of(path).name,
        )
    return Backup(path, manifest)


def _read(path: Path) -> Manifest | None:
    try:
        told: dict[str, Any] = orjson.loads(path.read_bytes())
        manifest = Manifest(**told | {"made_at": datetime.fromisoformat(told["made_at"]).astimezone(UTC)})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    is_ours = manifest.format == FORMAT and manifest.kind in ENDINGS and isinstance(manifest.rows, dict)
    return manifest if is_ours else None


def program_version() -> str:
    """Of this program, as it is installed, else as its project file says."""
    try:
        return version("family-partnership")
    except PackageNotFoundError:
        told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        return str(told["project"]["version"])
