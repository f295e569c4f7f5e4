"""The page Plan: one from empty to accepted, two who write at once, and the way there from other pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, text

from tests.serving import Server
from tests.watching import visit, wait_until_settled

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LIAISON, COORDINATOR = "c.eriksen33", "r.okafor"
NEXT, SCHOOL = "2026-27", "4-012"


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A server of this file's own: these stories change rows."""
    return served(sample_district())


def open_plan(page: Page, server: Server, login: str, rest: str = "") -> None:
    visit(page, f"{server.url}/plan?as={login}{rest}")
    expect(page.locator(".plan .steps")).to_be_visible()


def form(page: Page) -> Locator:
    return page.locator("form.step-form")


def press(page: Page, name: str) -> None:
    page.locator(".plan").get_by_role("button", name=name, exact=True).click()


def write_step(page: Page, title: str, goal: str, kind: str, month: str) -> None:
    form(page).get_by_label("What is planned").fill(title)
    form(page).get_by_label("Goal").select_option(label=goal)
    form(page).get_by_label("Involvement type").select_option(label=kind)
    form(page).get_by_label("Month").select_option(label=month)


def said(page: Page, words: str) -> None:
    expect(page.locator(".plan .say.ok")).to_have_text(words)


def stored(
    server: Server, columns: str, school_year: str, table: str = "planned_activity", school: str = SCHOOL
) -> list[tuple[object, ...]]:
    """Rows of the liaison's school or another, as the database has them."""
    statement = text(
        f"SELECT {columns} FROM {table} WHERE school_year = :year AND school_id = :school ORDER BY {columns}"
    )
    with create_engine(server.database_url).connect() as connection:
        return [tuple(row) for row in connection.execute(statement, {"year": school_year, "school": school})]


def test_a_liaison_writes_a_plan_from_empty_to_sent_and_a_coordinator_returns_and_accepts_it(page: Page, own: Server):
    open_plan(page, own, LIAISON, f"&year={NEXT}")
    expect(page.locator("#answer")).to_have_text(f"No plan of {NEXT} is begun yet.")
    press(page, "Begin with an empty plan")
    press(page, "Add a step")
    write_step(page, "Book bags <b>", "Reading", "4 Learning at home", "October 2026")
    form(page).get_by_role("button", name="Add it", exact=True).dblclick()
    expect(page.locator("button.step")).to_have_count(1)
    expect(form(page).get_by_label("What is planned")).to_be_focused()  # for the next one
    form(page).get_by_role("button", name="Add it", exact=True).click()
    expect(form(page).get_by_role("alert")).to_have_text("Say what is planned; nothing was saved.")
    form(page).get_by_role("button", name="Leave it").click()

    page.locator(".example-lines .btn").first.click()  # what others do is filled in but for its goal
    title = form(page).get_by_label("What is planned").input_value()
    page.reload()  # what is typed stays
    expect(form(page).get_by_label("What is planned")).to_have_value(title)
    form(page).get_by_label("Goal").select_option(label="Welcoming climate")
    form(page).get_by_label("Month").select_option(label="August 2026")
    form(page).get_by_role("button", name="Add it", exact=True).click()
    expect(page.locator("button.step")).to_have_count(2)
    form(page).get_by_role("button", name="Leave it").click()

    page.locator("button.step", has_text="Book bags").click()
    form(page).get_by_role("button", name="Take it out of the plan").click()
    expect(page.locator("button.step")).to_have_count(1)
    page.locator(".taken").get_by_role("button", name="Put it back").click()
    expect(page.locator("button.step")).to_have_count(2)
    assert [row[0] for row in stored(own, "title, planned_month", NEXT)] == sorted(["Book bags <b>", title])
    press(page, "Send to the office")
    said(page, "Sent to the office.")
    expect(page.locator("#room")).to_contain_text("sent on")
    wait_until_settled(page)

    office = page.context.new_page()
    open_plan(office, own, COORDINATOR, f"&school={SCHOOL}&year={NEXT}")
    expect(office.locator("select.school optgroup").first).to_have_attribute("label", "Wait for the office")
    press(office, "Send back")
    office.get_by_label("What the school is asked to change").fill("Nothing reaches the community.")
    press(office, "Send it back")
    said(office, "Sent back, with what to change.")
    expect(page.locator("#newer .message")).to_be_visible()
    page.reload()
    expect(page.locator(".say.asks")).to_have_text("Rosa Okafor asks: Nothing reaches the community.")
    press(page, "Add a step")
    write_step(page, "Library card drive", "Reading", "6 Community", "January 2027")
    form(page).get_by_role("button", name="Add it", exact=True).click()
    expect(page.locator("button.step")).to_have_count(3)
    form(page).get_by_role("button", name="Leave it").click()
    press(page, "Send to the office")
    said(page, "Sent to the office.")
    open_plan(office, own, COORDINATOR, f"&school={SCHOOL}&year={NEXT}")
    press(office, "Accept")
    said(office, "Accepted.")
    expect(office.locator("#room")).to_contain_text("by Rosa Okafor. 3 steps under 2 goals.")
    expect(office.locator(".moves li")).to_have_count(5)
    assert stored(own, "state", NEXT, "action_plan") == [("accepted",)]
    office.close()


