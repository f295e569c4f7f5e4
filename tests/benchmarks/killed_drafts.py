"""
A report is typed as a person types it, field by field, while server, tab and line are killed at random moments.

Textarea, rows of activities and parents' answers in turn, a number among their fields. After each kill the page comes
back by itself or is opened again, and the draft in the database must hold every key that was pressed, and no row that
nobody typed.
"""

import asyncio
import json
import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread

from playwright.sync_api import Locator, Page
from sqlalchemy import Engine, create_engine, text

from tests.postgres import free_port
from tests.serving import Server

SEED = 14
NOTES = "form/notes"
ALWAYS = {"instrument": "Exit card"}
"""What a new line of answers says before anybody types."""
FIELDS = {
    "activity": ("title", "activity_date", "families_attended", "adults_attended"),
    "response": ("sent", "returned", "positive"),
}
FOR_THE_PAGE = ("at", "of")
"""Where a row stands, and which activity answers are about: nobody types them."""
LOST = "document.documentElement.dataset.connection === 'lost'"


class Line:
    """The line between browser and server: each byte goes through it, until it is cut."""

    def __init__(self) -> None:
        self.port = free_port()
        self._to = 0
        self._is_cut = False
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, daemon=True).start()

    def leads_to(self, server: Server) -> str:
        """The address of the server by way of this line."""
        self._to = int(server.url.rpartition(":")[2])
        self._wait_for(asyncio.start_server(self._carry, "127.0.0.1", self.port))
        return f"http://localhost:{self.port}"

    def cut(self) -> None:
        """Every connection ends, and none is made until it is mended."""
        self._is_cut = True
        self._loop.call_soon_threadsafe(lambda: [writer.transport.abort() for writer in self._open])

    def mend(self) -> None:
        self._is_cut = False

    def _wait_for(self, work: object) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)  # type: ignore[arg-type]

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:  # the server is killed
            writer.transport.abort()
            return
        ends = {writer, back}
        self._open |= ends
        await asyncio.gather(_pour(reader, back), _pour(there, writer))
        self._open -= ends


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await reader.read(65_536):
            writer.write(part)
            await writer.drain()
    writer.close()


@dataclass
class Typist:
    """Somebody at the keyboard. `typed` is what their eyes see: a path of the draft, and what they put there."""

    page: Page
    dice: random.Random
    typed: dict[str, str] = field(default_factory=dict)

    def key(self, path: str, letter: str) -> None:
        """One key in a field, wherever the cursor was."""
        place = self.at(path)
        if not place.evaluate("field => field.getRootNode().activeElement === field"):
            place.focus()
            self.page.keyboard.press("ControlOrMeta+End")
            if path.endswith("activity_date") and path in self.typed:  # it says a day by now: typed anew
                self.page.keyboard.press("ControlOrMeta+a")
                self.page.keyboard.type(self.typed[path])
        self.page.keyboard.type(letter, delay=self.dice.uniform(0, 60))
        self.typed[path] = self.typed.get(path, "") + letter

    def at(self, path: str) -> Locator:
        return self.page.locator(f'[data-path="{path}"]')

    def new_row(self, kind: str) -> str:
        """The key of a row that waits to be typed in."""
        if kind == "activity":
            return str(self.page.locator("li.row").last.get_attribute("data-key"))
        self.page.get_by_role("button", name="A survey of the month").click()
        key = str(self.page.locator("ul.answers li[data-key]").last.get_attribute("data-key"))
        self.typed |= {f"response/{key}/{column}": value for column, value in ALWAYS.items()}
        return key

    def next_keys(self, number: int) -> list[tuple[str, str]]:
        """What comes next, a key at a time, each with its field: a word of the notes, or a whole row."""
        kind = self.dice.choice(("notes", "activity", "response"))
        if kind == "notes":
            return [(NOTES, letter) for letter in f"word{number} "]
        key = self.new_row(kind)
        keys = []
        for column in FIELDS[kind]:
            words = f"Family evening {number}" if column == "title" else str(self.dice.randrange(1, 29))
            keys += [(f"{kind}/{key}/{column}", letter) for letter in words]
        return keys


