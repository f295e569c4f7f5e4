"""The line that serves the pages, and whether its port is free."""

import socket
from collections.abc import Sequence
from typing import Any

from models.errors import PartnershipError
from models.settings import ROOT

INDEX_PAGE = "home"


def serve_line(address: str, port: int, origins: Sequence[str], *, warm: bool = True) -> list[str]:
    """
    The words of `panel serve` for our pages on this address. origins: further names they may be reached by. warm: make
    ready first what the first visitors would wait for.

    Raises PartnershipError where there are no pages, or where the port is taken.
    """
    pages = sorted((ROOT / "dashboards").glob("*.py"))
    if not pages:
        raise PartnershipError("There are no pages in dashboards/. Install the program whole.")
    require_free(address, port)
    names = [f"localhost:{port}", f"127.0.0.1:{port}", *origins]
    line = ["panel", "serve", *map(str, pages), "--address", address, "--port", str(port), "--index", INDEX_PAGE]
    line += ["--static-dirs", f"assets={ROOT / 'dashboards' / 'assets'}"]
    line += ["--auth-module", str(ROOT / "dashboards" / "shell" / "auth_module.py")]
    line += [f"--allow-websocket-origin={name}" for name in names]
    return [*line, "--liveness", *(["--warm"] if warm else [])]


def require_free(address: str, port: int) -> None:
    """Raises PartnershipError where the port cannot be listened on, as when another program uses it."""
    family: Any = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            raise PartnershipError(
                "Port {port} can't be used on {address}: {why}. Choose another one with --port.",
                port=port,
                address=address,
                why=error.strerror,
            ) from error
