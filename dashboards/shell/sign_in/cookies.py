"""The cookies of the door: one with the browser's key, one for the way to the provider and back."""

from typing import Any

from tornado.web import RequestHandler, create_signed_value, decode_signed_value

from models.settings import settings

KEY = "partnership"
ON_THE_WAY = "partnership_on_the_way"
LONGEST = 200
"""Characters of a key we have given out are fewer."""
MINUTES_ON_THE_WAY = 10


def name_of(name: str) -> str:
    """The cookie's name: behind TLS one that browsers take from this very host only, and never without TLS."""
    return f"__Host-{name}" if settings().is_encrypted else name


def key_in(request: Any) -> str:
    """The key that a browser brings; "" without one."""
    kept = request.cookies.get(name_of(KEY))
    return kept.value if kept is not None and len(kept.value) <= LONGEST else ""


def give(handler: RequestHandler, name: str, value: str, seconds: float) -> None:
    # Lax: the browser brings it when the provider, or a link in a letter, leads here; never with another site's form.
    handler.set_cookie(
        name_of(name),
        value,
        path="/",
        secure=settings().is_encrypted,
        httponly=True,
        samesite="Lax",
        max_age=int(seconds),
    )


def take_away(handler: RequestHandler, name: str) -> None:
    handler.clear_cookie(name_of(name), path="/", secure=settings().is_encrypted, httponly=True, samesite="Lax")


def give_for_the_way(handler: RequestHandler, secret: bytes, value: str) -> None:
    """Signed, so that what comes back is what we sent along."""
    signed = create_signed_value(secret, ON_THE_WAY, value)
    give(handler, ON_THE_WAY, signed.decode(), MINUTES_ON_THE_WAY * 60)


def from_the_way(request: Any, secret: bytes) -> str:
    """What `give_for_the_way` sent along; "" where it is not ours, or too old."""
    kept = request.cookies.get(name_of(ON_THE_WAY))
    value = kept.value if kept is not None else ""
    found = decode_signed_value(secret, ON_THE_WAY, value, max_age_days=MINUTES_ON_THE_WAY / 24 / 60)
    return found.decode() if found else ""
