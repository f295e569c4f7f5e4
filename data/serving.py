"""The line that serves the pages, what its process is told beside it, and whether its port is free."""

import os
import secrets
import socket
from pathlib import Path
from typing import Any

from models.errors import PartnershipError
from models.settings import ROOT, Settings, secret_in

INDEX_PAGE = "home"
SECRET_VARIABLE = "BOKEH_SECRET_KEY"  # noqa: S105 - a variable's name
USUAL_PORTS = {"https": ":443", "http": ":80"}


def serve_line(of: Settings, *, warm: bool = True) -> list[str]:
    """
    The words of `panel serve` for our pages. warm: make ready first what the first visitors would wait for.

    Never among them is --use-xheaders: with it a header says which address a request came from, and anybody may write
    one. Raises PartnershipError where there are no pages, or where the port is taken.
    """
    pages = sorted((ROOT / "dashboards").glob("*.py"))
    if not pages:
        raise PartnershipError("There are no pages in dashboards/. Install the program whole.")
    require_free(of.address, of.port)
    names = [f"localhost:{of.port}", f"127.0.0.1:{of.port}", *map(origin_host, of.origins)]
    line = ["panel", "serve", *map(str, pages), "--address", of.address, "--port", str(of.port), "--index", INDEX_PAGE]
    line += ["--static-dirs", f"assets={ROOT / 'dashboards' / 'assets'}"]
    line += ["--auth-module", str(ROOT / "dashboards" / "shell" / "auth_module.py")]
    line += ["--prefix", of.prefix] if of.prefix else []
    line += [f"--allow-websocket-origin={name}" for name in dict.fromkeys(names)]
    return [*line, "--liveness", *(["--warm"] if warm else [])]


def in_address(host: str) -> str:
    """A host as it stands in the address of a page: one of IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def origin_host(origin: str) -> str:
    """ "family.district.org" of https://family.district.org: the host with its port, as a browser names it."""
    scheme, _, host = origin.rpartition("://")
    return host.removesuffix(USUAL_PORTS.get(scheme, ""))


def environment_of_pages(of: Settings) -> dict[str, str]:
    """
    Variables for the process that serves: the secret that signs sessions, the same for every process and after every
    restart. Nothing where there is no secret: then one is made at each start.
    """
    if os.environ.get(SECRET_VARIABLE) or not of.secret_file.exists():
        return {}
    return {SECRET_VARIABLE: secret_in(of.secret_file), "BOKEH_SIGN_SESSIONS": "yes"}


def make_secret(file: Path) -> bool:
    """
    Make the secret that signs sessions, for its owner alone; one that is there stays. Says whether it was made.

    Raises PartnershipError where it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise PartnershipError(
            "The session secret can't be written to {file}: {why}. Set secret_file to a file that can.",
            file=file,
            why=error.strerror,
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as written:
        written.write(secrets.token_urlsafe(48) + "\n")
    return True


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
