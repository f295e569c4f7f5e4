"""
The settings of this installation, from one file and the environment: the only place that reads either.

`partnership.toml` lies beside the program, or where `PARTNERSHIP_CONFIG` says. Every key has a variable of the
environment too, which goes before the file: `PARTNERSHIP_` and the key in capitals, with two underscores for a dot
(`PARTNERSHIP_SIGN_IN__CONTACT`). `partnership config --explain` says every key.
"""

import os
import tomllib
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from models.errors import PartnershipError
from models.sign_in_ways import SignInWay

ROOT = Path(__file__).resolve().parents[1]
LOCAL = ROOT / "data" / "local"
PREFIX = "PARTNERSHIP_"
SHORTEST_SECRET = 32
"""Characters of a secret, at least: of what signs sessions, and of what a proxy and we share."""
FILE_VARIABLE = "PARTNERSHIP_CONFIG"
USUAL_FILE = ROOT / "partnership.toml"
OF_THE_PROGRAM = frozenset({FILE_VARIABLE})
"""Variables that begin as ours and are no setting."""
Network = IPv4Network | IPv6Network
Origin = Annotated[str, StringConstraints(pattern=r"^(https?://)?[a-z0-9.\-\[\]:*]+$", to_lower=True)]
HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]


class LogFormat(StrEnum):
    LINES = "lines"
    JSON = "json"


