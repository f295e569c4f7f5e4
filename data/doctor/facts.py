"""The plain facts the doctor judges by. No text of a person is among them, and no secret: of one only its length."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from models.errors import PartnershipError
from models.queries.administration import PeopleFacts
from models.replica import ReplicaTrouble
from models.settings import Settings


@dataclass(frozen=True)
class FileFacts:
    """A file or folder; `others_read` and `others_write` count the folders on the way to it too."""

    path: str
    exists: bool = True
    is_readable: bool = True
    is_writable: bool = True
    others_read: bool = False
    others_write: bool = False
    characters: int = 0
    """Of a secret, without the blanks around it."""
    device: int = 0


@dataclass(frozen=True)
class Disk:
    """The disk the database lies on, in bytes."""

    free: int
    total: int


@dataclass(frozen=True)
class StoredFacts:
    """What the database says of itself. `problem`: why nothing else could be read of it; None where it could."""

    is_sqlite: bool = True
    problem: PartnershipError | None = None
    old_sqlite: str = ""
    """The version of SQLite where it may not use write-ahead logging."""
    journal: str = ""
    is_wal_safe: bool = True
    is_superuser: bool = False
    has_checksums: bool = True
    is_pooled: bool = False
    """Does a pooler stand between?"""
    replica: ReplicaTrouble | None = None
    """Why the read replica is not read from; None where it is, or none is set."""
    newest_change: datetime | None = None
    districts: tuple[str, ...] = ()
    schools: int = 0
    """Of the largest district."""
    who: PeopleFacts = field(default_factory=PeopleFacts)


@dataclass(frozen=True)
class Facts:
    """Everything that is judged, as of one moment. Files by the key that names them."""

    settings: Settings
    now: datetime
    environment: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)
    stored: StoredFacts = field(default_factory=StoredFacts)
    disk: Disk | None = None
    backups_folder: Path = Path()
    """Where `partnership backup` puts them for this database."""
    newest_backup: datetime | None = None
    is_root: bool = False
    first_free_port: int = 1024
    """Ports below belong to root."""
    logo_kind: str = ""
    """"svg" or "png" by what the file holds; "" for anything else."""
    memory_mb: int = 0
    zone_is_wrong: bool = False

    @property
    def is_for_others(self) -> bool:
        """Do, or shall, people open the pages from elsewhere? Not on a machine where somebody only looks around."""
        return (
            self.settings.needs_sign_in
            or not is_loopback(self.settings.address)
            or any(not is_loopback(host_of(origin)) for origin in self.settings.origins)
        )

    def file(self, key: str) -> FileFacts | None:
        """The file that a setting names; None where it names none, or there is none."""
        found = self.files.get(key)
        return found if found is not None and found.exists else None


def host_of(origin: str) -> str:
    """The host of an address people open the pages by, with http:// or without, without its port."""
    try:
        return urlsplit(origin if "://" in origin else f"//{origin}").hostname or ""
    except ValueError:  # as for a bracket that is not closed
        return ""


def is_loopback(host: str) -> bool:
    """Does this name or address reach this machine only?"""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def file_facts(path: Path, *, is_secret: bool = False) -> FileFacts:
    """How a file or folder stands: whatever of it can't be looked at counts as not there."""
    try:
        found = path.stat()
        ways = [parent.stat().st_mode for parent in path.resolve().parents]
    except OSError:
        return FileFacts(str(path), exists=False, is_readable=False, is_writable=False)
    is_reached = all(mode & 0o001 for mode in ways)
    is_readable = os.access(path, os.R_OK)
    characters = _characters(path) if is_secret and is_readable and path.is_file() else 0
    return FileFacts(
        str(path),
        is_readable=is_readable,
        is_writable=os.access(path, os.W_OK),
        others_read=is_reached and bool(found.st_mode & 0o004),
        others_write=is_reached and bool(found.st_mode & 0o002),
        characters=characters,
        device=found.st_dev,
    )


def _characters(path: Path) -> int:
    try:
        return len(path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return 0
