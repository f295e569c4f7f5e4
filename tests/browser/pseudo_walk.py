"""
The walk in the language nobody speaks: words that never reached the message catalogue, labels without room, and on
every kind of page the rules of axe.

    python -m tests.browser.pseudo_walk [PART OF A STEP'S NAME]        every step, by hand: some minutes

A text is translated where it stands in the brackets of `tests.pseudo_language`; what is left are values: names, titles
and notes as the database holds them, numbers, and the months of Esperanto.
"""

import re
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from babel import Locale
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from data.importing.mapping import layout_named, shipped_mappings
from tests.browser.axe import broken_on, look
from tests.browser.places import MAKERS, make_places
from tests.browser.steps import PHONE, WIDE, Step, walk
from tests.browser.walk import WALK
from tests.browser.words_seen import words_seen
from tests.pseudo_language import ACCENTED, LANGUAGE, LOCALE, write
from tests.serving import Server
from tests.watching import CHROMIUM_ARGUMENTS, chromium, for_visitors, leave, wait_until_settled

TRANSLATED = re.compile(r"\[[^\[\]]*·\]")
WORD = re.compile(r"[A-Za-z]{2,}")
INITIALS = re.compile(r"[A-Z]{2}")
NOT_SAID = re.compile(
    r"^(\(hidden\) )?(\S+ (href|download|value|aria-expanded|aria-sort)|language|option value|chart HoverTool): "
)
"""Lines of `words_seen` that nobody reads or hears as words of ours."""
WHOLE = frozenset({
    "own-came-back", "method-director", "notebooks", "trends-sections", "home-coordinator", "home-director",
    "home-administrator-compared", "people-asked", "review", "review-backlog", "support", "support-office", "contact",
    "meeting", "practices", "practices-to-mark", "plan", "reminders", "training", "import", "audit", "report",
})  # fmt: skip
"""Steps at which the page itself is looked at besides, light on a desk and dark on a phone: see `_broken`."""
PAPER = "paper-"
"""Steps that print: a sheet has one width."""
NAMES = {"CSV", "csv", "PNG", "Excel", "SQLite", "PostgreSQL", "Family", "Partnership", "JavaScript", "localhost",
         "http", "import", "sample", "make", "lab", "qqqq", "hollow", "iron", "hill", "Ctrl",
         "Enter", "Esc"}  # fmt: skip
NAMES |= {word for name in shipped_mappings() for word in WORD.findall(layout_named(name).title)}
"""Names that stay as they are in every language: of programs, keys, layouts; and what the walk types."""
IN_ENGLISH = "is not a date. Write it year first"
"""What the import finds in a file is said in English, by the command as on the page."""

CLIPPED = r"""() => {
    const found = []
    const read = root => {
        for (const node of root.children ?? []) {
            const style = getComputedStyle(node)
            const own = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())
            const cut = ["hidden", "clip"].includes(style.overflowX) && node.scrollWidth > node.clientWidth + 1
            if (own && cut && node.checkVisibility() && node.clientWidth > 2 && style.textOverflow !== "ellipsis")
                found.push(`${node.localName}.${node.className}: ${node.textContent.trim().slice(0, 60)}`)
            if (node.shadowRoot) read(node.shadowRoot)
            read(node)
        }
    }
    read(document.body)
    const wide = document.documentElement.scrollWidth
    if (wide > innerWidth + 1) found.push(`page: ${wide} wide`)
    return found
}"""


LETTERS = {chr(accented): chr(letter) for letter, accented in ACCENTED.items()}
PLAIN = r"""letters => {
    const marks = /[\[\]]| ?·+/g, put = window.asWritten = []
    const plain = (text, write) => {
        if (!text?.match(marks)) return
        write(text.replace(marks, "").replace(/./gu, letter => letters[letter] ?? letter))
        put.push(() => write(text))
    }
    const read = root => {
        for (const node of root.querySelectorAll(":not(script, style)")) {
            plain(node.getAttribute("aria-label"), text => node.setAttribute("aria-label", text))
            for (const child of node.childNodes) {
                if (child.nodeType === 3) plain(child.data, text => { child.data = text })
            }
            if (node.shadowRoot) read(node.shadowRoot)
        }
    }
    read(document.body)
}"""
AS_WRITTEN = "() => window.asWritten.forEach(put => put())"


def words_stored(database: Path) -> set[str]:
    """Every word of every text in a database."""
    words: set[str] = set()
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                words.update(word for cell in row if isinstance(cell, str) for word in WORD.findall(cell))
    return words


