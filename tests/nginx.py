"""The web server that districts put in front: a real nginx with the site of the deploy guide, on addresses of ours."""

import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil
import pytest
import requests

from models.settings import ROOT
from tests.postgres import free_port

SITE = ROOT / "dashboards" / "deploy" / "nginx.conf"
ADDRESS = "127.0.0.3"
"""Another address of this machine than the one the pages are served on."""
AROUND = """
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused-1;
    uwsgi_temp_path {folder}/unused-2;
    scgi_temp_path {folder}/unused-3;
    include {folder}/site.conf;
}}
"""


def program() -> str:
    """Fails the test where nginx is not installed; `make system` brings it."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.fail("nginx is not installed. Install the package nginx.")
    return found


def make_certificate(folder: Path) -> None:
    """A certificate that nobody has signed but itself, for a year of tests."""
    line = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj /CN=pages"
    files = ["-keyout", folder / "key.pem", "-out", folder / "certificate.pem"]
    subprocess.run([*line.split(), "-addext", f"subjectAltName=IP:{ADDRESS}", *files], check=True, capture_output=True)


def changed(text: str, changes: Mapping[str, str]) -> str:
    """Each word of `changes` as what stands there instead; what was put in is never looked at for another word."""
    for words in changes:
        assert words in text, f"the site does not say {words!r} any more"
    return re.sub("|".join(map(re.escape, changes)), lambda found: changes[found.group()], text)


class Nginx:
    """
    The shipped site in front of two ports. changes: further words of it, each with what stands there instead; port: of
    its own, one that is free without.

    `url` has no slash at its end; `http_url` is the same without TLS. Use it in a `with`.
    """

    def __init__(
        self, folder: Path, ports: Sequence[int], changes: Mapping[str, str] | None = None, *, port: int = 0
    ) -> None:
        port, open_port = port or free_port(), free_port()
        self.url, self.http_url = f"https://{ADDRESS}:{port}", f"http://{ADDRESS}:{open_port}"
        self.folder = folder
        folder.mkdir(exist_ok=True)
        make_certificate(folder)
        here = {
            "listen 80;": f"listen {ADDRESS}:{open_port};",
            "listen 443 ssl": f"listen {ADDRESS}:{port} ssl",
            "/etc/partnership/tls/": f"{folder}/",
            "127.0.0.1:5006": f"127.0.0.1:{ports[0]}",
            "127.0.0.1:5007": f"127.0.0.1:{ports[1]}",
        }
        (folder / "site.conf").write_text(changed(SITE.read_text(encoding="utf-8"), here | dict(changes or {})))
        user = "user root;" if psutil.Process().uids().effective == 0 else ""
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        line = [program(), "-e", self.folder / "error.log", "-c", self.folder / "nginx.conf", *options]
        return subprocess.run(line, capture_output=True, text=True)

    def start(self) -> None:
        """Raises RuntimeError with nginx's own words where it does not."""
        started = self.run()
        if started.returncode:
            raise RuntimeError(started.stderr)
        end = time.monotonic() + 20
        while not (self.folder / "nginx.pid").exists() or not self._answers():
            if time.monotonic() > end:
                raise RuntimeError((self.folder / "error.log").read_text())
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.http_url}/", allow_redirects=False, timeout=5).status_code == 308
        except requests.ConnectionError:
            return False

    def stop(self) -> None:
        self.run("-s", "stop")

    def __enter__(self) -> "Nginx":
        self.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.stop()
