"""What a person does at one school and with the rules: the detail, decisions by hand, and "what if"."""

from playwright.sync_api import Page, expect

from tests.browser.moves import Move, changing, press, press_all, settle


# ---------------------------------------------------------------- one school
def open_school(school_id: str) -> Move:
    def move(page: Page) -> None:
        page.locator(f"tr.school-row[data-id='{school_id}'] button.name, button.line[data-id='{school_id}']").click()
        expect(page.locator("#detail h2")).to_be_visible()
        page.wait_for_function("id => location.search.includes(`school=${id}`)", arg=school_id)
        settle(page)

    return move


CUT_OFF = "#detail section > h3 > button.link:not([aria-expanded], .decide, .log-contact)"
SHEET = "#detail .sheet:popover-open"


def open_proofs(page: Page) -> None:
    """Open the rows behind every reason, one sheet after the other: on a phone one covers the buttons of the next."""
    buttons = page.locator("#detail li.reason button[aria-expanded]")
    expect(buttons.first).to_be_visible()
    for button in buttons.all():
        if page.locator(SHEET).count():
            page.keyboard.press("Escape")
            expect(page.locator(SHEET)).to_have_count(0)
        button.click()
        expect(page.locator(SHEET)).to_be_visible()
    settle(page)


open_chart_tables = press_all("#detail .over-chart .tools button[aria-expanded]")


def open_all(page: Page) -> None:
    """Show the lists whole that are cut off; the button of each goes when it is pressed."""
    expect(page.locator(CUT_OFF).first).to_be_visible()
    while page.locator(CUT_OFF).count():
        page.locator(CUT_OFF).first.click()
    settle(page)


def quality(place: int) -> Move:
    """Open the rows behind one count of "Data behind this school"."""
    return press("#detail .quality button", place)


def compare(page: Page) -> None:
    """Unfold the comparison with other schools."""
    page.locator("#detail button.fold").click()
    expect(page.locator("#detail button.fold[aria-expanded=true]")).to_be_visible()
    expect(page.locator("#detail .over-chart select")).to_be_visible()
    settle(page)


def compare_by(code: str) -> Move:
    """Unfold the comparison and choose an indicator."""

    def move(page: Page) -> None:
        compare(page)
        field = page.locator("#detail .over-chart select")
        if field.input_value() != code:
            with changing(page, "#detail"):
                field.select_option(value=code)

    return move


# ---------------------------------------------------------------- decided by hand
def decide(kind: str = "", note: str = "", until: str | None = None, *, on: bool = True, save: bool = False) -> Move:
    """Open the form and fill in what is given; with `save` press the button and wait for the answer."""

    def move(page: Page) -> None:
        page.locator("#detail .decided button.decide").click()
        form = page.locator("#detail .decided form")
        if kind:
            form.locator("select[name=kind]").select_option(value=kind)
        if note:
            form.locator("textarea").fill(note)
        if until is not None:
            form.locator("input[type=date]").fill(until)
        if not on:
            form.locator("input[value=off]").check()
        if save:
            form.locator("button.save").click()
            answered = page.locator("#notice:visible, #detail .decided [role=alert]:visible")
            expect(answered.first).to_be_visible()
        settle(page)

    return move


def end_decision(page: Page) -> None:
    with changing(page, "#notice"):
        page.locator("#detail .decided li.held button.link").first.click()


def undo_end(page: Page) -> None:
    with changing(page, "#notice"):
        page.locator("#detail .decided li.ended .undo button").click()


# ---------------------------------------------------------------- what if
def wait_for_effect(page: Page) -> None:
    expect(page.locator("#what-if .cards")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#what-if .stays:not(.old)")).to_be_attached()
    settle(page)


def open_rules(page: Page) -> None:
    page.locator("#what-if-button").click()
    wait_for_effect(page)


def move_rule(rule: str, *names: str) -> Move:
    """Move one slider by these keys."""

    def move(page: Page) -> None:
        page.locator(f"#rule-{rule}").focus()
        for name in names:
            page.keyboard.press(name)
        wait_for_effect(page)

    return move


def turn_switch(page: Page) -> None:
    page.locator("#what-if [role=switch]").click()
    wait_for_effect(page)


def rules_to_default(page: Page) -> None:
    page.locator("#what-if footer button.plain").click()
    wait_for_effect(page)


def fill_rules(note: str = "", name: str | None = None, day: str | None = None) -> Move:
    """Fill in the fields for saving; only there once a rule is moved."""

    def move(page: Page) -> None:
        foot = page.locator("#what-if footer")
        if note:
            foot.locator("> input").fill(note)
        if name is not None:
            foot.locator(".more input[type=text]").fill(name)
        if day is not None:
            foot.locator(".more input[type=date]").fill(day)
        settle(page)

    return move


def save_rules(page: Page) -> None:
    """Press save and wait for the answer: a refusal in the drawer, or the notice of the page."""
    page.locator("#what-if footer button.save").click()
    expect(page.locator("#what-if .problem:visible, #notice:visible").first).to_be_visible()
    settle(page)