def untranslated(lines: Iterable[str], known: set[str]) -> list[str]:
    """The lines of `words_seen` with a word that is neither translated nor a value."""
    found = []
    for line in lines:
        if NOT_SAID.match(line):
            continue
        left = line.partition(": ")[2]
        if left.startswith(IN_ENGLISH):
            continue
        while TRANSLATED.search(left):
            left = TRANSLATED.sub(" ", left)
        if any(word not in known and not INITIALS.fullmatch(left.strip()) for word in WORD.findall(left)):
            found.append(line)
    return found


def months() -> set[str]:
    """The words for months and days of the week, as CLDR has them for the language whose months are shown."""
    locale = Locale.parse(LOCALE)
    uses = [*locale.months.values(), *locale.days.values()]
    texts = [text for use in uses for width in use.values() for text in width.values()]
    return {word for text in texts for word in WORD.findall(text)}


def faults(steps: Sequence[Step], visitors: BrowserContext, server: Server, known: set[str]) -> list[str]:
    """
    What is untranslated at these steps of one page and person, and what is cut off, at a step's own width and at 390
    pixels, and what is broken where the page is looked at whole: the first is opened, the others are led to from there.

    visitors: of `in_this_language`; who differs from them gets a context of their own.
    """
    if not steps[0].visitor:
        try:
            return _faults(steps, visitors, server, known)
        finally:
            leave(visitors, [server.url])
    context = visitors.browser.new_context(locale=LANGUAGE, **steps[0].visitor)
    try:
        return _faults(steps, context, server, known)
    finally:
        context.close()


def in_this_language(browser: Browser) -> BrowserContext:
    return for_visitors(browser, locale=LANGUAGE)


def _faults(steps: Sequence[Step], context: BrowserContext, server: Server, known: set[str]) -> list[str]:
    page = context.new_page()
    found = []
    for step in steps:
        first = WIDE if WIDE in step.sizes else step.sizes[0]
        page.set_viewport_size({"width": first[0], "height": first[1]})
        walk(step, page, server.url, is_there=step is not steps[0])
        if step.visitor.get("java_script_enabled") is False:
            return []
        if step.changes:  # what was typed is a value by now
            known = known | words_stored(Path(server.database_url.removeprefix("sqlite:///")))
        for width, height in (first,) if step.name.startswith(PAPER) else (first, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{step.name} at {width}: {line}" for line in untranslated(words_seen(page), known)]
            found += [f"{step.name} at {width}: cut off: {line}" for line in page.evaluate(CLIPPED)]
            if step.name in WHOLE:
                found += [f"{step.name} at {width}: {fault}" for fault in _broken(page, step, (width, height))]
    return found


def _broken(page: Page, step: Step, size: tuple[int, int]) -> list[str]:
    """
    Rules of axe that are broken, dark on a phone, and what else a page of ours has: its address, language, name, title.

    Translated texts are English meanwhile: else a button with a word that stays as it is, PNG, has another in its name.
    """
    look(page, *size, "dark" if size == PHONE else "light")
    wait_until_settled(page)
    page.evaluate(PLAIN, LETTERS)
    found = broken_on(page)
    page.evaluate(AS_WRITTEN)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    wait_until_settled(page)
    found += [] if urlsplit(page.url).path == f"/{step.address.partition('?')[0]}" else [f"it is at {page.url}"]
    found += [] if page.locator("html").get_attribute("lang") == LANGUAGE else ["another language"]
    found += [] if page.get_by_role("heading", level=1).count() == 1 else ["not one name"]
    return found + ([] if page.title() else ["no title"])


def main(only: str = "") -> int:
    """Walk every step whose name has `only` in it; the number of faults."""
    count = 0
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        here = Path(folder)
        make_places(here)
        write(here / f"{LANGUAGE}.po")
        known = {place: words_stored(here / f"{place}.sqlite") | months() | NAMES for place in MAKERS}
        visitors = in_this_language(playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS))

        def steps(place: str, *, changes: bool) -> list[Step]:
            return [s for s in WALK if s.place == place and s.changes is changes and only in s.name]

        def look(database: Path, some: list[Step], words: set[str]) -> int:
            if not some:
                return 0
            server = Server(f"sqlite:///{database}", here / "log", {"PARTNERSHIP_CATALOGUES": folder})
            count = 0
            for step in some:
                found = faults([step], visitors, server, words)
                count += len(found)
                sys.stdout.write("\n".join([f"{step.name}: {len(found)}", *found[:40]]) + "\n")
                sys.stdout.flush()
            server.stop()
            return count

        for place in MAKERS:
            count += look(here / f"{place}.sqlite", steps(place, changes=False), known[place])
            for step in steps(place, changes=True):  # each from the rows as they were
                copied = shutil.copyfile(here / f"{place}.sqlite", here / f"{step.name}.sqlite")
                count += look(copied, [step], known[place])
    return count


if __name__ == "__main__":
    sys.exit(min(1, main(*sys.argv[1:])))
