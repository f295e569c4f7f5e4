"""Sessions and steps of the programme are written by keyboard, by two at once, and told where they are looked for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, text

from models.today import today
from tests.browser.walk_trends import sections
from tests.serving import Server
from tests.watching import visit, wait_until_settled

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DIRECTOR, COORDINATOR = "m.alvarez", "r.okafor"
WITHIN = 6_000
"""Milliseconds in which an open page hears of what others write."""


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A server of this file's own: these stories change rows."""
    return served(sample_district())


def asked(server: Server, statement: str) -> list[tuple[object, ...]]:
    with create_engine(server.database_url).connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def came(server: Server, topic: str) -> list[tuple[object, ...]]:
    """Of a session of this school year: school and how many, as the database has it."""
    return asked(
        server,
        "SELECT a.school_id, a.people FROM development_attendance a JOIN development_session s "
        f"ON s.session_id = a.session_id WHERE s.topic = '{topic}' AND s.held_on > '2025-08-01' ORDER BY a.school_id",
    )


def session(page: Page, topic: str) -> Locator:
    return page.locator("article.session", has_text=topic)


def press_tab_to(page: Page, target: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("node => node.getRootNode().activeElement === node"):
            return
    raise AssertionError("Tab does not get there")


def test_a_session_is_written_by_keyboard_taken_back_and_put_back(page: Page, own: Server):
    before = asked(own, "SELECT count(*) FROM development_session")
    visit(page, f"{own.url}/training?as={COORDINATOR}")
    expect(page.locator("#answer")).to_have_text("7 schools of 85 had nobody at a session in twelve months.")
    page.get_by_role("button", name="Log a contact").click()  # of the seven, one is this coordinator's
    expect(page.locator("#contact header")).to_contain_text("Fairbrook")
    page.keyboard.press("Escape")
    begin = page.get_by_role("button", name="Write a session down")
    begin.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What it was about")).to_be_focused()
    page.keyboard.type("Home visits <b>")
    press_tab_to(page, page.get_by_label("Hours"))
    page.keyboard.type("1.5")
    press_tab_to(page, page.get_by_label("Fairbrook", exact=True))
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("4")
    page.reload()  # what is typed stays
    expect(page.get_by_label("Members of Fairbrook")).to_have_value("4")
    page.get_by_label("What it was about").focus()
    page.keyboard.press("Enter")
    expect(session(page, "Home visits <b>")).to_contain_text("1 school's team came, 4 members.")
    expect(page.locator("#answer")).to_have_text("6 schools of 85 had nobody at a session in twelve months.")
    expect(page.get_by_role("button", name="Correct: Home visits <b>")).to_be_focused()
    assert came(own, "Home visits <b>") == [("4-012", 4)]

    page.get_by_role("button", name="Take back: Home visits <b>").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take it back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(session(page, "Home visits <b>")).to_have_count(0)
    assert asked(own, "SELECT count(*) FROM development_session") == before
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(session(page, "Home visits <b>")).to_be_visible()
    assert came(own, "Home visits <b>") == [("4-012", 4)]
    # One is planned, with the day in words, and held by one click; the address keeps the school year.
    page.get_by_role("button", name="Plan a session").click()
    page.get_by_label("What it was about").fill("Reaching families")
    page.get_by_label("Day, in words").fill("today")
    page.get_by_label("Day, in words").press("Enter")
    expect(page.get_by_label("Day", exact=True)).to_have_value(today().isoformat())
    page.get_by_label("Cedar Glen", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".planned")).to_contain_text("1 school's team is expected.")
    assert asked(own, "SELECT count(*) FROM development_planned") == [(1,)]
    page.get_by_role("button", name="Held, and the team came: Reaching families").click()
    expect(page.locator(".planned")).to_be_hidden()
    assert came(own, "Reaching families") == [("4-007", None)]
    years = page.get_by_label("School year")
    years.select_option("2023-24")
    page.wait_for_url("**year=2023-24*")
    years.select_option("2024-25")
    page.wait_for_url("**year=2024-25*")
    page.go_back()
    expect(years).to_have_value("2023-24")
    page.reload()
    expect(years).to_have_value("2023-24")
    page.set_viewport_size({"width": 390, "height": 844})
    begin.click()
    wait_until_settled(page)
    assert page.evaluate(TOO_WIDE) <= 0


