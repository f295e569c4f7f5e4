"""Where the database is, and its read replica: addresses from the settings, as SQLAlchemy takes them."""

from sqlalchemy import URL, exc, make_url

from models.errors import PartnershipError
from models.settings import secret_in, settings

URL_VARIABLE = "PARTNERSHIP_DATABASE_URL"
REPLICA_VARIABLE = "PARTNERSHIP_DATABASE_REPLICA_URL"


def url_of_settings() -> str:
    """The database people work with, with its password where that stands in a file; else SQLite in data/local."""
    return _with_password(settings().database_url.get_secret_value())


def replica_of_settings() -> str:
    """The read replica of that database, with the same password; "" where none is set."""
    url = settings().database_replica_url.get_secret_value()
    return _with_password(url) if url else ""


def parsed_address(url: str, variable: str) -> URL:
    """
    An address as SQLAlchemy takes it. variable: the one that sets it.

    Raises PartnershipError where it names neither SQLite nor PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except exc.ArgumentError as error:
        raise PartnershipError(
            "{variable} is not a database address. Write sqlite:///file.db or postgresql://user@host/name.",
            variable=variable,
        ) from error
    if "password" in parsed.query:  # where it is hidden from whoever is shown the address
        parsed = parsed.set(password=str(parsed.query["password"])).difference_update_query(["password"])
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise PartnershipError("The database must be a SQLite file or PostgreSQL.")
    return parsed


def _with_password(url: str) -> str:
    if password := secret_in(settings().database_password_file):
        return make_url(url).set(password=password).render_as_string(hide_password=False)
    return url
