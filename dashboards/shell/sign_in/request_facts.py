"""What a request says of where it comes from. A header of a proxy counts from the proxies in the settings only."""

from hmac import compare_digest
from ipaddress import ip_address
from typing import Any

from models.settings import SHORTEST_SECRET, secret_in, settings


def is_from_proxy(request: Any) -> bool:
    """Does one of our own proxies ask? By the connection's own address."""
    return _is_one_of_ours(request.remote_ip)


def _is_one_of_ours(address: str) -> bool:
    try:
        asking = ip_address(address)
    except ValueError:
        return False
    return any(asking in network for network in settings().sign_in.proxy.addresses)


def client_address(request: Any) -> str:
    """
    Whose browser asks: the connection's own address, or what our proxy says of it.

    Each proxy adds the address it was asked from at the end, so the last one that is none of ours is the browser's.
    """
    if not is_from_proxy(request):
        return str(request.remote_ip)
    passed_on = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return next((part for part in reversed(passed_on) if not _is_one_of_ours(part)), str(request.remote_ip))


def user_of_proxy(request: Any) -> str:
    """Who is signed in at our proxy; "" where it says nobody, or something else than our proxy says it."""
    proxy = settings().sign_in.proxy
    known = secret_in(proxy.secret_file)
    brought = request.headers.get_list(proxy.secret_header)
    named = request.headers.get_list(proxy.user_header)
    if len(known) < SHORTEST_SECRET or len(brought) != 1 or len(named) != 1 or not is_from_proxy(request):
        return ""
    return named[0].strip() if compare_digest(brought[0].encode(), known.encode()) else ""


def path_within(request: Any, prefix: str) -> str:
    """The path without the prefix the pages stand under, without a slash at either end: "sign-in"."""
    path = str(request.path)
    return (path[len(prefix) :] if prefix and path.startswith(f"{prefix}/") else path).strip("/")
