"""
The deploy guide, followed line by line on an empty Debian: from nothing to a director who signs in, in a real browser.

python -m tests.benchmarks.deploy_guide FOLDER

As root; FOLDER becomes the root of a Debian 12 (debootstrap), and is left there to be looked at. Packages come from
this machine's own sources, as apt and pip know them. Ports 80, 443, 5006 and 5007 must be free. Then the guide's
upgrade and roll-back are tried: what was written in between is gone, and the director signs in as before.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from models.settings import ROOT
from tests.watching import CHROMIUM_ARGUMENTS, chromium

GUIDE = ROOT / "dashboards" / "deploy" / "README.md"
PAGES = "family.district.example"
DEBIAN = "http://deb.debian.org/debian"
PASSWORD = "three odd words for her"
MOUNTS = ("proc", "sys", "dev")
BEGUN = ("partnership@5006", "partnership@5007")


class Machine:
    """A root of its own, in which the lines run as they stand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commands = 0
        self.said = ""
        self._exported: list[str] = []
        self._mounts = [*MOUNTS]

    def make(self) -> None:
        """An empty Debian, knowing how this machine gets packages; nothing of the guide."""
        if not (self.folder / "etc/debian_version").exists():
            wanted = "--include=ca-certificates"
            subprocess.run(["debootstrap", "--variant=minbase", wanted, "bookworm", self.folder, DEBIAN], check=True)
        (self.folder / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
        (self.folder / "usr/sbin/policy-rc.d").chmod(0o755)
        shutil.copy(Path(__file__).with_name("systemctl_without_systemd.py"), self.folder / "usr/local/bin/systemctl")
        (self.folder / "usr/local/bin/systemctl").chmod(0o755)
        for name in ("etc/resolv.conf", "etc/hosts", "etc/ssl/certs/ca-certificates.crt"):
            shutil.copy(Path("/") / name, self.folder / name)
        self._same_package_sources()
        archive = self.folder / "srv/partnership.tar.gz"
        with archive.open("wb") as made:
            subprocess.run(["git", "archive", "--format=tar.gz", "HEAD"], cwd=ROOT, stdout=made, check=True)

    def _same_package_sources(self) -> None:
        told = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
        found = dict(re.findall(r"^(?:global|install|:env:)\.([\w-]+)='(.*)'$", told, re.MULTILINE))
        named = [Path(word.removeprefix("file://")) for value in found.values() for word in value.split()]
        for path in (one for one in named if one.is_absolute() and one.exists()):
            there = self.folder / path.relative_to("/")
            if path.is_dir():
                self._mounts.append("/".join(path.parts[1:3]))
            else:
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, there)
        lines = "".join(f"{key} = {value}\n" for key, value in found.items())
        (self.folder / "etc/pip.conf").write_text(f"[global]\n{lines}")
        for kept_for_apt in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
            shutil.copy(kept_for_apt, self.folder / "etc/apt/apt.conf.d")

    @contextmanager
    def mounted(self) -> Iterator[None]:
        mounts = list(dict.fromkeys(self._mounts))
        for name in mounts:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--rbind", "--make-rslave", f"/{name}", self.folder / name], check=True)
        try:
            yield
        finally:
            self.quietly("systemctl stop " + " ".join(BEGUN))
            self.quietly("nginx -s stop; pg_lsclusters -h | while read v c r; do pg_ctlcluster $v $c stop; done")
            for name in mounts:
                subprocess.run(["umount", "--recursive", "--lazy", self.folder / name], check=True)

    def quietly(self, lines: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["chroot", self.folder, "bash", "-c", lines], capture_output=True, text=True)

    def follow(self, heading: str, lines: list[str]) -> None:
        """Run a block of the guide. Exits where a line fails, with what it said."""
        begun = time.monotonic()
        self._exported += [line for line in lines if line.startswith("export ")]
        clean = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LANG": "C.UTF-8",
        }
        script = "\n".join([*self._exported, *lines])
        done = subprocess.run(
            ["chroot", self.folder, "bash", "-euxo", "pipefail", "-c", script],
            env=clean | {"DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, text=True,
        )  # fmt: skip
        self.said = done.stdout
        self.commands += len(lines)
        print(f"{time.monotonic() - begun:7.1f} s  {len(lines):2} commands  {heading}", flush=True)
        if done.returncode:
            sys.exit(f"{done.stdout[-2000:]}\n{done.stderr[-3000:]}")

    def wait_for_pages(self) -> None:
        for unit in BEGUN:
            end = time.monotonic() + 120
            log = self.folder / f"var/log/{unit}.log"
            while "running at" not in log.read_text(errors="replace"):
                if time.monotonic() > end:
                    sys.exit(log.read_text(errors="replace")[-3000:])
                time.sleep(0.2)


def blocks(kind: str = "") -> list[tuple[str, list[str]]]:
    """The guide's blocks of one kind, each with the heading it stands under."""
    found, heading = [], ""
    for part in re.findall(
        r"^## [^\n]*|^```sh[^\n]*\n.*?^```", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    ):
        first, *rest = part.splitlines()
        if part.startswith("## "):
            heading = first.removeprefix("## ")
        elif first.removeprefix("```sh").strip() == kind:
            found.append((heading, rest[:-1]))
    return found


def sign_in(page: Page) -> None:
    page.goto(f"https://{PAGES}/")
    page.get_by_label("Name").fill("m.alvarez")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("header .who")).to_contain_text("Maria Alvarez", timeout=60_000)


def choose_password(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("header .who")).to_contain_text("Maria Alvarez", timeout=60_000)


def main() -> None:
    machine = Machine(Path(sys.argv[1]).resolve())
    machine.make()
    link, begun = "", time.monotonic()
    rules = f"--host-resolver-rules=MAP {PAGES} 127.0.0.1"
    arguments = [one for one in CHROMIUM_ARGUMENTS if "resolver" not in one] + [rules]
    with machine.mounted(), sync_playwright() as playwright:
        for heading, lines in blocks():
            machine.follow(heading, lines)
            link = next((one for one in re.findall(r"https://\S+/password\S+", machine.said)[-1:]), link)
            if any("partnership@5006" in line for line in lines):
                machine.wait_for_pages()
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        page = browser.new_context(ignore_https_errors=True).new_page()
        choose_password(page, link)
        minutes = (time.monotonic() - begun) / 60
        print(f"A director is signed in: {minutes:.1f} minutes, {machine.commands} commands", flush=True)
        for kind in ("upgrade", "roll-back"):
            for unit in BEGUN:
                os.truncate(machine.folder / f"var/log/{unit}.log", 0)
            for heading, lines in blocks(kind):
                machine.follow(heading, lines)
            machine.wait_for_pages()
            sign_in(browser.new_context(ignore_https_errors=True).new_page())
            if kind == "upgrade":
                machine.follow("(written after it)", ['partnership user add l.ate --name "Lena Ate" --role viewer'])
            machine.follow("(who is there)", ["partnership user list"])
            print("There:", ", ".join(sorted(line.split()[0] for line in machine.said.splitlines()[1:])), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
