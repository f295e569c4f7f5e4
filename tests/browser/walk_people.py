"""The steps of People, of the walk through every page, view and state."""

from tests.browser.moves import in_turn, press
from tests.browser.steps import DARK, NARROW, ONE, PHONE, Step

ADDRESS = "people?as=d.petrov"
OPENED = press("tr[data-person='5'] button.name")
"""Rosa Okafor, the coordinator of Lakeview."""
ASKED = in_turn(OPENED, press(".lines button"), press("[data-key=give]"), press("[data-key=closing]"))

PEOPLE = [
    Step("people", ADDRESS),
    Step("people-by-school", ADDRESS, press("input[value=school]"), sizes=ONE),
    Step("people-opened", ADDRESS, OPENED),
    Step("people-asked", ADDRESS, ASKED, sizes=ONE),
    Step("people-add", ADDRESS, press(".bar .pri"), sizes=ONE),
    Step("people-opened-dark", ADDRESS, OPENED, visitor=DARK, sizes=ONE),
    Step("people-narrow", ADDRESS, OPENED, sizes=(NARROW, PHONE)),
]