def test_two_who_note_who_came_lose_nothing(page: Page, own: Server):
    topic = "Counting families well"
    already = came(own, topic)
    visit(page, f"{own.url}/training?as={COORDINATOR}")
    other = page.context.new_page()
    visit(other, f"{own.url}/training?as={DIRECTOR}")
    for one in (page, other):
        one.get_by_role("button", name=f"Correct: {topic}").click()
    page.get_by_label("Cedar Glen", exact=True).check()
    page.get_by_label("What it was about").fill("Counting families")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".said")).to_have_text("Saved.")
    other.get_by_label("Fairbrook", exact=True).check()
    other.get_by_label("What it was about").fill("Counting")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("alert")).to_have_text(
        "Rosa Okafor changed the same here since you opened this. Look at both; nothing was saved."
    )
    expect(other.locator(".clash")).to_contain_text("meanwhile somebody wrote Counting families")
    expect(other.get_by_label("Cedar Glen", exact=True)).to_be_checked()  # what only she noted is taken over
    other.get_by_role("button", name="Take theirs").click()
    other.get_by_role("button", name="Save").click()
    expect(other.locator(".said")).to_have_text("Saved.")
    both = asked(own, "SELECT school_id, NULL FROM school WHERE name IN ('Cedar Glen', 'Fairbrook')")
    assert came(own, "Counting families") == sorted([*already, *both])


def test_a_step_is_written_by_keyboard_and_told_in_trends(page: Page, own: Server):
    address = f"school?as={COORDINATOR}&school=4-012"
    director = page.context.new_page()
    visit(director, f"{own.url}/school?as={DIRECTOR}&school=4-012")
    visit(page, f"{own.url}/{address}")
    card = page.locator(".programme")
    write = page.get_by_role("button", name="Write the day: Evaluating")
    page.get_by_role("button", name="Steps of the programme").press("Enter")  # from the page's head to the card
    expect(card.get_by_role("heading", name="Steps of the programme")).to_be_focused()
    expect(card).to_be_in_viewport()
    write.focus()
    page.keyboard.press("Enter")
    expect(card.get_by_label("Since when", exact=True)).to_be_focused()
    press_tab_to(page, card.get_by_label("Note for the office"))
    page.keyboard.type("Agreed with the <b>principal</b>.")
    page.reload()  # what is typed stays
    note = card.get_by_label("Note for the office")
    expect(note).to_have_value("Agreed with the <b>principal</b>.")
    card.get_by_label("Since when, in words").fill("10 april 2026")
    card.get_by_label("Since when, in words").press("Enter")
    expect(card.get_by_role("status")).to_have_text("Fri 10 April 2026")
    note.focus()
    page.keyboard.press("Enter")
    line = card.locator("li[data-step=evaluating]")
    expect(line).to_contain_text("10 April 2026")
    expect(line).to_contain_text("Agreed with the <b>principal</b>.Written by Rosa Okafor on")
    expect(page.get_by_role("button", name="Correct: Evaluating")).to_be_focused()
    expect(page.locator(".who .facts")).to_contain_text("programme step: evaluating, since 10 April 2026")
    written = "SELECT reached_on FROM programme_step_reached WHERE school_id = '4-012' AND step = 'evaluating'"
    assert asked(own, written) == [("2026-04-10",)]
    expect(director.get_by_text("Newer data have come in since this was shown.")).to_be_visible(timeout=WITHIN)

    visit(director, f"{own.url}/trends?as={DIRECTOR}")
    told = director.get_by_text("Written or changed since, and counted from the next list on:")
    sections(director)
    expect(told).to_contain_text("1 step of the programme")
    visit(page, f"{own.url}/school?as=h.ellison&school=4-012")
    expect(page.locator(".programme")).to_contain_text("Agreed with the")
    expect(page.locator(".programme button")).to_have_count(0)