class MailSecurity(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Part(BaseModel):
    """A group of settings; a key it does not have is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OpenIdConnect(Part):
    """The district's own provider of accounts: Google, Microsoft Entra, or any other with a discovery address."""

    issuer: str = Field("", description="Address of the provider, as https://accounts.google.com")
    client_id: str = Field("", description="What the provider calls this program")
    client_secret_file: Path | None = Field(None, description="File with the secret the provider gave for it")
    name: str = Field("", description="What people call these accounts, for the button: Sign in with ...")
    trusts_email: bool = Field(
        False,
        description="The provider does not say which e-mail addresses it has verified, and gives out only its own: "
        "Microsoft Entra with one tenant",
    )


class Proxy(Part):
    """The web server in front, which may also have asked already who somebody is."""

    addresses: tuple[Network, ...] = Field((), description="Addresses it asks from; its headers count from there only")
    user_header: HeaderName = Field("X-Remote-User", description="Header with the login or e-mail of who is signed in")
    secret_header: HeaderName = Field("X-Partnership-Secret", description="Header with the secret both know")
    secret_file: Path | None = Field(None, description="File with that secret, 32 characters or more")


class SignIn(Part):
    """Who may come in, and for how long."""

    ways: tuple[SignInWay, ...] = Field((), description="oidc, password, proxy, or several; none: this machine only")
    hours: float = Field(8, gt=0, le=24 * 7, description="Hours after which somebody who is signed in signs in again")
    idle_minutes: float = Field(120, gt=0, description="Minutes without a page open after which they sign in again")
    pages_at_once: int = Field(
        40, ge=1, description="Pages one person may have open at once in each process; what is left soon counts no more"
    )
    contact: str = Field("", description="Whom people without access ask, with a telephone number")
    oidc: OpenIdConnect = Field(OpenIdConnect(), description="")
    proxy: Proxy = Field(Proxy(), description="")


class Backups(Part):
    """Where `partnership backup` puts them, and how many stay."""

    folder: Path = Field(LOCAL / "backups", description="Folder of the backups")
    daily: int = Field(14, ge=1, description="Days of which the last backup is kept")
    weekly: int = Field(8, ge=0, description="Weeks of which the last backup is kept")
    monthly: int = Field(12, ge=0, description="Months of which the last backup is kept")


class Mail(Part):
    """The district's mail server, for reminders; without a host nothing is ever sent."""

    host: str = Field("", description="Mail server that sends reminders, as smtp.district.org; without: none is sent")
    port: int = Field(587, ge=1, le=65535, description="Its port")
    security: MailSecurity = Field(MailSecurity.STARTTLS, description="How what is sent is encrypted")
    user: str = Field("", description="Whom this program signs in as there; without: it does not sign in")
    password_file: Path | None = Field(None, description="File with the password for it")
    from_address: str = Field("", description="Address that reminders come from, as family@district.org")
    reply_to: str = Field("", description="Address that answers go to; without: to who sent the reminder, where known")

    @property
    def is_on(self) -> bool:
        """Can anything be sent?"""
        return bool(self.host and self.from_address)


class Settings(BaseSettings):
    """Everything an administrator can choose. Keys stand in partnership.toml, groups as tables."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    database_url: SecretStr = Field(
        SecretStr(f"sqlite:///{LOCAL / 'partnership.db'}"),
        description="The database: sqlite:///file.db or postgresql://user@host/name",
    )
    database_replica_url: SecretStr = Field(
        SecretStr(""), description="A read replica of a PostgreSQL database: pages read there while it has everything"
    )
    database_password_file: Path | None = Field(
        None, description="File with its password, so that it stands nowhere else"
    )
    address: str = Field("127.0.0.1", description="Address the server listens on")
    port: int = Field(5006, ge=1, le=65535, description="Port the server listens on")
    prefix: str = Field(
        "", pattern=r"^(/[a-zA-Z0-9._-]+)*$", description="Path under which the pages stand, as /partnership"
    )
    origins: tuple[Origin, ...] = Field(
        (), description="Addresses people open the pages by, as https://family.district.org"
    )
    district: str = Field("", description="Code of the district to serve, where the database has several")
    title: str = Field("", description="Name of the district in the pages' head; the database's own without")
    logo_file: Path | None = Field(None, description="Picture of the district's own, SVG or PNG, for the pages' head")
    time_zone: str = Field("", description="The district's time zone, as America/Chicago; without: this machine's own")
    kept_mb: int = Field(
        256, ge=8, description="MB of computed results kept for several visitors; 86 schools take 21 to 33"
    )
    upload_mb: int = Field(20, ge=1, le=100, description="MB of one upload on Import, all its files together")
    log_format: LogFormat = Field(LogFormat.LINES, description="lines for people, json for programs")
    secret_file: Path = Field(
        LOCAL / "session_secret", description="File with the secret that signs pages; made by init"
    )
    metrics_from: tuple[Network, ...] = Field((), description="Addresses that may read /metrics")
    catalogues: Path | None = Field(None, description="Folder with the message catalogues, for translators")
    sign_in: SignIn = Field(SignIn(), description="")
    backups: Backups = Field(Backups(), description="")
    mail: Mail = Field(Mail(), description="")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is asked first: the environment, then the file."""
        file = settings_file()
        of_file = (TomlConfigSettingsSource(settings_cls, toml_file=file),) if file.exists() else ()
        return (init_settings, env_settings, *of_file)

    @property
    def needs_sign_in(self) -> bool:
        return bool(self.sign_in.ways)

    @property
    def origin(self) -> str:
        """The first address people open the pages by, with http:// or https://; this machine's own without any."""
        first = self.origins[0] if self.origins else f"http://localhost:{self.port}"
        return first if "://" in first else f"http://{first}"

    @property
    def is_encrypted(self) -> bool:
        """Does TLS stand in front? Only then may cookies be kept by it."""
        return self.origin.startswith("https://")


def settings_file() -> Path:
    return Path(os.environ.get(FILE_VARIABLE) or USUAL_FILE)


def settings() -> Settings:
    """
    What is set now; read again only after the file or a variable has changed.

    Raises PartnershipError for a file that cannot be read, and for a key or value that is not known, naming it.
    """
    mine = tuple((name, os.environ[name]) for name in os.environ if name.startswith(PREFIX))
    return _read(mine, _seen(settings_file()))


def _seen(file: Path) -> tuple[str, int, int]:
    try:
        found = file.stat()
    except OSError:
        return (str(file), 0, 0)
    return (str(file), found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4)
def _read(variables: tuple[tuple[str, str], ...], file: tuple[str, int, int]) -> Settings:
    if os.environ.get(FILE_VARIABLE) and not settings_file().exists():
        raise PartnershipError("There is no file {file}, which {variable} names.", file=file[0], variable=FILE_VARIABLE)
    known = {variable_of(path) for path, _ in keys()}
    for name, _ in variables:
        if name not in known | OF_THE_PROGRAM:
            raise PartnershipError(
                "There is no setting {name}. `partnership config --explain` lists them; nothing was started.", name=name
            )
    try:
        return Settings()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PartnershipError(
            "The settings in {file} cannot be read: {why}. Nothing was started.", file=file[0], why=str(error)
        ) from error
    except ValidationError as error:
        raise PartnershipError(
            "The settings are not right: {why}. `partnership config --explain` says what each may be; "
            "nothing was started.",
            why="; ".join(_in_words(one) for one in error.errors(include_url=False, include_input=False)),
        ) from error


def _in_words(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    return f"{key} is no setting" if error["type"] == "extra_forbidden" else f"{key}: {error['msg']}"


def keys(of: type[BaseModel] = Settings, before: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every key with its Pydantic field, groups opened: ("sign_in", "hours")."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for name, field in of.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Part):
            found += keys(kind, (*before, name))
        else:
            found.append(((*before, name), field))
    return found


def variable_of(path: tuple[str, ...]) -> str:
    return PREFIX + "__".join(path).upper()


def secret_in(file: Path | None) -> str:
    """
    A secret from its file, without the blanks around it; "" where no file is named.

    Raises PartnershipError where the file cannot be read; its words never hold the secret.
    """
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise PartnershipError("The secret in {file} cannot be read. Nothing was started.", file=str(file)) from error
