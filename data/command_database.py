"""The database a command works on, and what a command says where there is none to work on."""

from collections.abc import Iterator
from contextlib import contextmanager

from models.database import URL_VARIABLE, Database, connect
from models.errors import PartnershipError, UnreachableError
from models.today import time_zone


@contextmanager
def opened(url: str | None = None) -> Iterator[Database]:
    """
    The database people work with, or the one at `url`.

    Raises PartnershipError that names an address nobody answers at: only who runs a command is told of it.
    """
    time_zone()  # a wrong one is told before anything is done
    database = connect(url)
    try:
        yield database
    except UnreachableError as error:
        remedy = "Make its folder writable" if database.is_sqlite else "Start its server"
        raise PartnershipError(
            f"{remedy}, or mend {{variable}}: the database {{address}} cannot be reached, and nothing was changed.",
            variable=URL_VARIABLE,
            address=database.url.render_as_string(hide_password=True),
        ) from error
    finally:
        database.close()
