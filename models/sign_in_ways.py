"""How people come in, and what ends it: codes kept in tables and written in the settings."""

from enum import StrEnum


class SignInWay(StrEnum):
    """How people show who they are."""

    OIDC = "oidc"
    PASSWORD = "password"  # noqa: S105 - a word of a list
    PROXY = "proxy"


class SignInEnd(StrEnum):
    """What ended a sign-in before its time."""

    SIGNED_OUT = "signed_out"
    ENDED_BY_ADMINISTRATOR = "ended_by_administrator"
    ACCOUNT_CLOSED = "account_closed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a word of a list
