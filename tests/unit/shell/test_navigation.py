"""Who has which pages, and where somebody is led from a page that is not theirs."""

import pytest

from dashboards.shell.navigation import led_to, pages, pages_of
from data.serving import INDEX_PAGE
from models.vocabulary import Role
from models.wording.language import words_in

OFFICE = [role for role in Role if role is not Role.LIAISON]


def test_a_liaison_begins_with_the_own_school_and_is_not_offered_the_lists():
    links = pages(words_in(), Role.LIAISON, "our_school", "?as=c.eriksen33")
    called = {link["name"]: link["label"] for link in links}
    assert called == {
        "our_school": "Our school",
        "report": "Report",
        "plan": "Plan",
        "school": "Full record",
        "practices": "Practices",
        "method": "Method",
    }
    assert [link["href"] for link in links] == [f"{name}?as=c.eriksen33" for name in called]
    assert {link["place"] for link in links} == {"bar"}
    assert [link["name"] for link in links if link["here"]] == ["our_school"]


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_begins_at_home_and_takes_along_what_is_chosen(role: Role):
    links = pages(words_in(), role, "triage", "?month=2026-02&level=k8")
    own = {
        Role.ADMINISTRATOR: ["Home", "Status", "People", "Import", "Audit log"],
        Role.DIRECTOR: ["Home", "Triage", "Review", "Support"],
        Role.COORDINATOR: ["Home", "Triage", "Review", "Support"],
        Role.VIEWER: ["Home", "Triage", "Support"],
    }
    assert [link["label"] for link in links if link["place"] == "bar"] == own[role]
    assert {"Triage", "Trends", "Schools", "Notebooks", "Method"} <= {link["label"] for link in links}
    assert [link["label"] for link in links if link["name"] == "report"] == (
        ["Write a report"] if role in (Role.COORDINATOR, Role.DIRECTOR) else []
    )
    assert [link["place"] for link in links if link["name"] == "reminders"] == ([] if role is Role.VIEWER else ["more"])
    assert [link["href"] for link in links] == [f"{link['name']}?month=2026-02&level=k8" for link in links]
    assert next(iter(pages_of(role))) == INDEX_PAGE


@pytest.mark.parametrize(
    ("path", "said", "address"),
    [
        ("/", {}, "our_school"),
        ("/", {"as": "c.eriksen33"}, "our_school?as=c.eriksen33"),
        ("/triage", {"school": "4-012"}, "our_school?school=4-012"),
        ("/partnership/triage", {"month": "2026-02", "district": "d"}, "our_school?district=d&month=2026-02"),
        ("/trends", {"school": "4-017", "cluster": "Lakeview"}, "our_school?school=4-017"),
        ("/triage", {"view": "months", "cluster": "all", "tiers": "steady", "sort": "step"}, "our_school"),
        ("/no_such_page", {}, "our_school"),
        ("/home", {"level": "k8"}, "our_school"),
    ],
)
def test_old_links_lead_a_liaison_to_the_own_school_with_what_it_understands(path: str, said: dict, address: str):
    assert led_to(path, Role.LIAISON, said) == address


@pytest.mark.parametrize("path", ["/our_school", "/school", "/method", "/partnership/our_school/"])
def test_a_liaison_stays_on_own_pages(path: str):
    assert led_to(path, Role.LIAISON, {"school": "4-012"}) is None


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_is_led_from_a_liaisons_page_to_that_of_the_same_school(role: Role):
    assert led_to("/our_school", role, {"school": "4-012"}) == "school?school=4-012"
    assert [led_to(path, role, {}) for path in ("/", "/partnership/", "/home", "/triage", "/method")] == [None] * 5


def test_the_bar_says_how_many_reports_wait_and_only_who_reviews_has_the_page():
    links = pages(words_in(), Role.COORDINATOR, "home", "", to_review=9)
    assert {link["name"]: link["waiting"] for link in links if link["waiting"] is not None} == {"review": 9}
    led = {role: led_to("/review", role, {}) for role in Role}
    stays = {Role.COORDINATOR: None, Role.DIRECTOR: None}
    assert led == dict.fromkeys(OFFICE, "home") | {Role.LIAISON: "our_school"} | stays


@pytest.mark.parametrize("name", ["people", "status"])
def test_an_administrators_page_leads_everybody_else_to_their_own_first_page(name: str):
    led = {role: led_to(f"/partnership/{name}", role, {"month": "2026-02"}) for role in Role}
    others = dict.fromkeys(OFFICE, "home?month=2026-02")
    assert led == others | {Role.LIAISON: "our_school?month=2026-02", Role.ADMINISTRATOR: None}


def test_what_an_address_says_cannot_lead_to_another_site():
    assert led_to("//evil.example/triage", Role.LIAISON, {"school": "//evil.example"}) == (
        "our_school?school=%2F%2Fevil.example"
    )