def kill(server: Server, line: Line, page: Page, url: str, kills: int) -> None:
    """Kill that often, and print after which kill a draft was not whole, and how many were. url: of the database."""
    dice = random.Random(SEED)
    typist = Typist(page, dice)
    engine = create_engine(url)
    whole, rows, killed = 0, 0, Counter[str]()
    for number in range(1, kills + 1):
        keys = typist.next_keys(number)
        cut = dice.randrange(1, len(keys) + 1)
        for path, letter in keys[:cut]:
            typist.key(path, letter)
        typist.page.wait_for_timeout(dice.uniform(0, 900))
        how = dice.choice(("server", "tab", "line cut", "line silent", "server frozen"))
        killed[how] += 1
        rest = killed_by(how, typist, server, line, keys[cut:])
        come_back(typist.page)
        missing, odd = unlike(engine, typist.typed)
        for path, letter in rest:
            typist.key(path, letter)
        typist.page.locator("#answer").click()  # leaves the field
        come_back(typist.page)
        later_missing, later_odd = unlike(engine, typist.typed)
        missing, odd = missing + later_missing, odd + later_odd
        whole += not missing
        rows += len(odd)
        if missing or odd:
            print(f"After kill {number} ({how}): not as typed {missing}, rows that nobody typed {odd}", flush=True)
            typist.typed = {path: value for path, value in stored(engine).items() if path.split("/")[-1] != "at"}
    engine.dispose()
    print(", ".join(f"{how} {count}" for how, count in sorted(killed.items())))
    print(f"{whole} of {kills} whole, {rows} empty or doubled rows")


def killed_by(
    how: str, typist: Typist, server: Server, line: Line, keys: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Kill, go on typing where that is possible, and let it come back; the keys that are still to be pressed."""
    page = typist.page
    if how == "tab":
        context, address = page.context, page.url
        page.close()
        typist.page = context.new_page()
        typist.page.goto(address)
        return keys
    if how == "server":
        server.stop()
    elif how == "line cut":
        line.cut()
    elif how == "line silent":
        page.context.set_offline(True)
    else:
        server.pause()
    for path, letter in keys:
        typist.key(path, letter)
    page.wait_for_timeout(1_000 * typist.dice.uniform(1.6, 4))
    if how == "line silent":
        page.context.set_offline(False)
    elif how == "server frozen":
        server.go_on()
    else:
        page.wait_for_function(LOST)
        with page.expect_navigation(timeout=60_000):
            server.start() if how == "server" else line.mend()
    return []


def come_back(page: Page) -> None:
    """Return when the page is the server's and nothing waits to be saved."""
    page.locator(f'[data-path="{NOTES}"]').wait_for()
    page.wait_for_function(f"!({LOST})")
    page.wait_for_function(
        "!Object.keys(localStorage).some(name => name.startsWith('field '))", timeout=60_000, polling=50
    )


def stored(engine: Engine) -> dict[str, str]:
    """Every field that stands in the draft, by its path, as a person would type it."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT path, CAST(value AS TEXT) FROM report_draft_field")).all()
    return {path: str(json.loads(value)) for path, value in rows}


def unlike(engine: Engine, typed: dict[str, str]) -> tuple[list[str], list[str]]:
    """Fields that do not say what was typed; and rows nobody typed in, or that stand twice, or in no place."""
    now = stored(engine)
    days = {path: f"2026-04-{int(at):02}" for path, at in typed.items() if path.endswith("date") and at.isdigit()}
    wanted = typed | days
    missing = [
        f"{path}: {now.get(path)!r}, typed {value!r}" for path, value in wanted.items() if now.get(path) != value
    ]
    rows = {tuple(path.split("/")[:2]) for path in wanted if path != NOTES}
    odd = {
        path for path in now if path not in wanted and (path.split("/")[-1] not in FOR_THE_PAGE or path.count("/") < 2)
    }
    odd |= {path for path in now if path != NOTES and tuple(path.split("/")[:2]) not in rows}
    titles = Counter(value for path, value in now.items() if path.endswith("/title"))
    placeless = [key for kind, key in rows if kind == "activity" and f"activity/{key}/at" not in now]
    return missing, [*sorted(odd), *(title for title, count in titles.items() if count > 1), *placeless]
