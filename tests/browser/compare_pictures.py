"""
Pictures and words of every step of the walk, to prove that a change of the program changed nothing people see.

    python -m tests.browser.compare_pictures take --out before
    python -m tests.browser.compare_pictures take --out after --project path/to/the/other/checkout
    python -m tests.browser.compare_pictures compare before after

Each step is taken at two sizes: as it is seen first, and whole where something scrolls; beside it a list of its words.
The servers are started here, on copies of the same databases, which are brought up to the tables of the project. The
pages ask for today's day only to find out who is in care of what and which list is the latest: any day after
10 April 2026 shows the same. `--day 2026-04-12` pins it for the servers where `faketime` is installed.
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from models.settings import ROOT, variable_of
from tests.browser.moves import settle
from tests.browser.places import copy_of, make_places
from tests.browser.steps import Step, walk
from tests.browser.walk import WALK
from tests.browser.words_seen import words_seen
from tests.postgres import free_port
from tests.serving import Server
from tests.watching import CHROMIUM_ARGUMENTS, chromium, trouble_in

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
TRIES, TALLEST, SHOWN_LINES, PATIENCE = 12, 12_000, 12, 30_000
NOON = "@{day} 12:00:00"
VISITOR: dict[str, Any] = {"locale": "en-US", "timezone_id": "America/Chicago", "reduced_motion": "reduce"}
# How much higher the window must be so that none of the page's own parts scrolls.
LACKS = """() => Math.max(0, document.documentElement.scrollHeight - innerHeight,
    ...["side", "main", "list", "detail", "what-if"].map(id => document.getElementById(id))
        .filter(part => part && part.clientHeight && getComputedStyle(part).overflowY !== "visible")
        .map(part => part.scrollHeight - part.clientHeight))"""
# Two PNGs as data: number of pixels that differ, the box around them, and the second picture with them in red.
DIFFERENCE = """async ([one, other]) => {
    const pixels = async data => {
        const picture = await createImageBitmap(await (await fetch(data)).blob())
        const brush = new OffscreenCanvas(picture.width, picture.height).getContext("2d")
        brush.drawImage(picture, 0, 0)
        return brush.getImageData(0, 0, picture.width, picture.height)
    }
    const [a, b] = [await pixels(one), await pixels(other)]
    const [sizeOfA, sizeOfB] = [a, b].map(picture => `${picture.width}x${picture.height}`)
    const sizes = sizeOfA === sizeOfB ? "" : `, sizes ${sizeOfA} and ${sizeOfB}`
    const width = Math.min(a.width, b.width), height = Math.min(a.height, b.height)
    let count = 0, left = width, top = height, right = -1, bottom = -1
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
        const i = 4 * (y * a.width + x), j = 4 * (y * b.width + x)
        if (a.data[i] === b.data[j] && a.data[i + 1] === b.data[j + 1] && a.data[i + 2] === b.data[j + 2]) continue
        count++
        left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y)
        b.data.set([255, 0, 0, 255], j)
    }
    const canvas = new OffscreenCanvas(b.width, b.height)
    canvas.getContext("2d").putImageData(b, 0, 0)
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())
    let marked = ""
    for (let at = 0; at < bytes.length; at += 8192) marked += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return {count, sizes, box: count ? [left, top, right, bottom] : null, marked: btoa(marked)}
}"""


class ProjectServer(Server):
    """`partnership serve` of any checkout that has its `.venv`, on a database brought up to that checkout's tables."""

    def __init__(self, project: Path, database_url: str, log: Path, day: str = "") -> None:
        own = project / ".venv" / "bin" / "python"
        python = str(own) if own.exists() else sys.executable
        environment = os.environ | {variable_of(("database_url",)): database_url, "PYTHONUNBUFFERED": "1"}
        subprocess.run([python, "-m", "data", "init"], cwd=project, env=environment, check=True, capture_output=True)
        self.database_url, self.log = database_url, log
        self.url = f"http://localhost:{(port := free_port())}"
        pinned = ["faketime", "-f", NOON.format(day=day)] if day else []
        with log.open("wb") as out:
            self._process = psutil.Popen(
                [*pinned, python, "-m", "data", "serve", "--port", str(port)],
                cwd=project,
                env=environment | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"},
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        self._wait_until_it_answers()


class Served:
    """The servers behind the steps: one for each place, and a fresh one for every step that changes rows."""

    def __init__(self, project: Path, databases: Path, folder: Path, day: str) -> None:
        self._project, self._databases, self._folder, self._day = project, databases, folder, day
        self._by_place: dict[str, Server] = {}
        self._count = 0

    @contextmanager
    def of(self, step: Step) -> Iterator[str]:
        """The address of the server for a step."""
        if step.changes:
            server = self._start(step.place)
            try:
                yield server.url
            finally:
                self._end(server)
            return
        if step.place not in self._by_place:
            self._by_place[step.place] = self._start(step.place)
        yield self._by_place[step.place].url

    def stop(self) -> None:
        for server in self._by_place.values():
            self._end(server)

    def _start(self, place: str) -> Server:
        self._count += 1
        url = copy_of(self._databases, place, self._folder / f"{self._count}.sqlite")
        return ProjectServer(self._project, url, self._folder / f"{self._count}.log", self._day)

    def _end(self, server: Server) -> None:
        server.stop()
        if trouble := trouble_in(server.said()):
            typer.echo(f"  the server said: {trouble[:1000]}")


# ---------------------------------------------------------------- taking
def still_picture(page: Page) -> bytes:
    """The window as it is; charts paint a moment after Panel is idle, so with one, two in a row must be the same."""
    if not page.locator(".bk-Figure").count():
        return page.screenshot(animations="disabled", caret="hide")
    before = b""
    for _ in range(TRIES):
        picture = page.screenshot(animations="disabled", caret="hide")
        if picture == before:
            return picture
        before = picture
    raise AssertionError(f"{page.url} never stands still")


def grow(page: Page, size: tuple[int, int]) -> bool:
    """Make the window as high as what it holds; False where nothing scrolls."""
    width, height = size
    while (lacks := page.evaluate(LACKS)) > 0 and height < TALLEST:
        height = min(TALLEST, height + lacks)
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if page.evaluate(LACKS) >= lacks:
            break
    return height > size[1]


def take_step(page: Page, step: Step, url: str, size: tuple[int, int], out: Path) -> None:
    name = f"{step.name}--{size[0]}"
    walk(step, page, url)
    page.mouse.move(0, 0)
    (out / f"{name}.png").write_bytes(still_picture(page))
    if step.visitor.get("java_script_enabled") is False:
        return
    words = "\n".join(words_seen(page)).replace(url, "")
    (out / f"{name}.txt").write_text(f"{page.url.removeprefix(url)}\n{words}\n", encoding="utf-8")
    if grow(page, size):
        if page.locator("#connection:visible").count() == 0:
            settle(page)
        (out / f"{name}-whole.png").write_bytes(page.screenshot(animations="disabled", caret="hide"))


class Visitors:
    """One browser context for each size and kind of visitor, so that what the pages load stays in its cache."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[str, BrowserContext] = {}
        self._looking: dict[str, Page] = {}

    @contextmanager
    def page(self, step: Step, size: tuple[int, int]) -> Iterator[Page]:
        """A page of a visitor who has chosen nothing yet: a new one, but for steps that only look."""
        key, (width, height) = f"{size} {sorted(step.visitor.items())}", size
        if key not in self._contexts:
            self._contexts[key] = self._browser.new_context(**VISITOR, **step.visitor)
        page = self._looking.pop(key, None) if step.move is None else None
        if page is None:
            page = self._contexts[key].new_page()
            page.on("pageerror", lambda error: typer.echo(f"  page error: {error}"))
            page.add_init_script("localStorage.clear()")
        page.set_viewport_size({"width": width, "height": height})
        try:
            yield page
        finally:
            if step.move is None:
                self._looking[key] = page
            else:
                page.close()


@contextmanager
def browser_running() -> Iterator[Browser]:
    program = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@app.command()
def take(
    out: Annotated[Path, typer.Option(help="Folder for the pictures.")],
    project: Annotated[Path, typer.Option(help="The checkout to serve; without: this one.")] = ROOT,
    databases: Annotated[Path | None, typer.Option(help="Folder of the databases, made where absent.")] = None,
    only: Annotated[str, typer.Option(help="Steps whose name has this pattern.")] = "",
    url: Annotated[str, typer.Option(help="A running server of the sample district, for steps that only look.")] = "",
    missing: Annotated[bool, typer.Option("--missing", help="Only what is not in the folder yet.")] = False,
    day: Annotated[str, typer.Option(help="The servers' day, as 2026-04-12; needs faketime.")] = "",
) -> None:
    """Take every step of the walk. Ends with 1 where a step does not get to what it should show."""
    out.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as temporary, browser_running() as browser:
        kept = databases or Path(temporary) / "databases"
        make_places(kept)
        visitors = Visitors(browser)
        served = Served(project.resolve(), kept, Path(temporary), day)
        steps = [step for step in WALK if re.search(only, step.name)]
        steps = [step for step in steps if not url or (step.place == "sample" and not step.changes)]
        try:
            for number, step in enumerate(steps, start=1):
                typer.echo(f"{number:3} of {len(steps)}  {step.name}")
                for size in step.sizes:
                    if missing and (out / f"{step.name}--{size[0]}.png").exists():
                        continue
                    with served.of(step) if not url else _given(url) as address, visitors.page(step, size) as page:
                        failed += _tried(page, step, address, size, out)
        finally:
            served.stop()
    for name in failed:
        typer.echo(f"FAILED: {name}")
    typer.echo(f"{len(list(out.glob('*.png')))} pictures of {len(steps)} steps in {out}, {len(failed)} failed")
    raise typer.Exit(1 if failed else 0)


@contextmanager
def _given(url: str) -> Iterator[str]:
    yield url.rstrip("/")


def _tried(page: Page, step: Step, url: str, size: tuple[int, int], out: Path) -> list[str]:
    """The step by its name where it failed, which is also said with the reason; nothing where all went well."""
    try:
        take_step(page, step, url, size, out)
    except (AssertionError, Error) as problem:
        typer.echo(f"  FAILED at {size[0]}: {str(problem)[:600]}")
        return [f"{step.name} at {size[0]}"]
    return []


# ---------------------------------------------------------------- comparing
def different_words(one: Path, other: Path) -> list[str]:
    lines = [path.read_text(encoding="utf-8").splitlines() for path in (one, other)]
    return [
        line for line in difflib.unified_diff(*lines, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))
    ]


def different_pixels(page: Page, one: Path, other: Path) -> dict[str, Any]:
    """count, sizes (empty where they are the same), box (left, top, right, bottom), marked (a PNG in base 64)."""
    data = [f"data:image/png;base64,{b64encode(path.read_bytes()).decode()}" for path in (one, other)]
    return page.evaluate(DIFFERENCE, data)


@app.command()
def compare(
    before: Path,
    after: Path,
    marked: Annotated[Path | None, typer.Option(help="Folder for the differences, red in the second picture.")] = None,
    only: Annotated[str, typer.Option(help="Pictures whose name has this pattern.")] = "",
) -> None:
    """Compare two folders pixel by pixel and word by word. Ends with 1 where anything differs."""
    kept = (path for folder in (before, after) for path in folder.iterdir())
    names = sorted({path.name for path in kept if path.suffix in (".png", ".txt") and re.search(only, path.name)})
    found = 0
    with browser_running() as browser:
        page = browser.new_page()
        for name in names:
            one, other = before / name, after / name
            if not (one.exists() and other.exists()):
                typer.echo(f"{name}: only in {before if one.exists() else after}")
            elif one.read_bytes() == other.read_bytes():
                continue
            elif other.suffix == ".txt":
                lines = different_words(one, other)
                more = [f"... and {len(lines) - SHOWN_LINES} more"] if len(lines) > SHOWN_LINES else []
                typer.echo("\n    ".join([f"{name}: {len(lines)} lines of words", *lines[:SHOWN_LINES], *more]))
            else:
                told = different_pixels(page, one, other)
                if not told["count"] and not told["sizes"]:
                    continue
                typer.echo(f"{name}: {told['count']:,} pixels differ, box {told['box']}{told['sizes']}")
                if marked:
                    marked.mkdir(parents=True, exist_ok=True)
                    (marked / name).write_bytes(b64decode(told["marked"]))
            found += 1
    typer.echo(f"{found} of {len(names)} files differ")
    raise typer.Exit(1 if found else 0)


if __name__ == "__main__":
    app()