def test_two_who_write_at_once_are_told_and_lose_nothing(page: Page, own: Server):
    open_plan(page, own, LIAISON)
    other = page.context.new_page()
    open_plan(other, own, COORDINATOR, f"&school={SCHOOL}")
    for one, words in ((page, "Mine."), (other, "Theirs.")):
        one.locator("button.step.later").last.click()
        form(one).get_by_label("What is planned").fill(words)
    form(other).get_by_label("In charge").select_option(label="Counselor")
    form(other).get_by_role("button", name="Save", exact=True).click()
    said(other, "Saved.")
    form(page).get_by_role("button", name="Save", exact=True).click()
    expect(form(page).get_by_role("alert")).to_have_text(
        "Rosa Okafor changed this step since you opened it. Look at both; nothing was saved."
    )
    expect(form(page)).to_contain_text("Meanwhile somebody wrote: Theirs.")
    form(page).get_by_role("button", name="Keep mine").click()
    form(page).get_by_role("button", name="Save", exact=True).click()
    said(page, "Saved.")
    assert ("Mine.", "Counselor") in stored(own, "title, person_in_charge", "2025-26")
    page.locator(".waiting").get_by_role("button", name="Move to May").first.click()
    expect(page.locator(".waiting")).to_have_count(0)
    press(other, "Accept")  # of the plan as it was before
    expect(other.locator(".say.err")).to_contain_text("changed this plan since you opened it")
    other.close()


def test_a_plan_is_read_on_a_phone_and_found_from_the_school(page: Page, office: Server):
    visit(page, f"{office.url}/school?as=m.alvarez&school=4-017")
    page.get_by_role("link", name="Open the plan").click()
    expect(page.locator("#room")).to_contain_text("Harlan Creek")
    head = page.locator("#answer").inner_text()
    page.set_viewport_size({"width": 390, "height": 844})
    wait_until_settled(page)
    assert page.evaluate(TOO_WIDE) <= 0
    page.locator("button.step").first.click()
    assert page.evaluate(TOO_WIDE) <= 0
    page.get_by_role("button", name="Log a contact").click()
    expect(page.locator("#contact header")).to_contain_text("Harlan Creek")
    page.keyboard.press("Escape")
    expect(page.locator("#contact")).to_be_hidden()
    done = page.locator("button.step:is(.done, .late)").count()
    assert head.startswith(f"{done} of ")
    visit(page, f"{office.url}/plan?as=h.ellison&school=4-017")
    expect(page.locator(".say.quiet")).to_contain_text("Only a school's liaison, its coordinator or the director")
    expect(page.locator(".plan .btn")).to_have_count(1)  # to print


FOCUSED = """() => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return (at?.getAttribute("aria-label") || at?.labels?.[0]?.firstChild?.textContent || at?.textContent || "").trim()
}"""


def press_by_keyboard(page: Page, name: str, key: str = "Enter") -> None:
    """Go by Tab to what has this name, and press a key there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            page.keyboard.press(key)
            return
    raise AssertionError(f"The keyboard does not come to {name}.")


def test_a_plan_goes_from_begun_to_accepted_and_into_the_next_year_by_keyboard_alone(page: Page, own: Server):
    school, liaison = "4-037", "v.castillo39"
    open_plan(page, own, liaison, f"&year={NEXT}")
    press_by_keyboard(page, "Begin with an empty plan")
    expect(page.locator("#answer")).to_have_text(f"The plan of {NEXT} has no step yet.")
    press_by_keyboard(page, "Add a step")
    expect(form(page).get_by_label("What is planned")).to_be_focused()
    page.keyboard.type("Reading evening")
    for field, letters in (("Goal", "Rea"), ("Involvement type", "4"), ("Month", "Oct")):
        press_by_keyboard(page, field, letters[0])
        page.keyboard.type(letters[1:])
    press_by_keyboard(page, "Add it")
    expect(page.locator("button.step")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(form(page)).to_have_count(0)
    press_by_keyboard(page, "Send to the office")
    said(page, "Sent to the office.")
    visit(page, f"{own.url}/plan?as=m.alvarez&school={school}&year={NEXT}")
    press_by_keyboard(page, "Accept")
    said(page, "Accepted.")
    assert stored(own, "title, goal, involvement_type, planned_month", NEXT, school=school) == [
        ("Reading evening", "reading", 4, "2026-10-01")
    ]

    open_plan(page, own, "m.alvarez", f"&school={school}")
    drop = page.locator(".waiting .btn", has_text="Drop, with a reason").first.get_attribute("aria-label") or ""
    steps = page.locator("button.step").count()
    press_by_keyboard(page, drop)
    page.keyboard.press("Enter")  # without a word why
    expect(page.locator(".plan .say.err")).to_have_text("Write why, in a sentence; nothing was saved.")
    page.keyboard.type("No room is free.")
    page.keyboard.press("Enter")
    said(page, "Dropped, with the reason. It can be put back today.")
    expect(page.locator("button.step")).to_have_count(steps - 1)
    expect(page.locator(".moves li").first).to_contain_text("No room is free.")

    open_plan(page, own, "m.alvarez", "&school=4-017")
    steps = page.locator("button.step").count()
    press_by_keyboard(page, f"Start {NEXT} from this")
    said(page, "The next year's plan is begun with these steps, each a year later.")
    expect(page.locator("button.step")).to_have_count(steps)
    assert len(stored(own, "item_id", NEXT, school="4-017")) == steps
