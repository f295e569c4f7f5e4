"""Who a request is from: the browser's key, and what our proxy says, must speak of one person."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from dashboards.shell.sign_in.cookies import key_in
from dashboards.shell.sign_in.request_facts import user_of_proxy
from models.database import Database
from models.errors import NotAllowedError
from models.queries.sign_in import SignedIn, signed_in
from models.settings import settings
from models.sign_in_ways import SignInWay


class NotSignedInError(NotAllowedError):
    """Nobody who may come in: lead them to the door."""


def known(session: Session, request: Any) -> SignedIn | None:
    """Whose request it is; None where nobody is signed in, or not in a way that holds any more."""
    chosen = settings().sign_in
    key = key_in(request)
    found = signed_in(session, key, datetime.now(UTC), timedelta(minutes=chosen.idle_minutes)) if key else None
    if found is None or found.way not in chosen.ways:
        return None
    if SignInWay.PROXY not in chosen.ways:
        return found
    said = user_of_proxy(request).lower()
    theirs = {found.account.login.lower(), found.account.email.lower()} - {""}
    is_another = said not in theirs if found.way is SignInWay.PROXY else bool(said) and said not in theirs
    return None if is_another else found


def known_in(database: Database, request: Any) -> SignedIn:
    """Raises NotSignedInError where nobody is signed in."""
    with database.reading() as session:
        found = known(session, request)
    if found is None:
        raise NotSignedInError("You are not signed in. Load the page again.")
    return found
