"""
What a person does on the pages, for the walk: found by id, class and place, never by a word, so any language will do.

Every move returns when what it brings is on the page. On a narrow page the filters are opened first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.watching import wait_until_settled

Move = Callable[[Page], None]
# Elements and their words through all shadow roots, the same at four looks in a row while Panel has nothing to draw; a
# frame is drawn between two looks. To look at every frame costs twice as much.
STANDS_STILL = """() => {
    const kept = window.stillness ?? {looks: 0, isDrawn: true}
    if (!kept.isDrawn) return false
    const words = node => node.childElementCount ? 0 : node.textContent.length
    const size = node => 1 + (node.shadowRoot ? sum(node.shadowRoot) : words(node))
    const sum = root => [...root.querySelectorAll("*")].reduce((total, node) => total + size(node), 0)
    const now = sum(document), isIdle = window.Bokeh?.documents?.[0]?.is_idle
    const looks = isIdle && kept.now === now ? kept.looks + 1 : 0
    const next = window.stillness = {now, looks, isDrawn: false}
    requestAnimationFrame(() => { next.isDrawn = true })
    return looks >= 3
}"""
BETWEEN_LOOKS = 50
"""Milliseconds: four looks and what lies between them are the ten frames that a page must stand still for."""
WORDS_OF = """selector => {
    const read = node => [...(node.shadowRoot ?? node).childNodes].map(child =>
        child.nodeType === 3 ? child.data : ["STYLE", "SCRIPT"].includes(child.tagName) ? "" : read(child)).join("|")
    return [...document.querySelectorAll(selector)].map(read).join("|")
}"""


def settle(page: Page) -> None:
    """Return when the page stands still: nothing left to draw, letters loaded, the same for as long as ten frames."""
    wait_until_settled(page)
    page.evaluate("window.stillness = undefined; document.fonts.ready.then(() => true)")
    page.wait_for_function(STANDS_STILL, polling=BETWEEN_LOOKS)


@contextmanager
def changing(page: Page, selector: str) -> Iterator[None]:
    """What is done inside changes the words of the part that this selector of the page itself finds."""
    before = page.evaluate(WORDS_OF, selector)
    yield
    page.wait_for_function(f"([selector, before]) => ({WORDS_OF})(selector) !== before", arg=[selector, before])
    settle(page)


def in_turn(*moves: Move) -> Move:
    """One move after the other."""

    def move(page: Page) -> None:
        for one in moves:
            one(page)

    return move


def press(selector: str, place: int = 0) -> Move:
    """Click what is there, or the one at this place of several, and wait until the page stands still."""

    def move(page: Page) -> None:
        page.locator(selector).nth(place).click()
        settle(page)

    return move


def press_all(selector: str) -> Move:
    """Click all that are there now, from top to bottom."""

    def move(page: Page) -> None:
        expect(page.locator(selector).first).to_be_visible()
        for one in page.locator(selector).all():
            one.click()
        settle(page)

    return move


def keys(*names: str) -> Move:
    def move(page: Page) -> None:
        for name in names:
            page.keyboard.press(name)
        settle(page)

    return move


# ---------------------------------------------------------------- filters
def open_filters(page: Page) -> None:
    """The drawer of the filters, where they do not stand beside the list anyway."""
    if not page.locator("#side").is_visible():
        page.locator("button[data-drawer=side]:visible").first.click()
    expect(page.locator("#side")).to_be_visible()
    settle(page)


def close_filters(page: Page) -> None:
    close = page.locator("#side button[data-drawer='']")
    if close.is_visible():
        close.click()
    settle(page)


@contextmanager
def new_address(page: Page) -> Iterator[None]:
    before = page.url
    yield
    page.wait_for_function("before => location.href !== before", arg=before)
    settle(page)


def choose(field: str, place: int) -> Move:
    """Choose the option at this place of a filter, by the filter's name in the program."""

    def move(page: Page) -> None:
        open_filters(page)
        with new_address(page):
            page.locator(f"#side .choice.{field} select").select_option(index=place)
        close_filters(page)

    return move


def untick(place: int) -> Move:
    """Take the tick from the tier at this place."""

    def move(page: Page) -> None:
        open_filters(page)
        with new_address(page):
            page.locator("#side .ticks.tiers input").nth(place).click()
        close_filters(page)

    return move


def choose_own(field: str, place: int) -> Move:
    """Choose the option at this place of a choice on a school's own page, by its word in the address."""

    def move(page: Page) -> None:
        with new_address(page):
            page.locator(f".own select[data-field='{field}']").select_option(index=place)

    return move


def find(text: str, *, opens: bool = False) -> Move:
    """Type in the field of the header, reached by its key; with `opens` also press Enter, which opens the first."""

    def move(page: Page) -> None:
        page.keyboard.press("/")
        page.keyboard.type(text)
        expect(page.locator("#hits-box")).to_be_visible()
        if opens:
            with new_address(page):
                page.keyboard.press("Enter")
            expect(page.locator("#detail h2")).to_be_visible()
        settle(page)

    return move


def show(place: int) -> Move:
    """The switch of the views: 0 is the list, 1 the months."""

    def move(page: Page) -> None:
        page.locator("#view button").nth(place).click()
        expect(page.locator((".schools", ".picture")[place])).to_be_visible()
        settle(page)

    return move


def explain_box(page: Page) -> None:
    """Walk by keyboard to the second box of the first school of the months picture, whose tip then stands beside it."""
    page.locator("button.line[tabindex='0']").focus()
    keys("ArrowRight", "ArrowRight")(page)
    expect(page.locator(".picture .tip")).to_be_visible()


def walk_rows(page: Page) -> None:
    """Walk by keyboard to the second school of the list."""
    page.locator("tr.school-row button.name[tabindex='0']").focus()
    keys("ArrowDown")(page)


# ---------------------------------------------------------------- the frame
def go(address: str) -> Move:
    """Open another address of the same server."""

    def move(page: Page) -> None:
        page.goto(page.url[: page.url.index("/", len("https://"))] + f"/{address}")
        settle(page)

    return move


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    settle(page)


def lose_connection(*, back: bool = False) -> Move:
    """
    End the page's connection while the server cannot be reached; with `back` it can be again.

    The page is loaded anew first, through a socket that can be cut. Somebody must be writing when it comes back, or
    the page loads itself again.
    """

    def move(page: Page) -> None:
        sockets: list[WebSocketRoute] = []

        def pass_on(socket: WebSocketRoute) -> None:
            socket.connect_to_server()
            sockets.append(socket)

        page.route_web_socket("**/ws*", pass_on)
        page.reload()
        settle(page)
        if back:
            page.locator("#what-if-button").click()
            page.locator("#what-if input[type=range]").first.focus()
            settle(page)
        page.route("**/assets/logo.svg", lambda route: route.abort())
        sockets[-1].close()
        expect(page.locator("#connection")).to_be_visible()
        if back:
            page.unroute("**/assets/logo.svg")
            expect(page.locator("#connection button")).to_be_visible()

    return move


ENDLESS = """() => {
    const real = setTimeout
    window.setTimeout = (what, wait, ...more) => wait === 2000 ? 0 : real(what, wait, ...more)
}"""


def keep_the_tick(page: Page) -> None:
    """Copy the link, and keep the tick that would go after two seconds."""
    page.evaluate(ENDLESS)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy].done")).to_be_visible()
