"""
Every page, view and state a person can see, as a list of named steps.

    for step in WALK: walk(step, page, url)

A step shows the same on every run and changes nothing, unless it says `changes`: then it wants a fresh copy of its
place's database. Places are the databases of `tests.browser.places`.
"""

from data.sample.make import STORIES
from models.vocabulary import DecisionKind, Indicator, SupportTier
from tests.browser import moves
from tests.browser import moves_school as school
from tests.browser.moves import in_turn, keys, press, press_all
from tests.browser.steps import DARK, NARROW, ONE, PHONE, Step
from tests.browser.walk_home import HOME
from tests.browser.walk_month import MONTH as WORKING_MONTH
from tests.browser.walk_people import PEOPLE
from tests.browser.walk_school import SCHOOL
from tests.browser.walk_trends import TRENDS

DIRECTOR, COORDINATOR, LIAISON = "m.alvarez", "r.okafor", "c.eriksen33"
OTHER_COORDINATOR, LIAISON_ON_LIST, ADMINISTRATOR, VIEWER = "l.haddad", "u.rossi54", "d.petrov", "h.ellison"
MONTH = "2026-03"
HARLAN_CREEK, BRAMBLE_HILL, FAIRBROOK = STORIES["lost_liaison"].school_id, "4-002", "4-012"
BY_HAND, ALSO_LISTED, DRAWN = "6-007", "5-032", "3-022"
TIERS = [tier.value for tier in SupportTier]


def triage(login: str = DIRECTOR, month: str | None = MONTH, **words: str) -> str:
    """The address of the triage page for a person."""
    said = {"as": login} | ({"month": month} if month else {}) | words
    return "triage?" + "&".join(f"{word}={text}" for word, text in said.items())


def of(school_id: str, login: str = COORDINATOR, month: str = MONTH) -> str:
    """The address of the triage page with a school open, beside a short list: it need not be in it."""
    return triage(login, month, cluster="Lakeview", school=school_id)


def own(login: str, **words: str) -> str:
    """The address of the own school's page of a liaison."""
    return "our_school?" + "&".join(f"{word}={text}" for word, text in {"as": login, **words}.items())


def small(district: str, **words: str) -> str:
    return "triage?" + "&".join(f"{word}={text}" for word, text in {"district": district, **words}.items())


STARTS = [
    Step("start-director", triage(month=None)),
    Step("start-coordinator", triage(COORDINATOR, month=None)),
    Step("start-liaison", triage(LIAISON, month=None)),
    Step("start-liaison-on-a-list", triage(LIAISON_ON_LIST, month=None)),
    Step("start-administrator", triage(ADMINISTRATOR, month=None), sizes=ONE),
    Step("start-viewer", triage(VIEWER, month=None)),
    Step("start-address-without-a-person", "triage", sizes=ONE),
    Step("start-director-dark", triage(), visitor=DARK),
]

LISTS = [
    *(
        Step(f"list-as-of-{month}", triage(month=month), sizes=ONE)
        for month in ("2023-08", "2024-05", "2024-08", "2025-01", "2025-08", "2025-10", "2025-12", "2026-01", "2026-02")
    ),
    Step("list-cluster", triage(COORDINATOR, cluster="Lakeview")),
    Step("list-cluster-of-others", triage(COORDINATOR, cluster="Stonebridge"), sizes=ONE),
    Step("list-school-level", triage(cluster="all", level="middle"), sizes=ONE),
    Step("list-involvement-type", triage(COORDINATOR, cluster="Lakeview", type="2")),
    *(Step(f"list-tier-{tier}", triage(tiers=tier, cluster="all"), sizes=ONE) for tier in TIERS),
    Step("list-no-tier", triage(tiers="none", cluster="all")),
    Step("list-every-filter", triage(cluster="Lakeview", level="k8", type="1", search="o", tiers="steady")),
    Step("list-search", triage(search="hollow", cluster="all")),
    Step("list-search-outside", triage(COORDINATOR, search="iron hill", cluster="Lakeview")),
    Step("list-search-many-outside", triage(COORDINATOR, search="iron", cluster="Lakeview"), sizes=ONE),
    Step("list-no-match", triage(COORDINATOR, search="qqqq", cluster="all")),
    *(
        Step(f"list-sorted-by-{order}", triage(COORDINATOR, sort=order, cluster="Lakeview"), sizes=ONE)
        for order in ("-school", "cluster", "-cluster", "contact", "-contact", "step", "-step", "survey", "-survey")
    ),
    Step("list-address-not-understood", triage(COORDINATOR, cluster="Nowhere", tiers="steady,great", colour="red")),
    Step("list-sorted-by-its-head", triage(COORDINATOR), press("button[data-sort='contact']"), sizes=ONE),
    Step("list-sorted-twice", triage(COORDINATOR), in_turn(*[press("button[data-sort='step']")] * 2), sizes=ONE),
    Step("filter-school-year", triage(COORDINATOR), moves.choose("school_year", 1)),
    Step("filter-month", triage(COORDINATOR), moves.choose("month", 2)),
    Step("filter-cluster", triage(COORDINATOR), moves.choose("cluster", 2)),
    Step("filter-school-level", triage(COORDINATOR), moves.choose("level", 2)),
    Step("filter-involvement-type", triage(COORDINATOR), moves.choose("involvement_type", 3)),
    Step("filter-sort", triage(COORDINATOR), moves.choose("sort", 4)),
    Step("filter-tiers", triage(COORDINATOR), in_turn(moves.untick(3), moves.untick(1))),
    Step("find-nobody", triage(COORDINATOR), moves.find("qqqq"), sizes=ONE),
    Step("find-outside-the-filters", triage(COORDINATOR), moves.find("irom hill")),
    Step("filter-reset", triage(COORDINATOR, cluster="all", level="k8"), press("a.reset:visible")),
    Step("filter-chip-taken-off", triage(cluster="Lakeview", level="k8"), press("#chips a"), sizes=(NARROW, PHONE)),
    Step("filters-open", triage(COORDINATOR, level="k8"), moves.open_filters, sizes=(NARROW, PHONE)),
    Step("find", triage(), moves.find("hollow"), sizes=ONE),
    Step("find-and-open", triage(), moves.find("hollow", opens=True), sizes=ONE),
    Step("list-narrow", triage(COORDINATOR), sizes=(NARROW,)),
]

NEWS = [
    Step("news-in-the-line", triage(COORDINATOR), press("#news button[aria-expanded]")),
    Step("news-names-and-why", triage(), press("#news button[aria-expanded]")),
    Step("news-older", triage(month="2026-02"), press("#news button[aria-expanded]"), sizes=ONE),
    Step("news-opens-a-school", triage(COORDINATOR), press("#news a")),
]

MONTHS = [
    Step("months-all", triage(cluster="all", view="months")),
    Step("months-cluster", triage(COORDINATOR, view="months")),
    Step("months-one-tier", triage(view="months", tiers="check_in", cluster="all")),
    Step("months-no-match", triage(view="months", search="qqqq", cluster="all")),
    Step("months-as-of-2025-10", triage(month="2025-10", view="months"), sizes=ONE),
    Step("months-2023-24", triage(month="2024-05", view="months"), sizes=ONE),
    Step("months-dark", triage(COORDINATOR, view="months"), visitor=DARK, sizes=ONE),
    Step("months-by-the-switch", triage(COORDINATOR), moves.show(1)),
    Step("list-by-the-switch", triage(COORDINATOR, view="months"), moves.show(0)),
    Step(
        "months-a-box-explained",
        triage(COORDINATOR, view="months"),
        moves.explain_box,
    ),
    Step("months-school-open", triage(COORDINATOR, view="months"), school.open_school(HARLAN_CREEK)),
    Step("months-filters-open", triage(COORDINATOR, view="months"), moves.open_filters),
]

KINDS = {
    "extra-support": HARLAN_CREEK,
    "check-in": STORIES["first_activity"].school_id,
    "silent": STORIES["silent"].school_id,
    "steady": BRAMBLE_HILL,
    "closed": STORIES["closed"].school_id,
    "to-check": STORIES["typing_error"].school_id,
    "recovered": STORIES["recovered"].school_id,
    "new-with-a-draft-plan": STORIES["opened"].school_id,
    "by-hand": BY_HAND,
    "not-enough-data-also-listed": ALSO_LISTED,
    "drawn-by-chance": DRAWN,
    "blank-count": FAIRBROOK,
}
SCHOOLS = [
    *(Step(f"school-{kind}", of(school_id)) for kind, school_id in KINDS.items()),
    *(Step(f"school-first-{code}", of(STORIES[f"first_{code}"].school_id), school.open_proofs, sizes=ONE)
      for code in Indicator if f"first_{code}" in STORIES),
    Step("school-opened-from-the-list", triage(COORDINATOR), school.open_school(HARLAN_CREEK)),
    Step("school-closed-again", of(HARLAN_CREEK), press("#detail button.close")),
    Step("school-by-its-director", of(HARLAN_CREEK, DIRECTOR), sizes=ONE),
    Step("school-by-another-coordinator", of(HARLAN_CREEK, OTHER_COORDINATOR), sizes=ONE),
    Step("school-by-an-administrator", of(HARLAN_CREEK, ADMINISTRATOR), sizes=ONE),
    Step("school-by-a-viewer", of(HARLAN_CREEK, VIEWER)),
    Step("school-not-opened-yet", of(STORIES["opened"].school_id, month="2025-10")),
    Step("school-first-month-of-a-year", of(HARLAN_CREEK, month="2025-08"), sizes=ONE),
    Step("school-first-month-of-all", of(HARLAN_CREEK, month="2023-08"), sizes=ONE),
    Step("school-in-a-past-list", of(HARLAN_CREEK, month="2025-12")),
    Step("school-in-the-snow", of(HARLAN_CREEK, month="2026-01"), sizes=ONE),
    Step("school-a-year-before", of(HARLAN_CREEK, month="2025-03"), sizes=ONE),
    Step("school-dark", of(HARLAN_CREEK), visitor=DARK),
    Step("school-narrow", of(HARLAN_CREEK), sizes=(NARROW,)),
    Step("school-all-reasons-proved", of(HARLAN_CREEK), school.open_proofs),
    Step("school-silent-proved", of(STORIES["silent"].school_id), school.open_proofs, sizes=ONE),
    Step("school-to-check-proved", of(STORIES["typing_error"].school_id), school.open_proofs, sizes=ONE),
    *(Step(f"school-data-behind-{place}", of(STORIES["typing_error"].school_id), school.quality(place), sizes=ONE)
      for place in (0, 1)),
    Step("school-data-to-check", of(STORIES["typing_error"].school_id), press("#detail .quality .attention")),
    Step("school-data-missing-and-late", of(HARLAN_CREEK), in_turn(school.quality(2), school.quality(1)), sizes=ONE),
    Step("school-data-missing", of(HARLAN_CREEK), school.quality(2), sizes=ONE),
    Step("school-data-blank", of(FAIRBROOK), press("#detail .quality button", -1), sizes=ONE),
    Step("school-everything-listed", of(HARLAN_CREEK), school.open_all),
    Step("school-tables-of-the-charts", of(HARLAN_CREEK), school.open_chart_tables),
    Step("school-compared", of(HARLAN_CREEK), school.compare),
    *(Step(f"school-compared-by-{code}", of(HARLAN_CREEK), school.compare_by(code), sizes=ONE) for code in Indicator
      if f"first_{code}" in STORIES and code is not Indicator.REPORTING),
    Step("school-compared-silent", of(STORIES["silent"].school_id), school.compare, sizes=ONE),
    Step("school-compared-in-a-table", of(HARLAN_CREEK), in_turn(school.compare, school.open_chart_tables)),
    Step("school-compared-dark", of(HARLAN_CREEK), school.compare, visitor=DARK, sizes=ONE),
    Step("school-compared-then-another", of(HARLAN_CREEK), in_turn(school.compare, school.open_school(BRAMBLE_HILL)),
         sizes=ONE),
]  # fmt: skip

LATE, CAME_BACK, TO_MEND = "z.eriksen17", "q.serrano35", "k.pruitt36"
OWN = [
    Step("own-came-back", own(CAME_BACK)),
    Step("own-late", own(LATE)),
    Step("own-to-mend-and-proved", own(TO_MEND), press_all(".own .group button[aria-expanded]")),
    Step("own-decided-by-hand", own(LIAISON_ON_LIST), sizes=ONE),
    Step("own-past-list", own(LIAISON, month="2025-12"), sizes=ONE),
    Step("own-another-day", own(LIAISON), moves.choose_own("month", 3)),
    Step("own-another-year", own(LIAISON), moves.choose_own("year", 1), sizes=ONE),
    Step("own-other-school-in-the-address", triage(LIAISON, school=HARLAN_CREEK)),
    Step("own-dark", own(LATE), visitor=DARK),
    Step("own-narrow", own(TO_MEND), sizes=(NARROW,)),
    Step("own-menu", own(LIAISON), press("[data-drawer=side]"), sizes=(PHONE,)),
]

KIND = DecisionKind.JUDGEMENT.value
HAND = [
    Step("hand-form", of(BRAMBLE_HILL), school.decide()),
    Step("hand-form-on-extra-support", of(HARLAN_CREEK), school.decide()),
    Step("hand-form-filled", of(BRAMBLE_HILL), school.decide(KIND, "Two members left.", "2026-06-30", on=False)),
    Step("hand-refused-without-a-kind", of(BRAMBLE_HILL), school.decide(note="Two members left.", save=True)),
    Step("hand-refused-without-a-note", of(BRAMBLE_HILL), school.decide(KIND, save=True)),
    Step("hand-refused-for-its-end", of(BRAMBLE_HILL), school.decide(KIND, "Why.", "2026-03-01", save=True), sizes=ONE),
    Step("hand-refused-without-an-end", of(BRAMBLE_HILL), school.decide(KIND, "Why.", "", save=True), sizes=ONE),
    Step("hand-nothing-to-decide", of(BRAMBLE_HILL, OTHER_COORDINATOR)),
    Step("hand-past-list", of(BRAMBLE_HILL, month="2025-12")),
    Step("hand-saved", of(BRAMBLE_HILL), school.decide(KIND, "Two members left.", save=True), changes=True),
    Step("hand-saved-off", of(BY_HAND, DIRECTOR),
         school.decide(KIND, "Settled.", on=False, save=True), changes=True, sizes=ONE),
    Step("hand-taken-back", of(BRAMBLE_HILL),
         in_turn(school.decide(KIND, "Two members left.", save=True), school.end_decision), changes=True),
    Step("hand-ended", of(HARLAN_CREEK), school.end_decision, changes=True),
    Step("hand-ended-undone", of(HARLAN_CREEK), in_turn(school.end_decision, school.undo_end), changes=True),
]  # fmt: skip

MOVED = in_turn(school.open_rules, school.move_rule("reporting", "Home"))
SAVED = in_turn(MOVED, school.fill_rules("Late everywhere."), school.save_rules)
SHORT = triage(cluster="Lakeview")
RULES = [
    Step("rules-untouched", triage(), school.open_rules),
    Step("rules-weight-moved", triage(), MOVED),
    Step("rules-weight-raised", SHORT, in_turn(school.open_rules, school.move_rule("turnout", "End")), sizes=ONE),
    Step("rules-visits-moved", SHORT, in_turn(school.open_rules, school.move_rule("visits", "End")), sizes=ONE),
    Step("rules-calls-moved", SHORT, in_turn(school.open_rules, school.move_rule("calls", "Home")), sizes=ONE),
    Step("rules-mix-moved", SHORT, in_turn(school.open_rules, school.move_rule("speed_mix", "End")), sizes=ONE),
    Step("rules-margin-moved", SHORT, in_turn(school.open_rules, school.move_rule("margin", "End")), sizes=ONE),
    Step("rules-switch-turned", SHORT, in_turn(school.open_rules, school.turn_switch), sizes=ONE),
    Step("rules-two-moved", SHORT, in_turn(MOVED, school.move_rule("plan", "End")), sizes=ONE),
    Step("rules-many-moved", SHORT,
         in_turn(MOVED, *(school.move_rule(rule, "End") for rule in ("plan", "turnout", "visits", "margin")))),
    Step("rules-form-filled", SHORT, in_turn(MOVED, school.fill_rules("Late everywhere.", "Spring", "2026-05-10"))),
    Step("rules-refused-without-a-note", SHORT, in_turn(MOVED, school.save_rules)),
    Step("rules-refused-without-a-name", SHORT,
         in_turn(MOVED, school.fill_rules("Late.", " "), school.save_rules), sizes=ONE),
    Step("rules-refused-without-a-day", SHORT,
         in_turn(MOVED, school.fill_rules("Late.", day=""), school.save_rules), sizes=ONE),
    Step("rules-refused-for-a-past-day", SHORT,
         in_turn(MOVED, school.fill_rules("Late.", day="2026-03-10"), school.save_rules), sizes=ONE),
    Step("rules-coordinator", triage(COORDINATOR), MOVED),
    Step("rules-proposed", triage(COORDINATOR), SAVED, changes=True),
    Step("rules-proposal-waits", triage(COORDINATOR),
         in_turn(SAVED, moves.go(f"triage?as={DIRECTOR}"), school.open_rules), changes=True),
    Step("rules-viewer", triage(VIEWER), MOVED),
    Step("rules-administrator", triage(ADMINISTRATOR), school.open_rules),
    Step("rules-past-list", triage(month="2025-12"), MOVED, sizes=ONE),
    Step("rules-months", triage(view="months", cluster="all"), MOVED, sizes=ONE),
    Step("rules-dark", SHORT, MOVED, visitor=DARK, sizes=ONE),
    Step("rules-narrow", SHORT, MOVED, sizes=(NARROW,)),
    Step("rules-saved", triage(), SAVED, changes=True),
    Step("rules-saved-then-default", SHORT,
         in_turn(SAVED, school.open_rules, school.rules_to_default), changes=True),
    Step("rules-saved-in-the-method", SHORT,
         in_turn(SAVED, moves.go(f"method?as={DIRECTOR}")), changes=True),
]  # fmt: skip

METHOD = [
    Step("method-director", f"method?as={DIRECTOR}"),
    Step("method-coordinator", f"method?as={COORDINATOR}&month=2025-12", sizes=ONE),
    Step("method-liaison", f"method?as={LIAISON}"),
    Step("method-dark", f"method?as={DIRECTOR}", visitor=DARK, sizes=ONE),
    Step("method-menu", f"method?as={DIRECTOR}", press("[data-drawer=side]"), sizes=(PHONE,)),
    Step("method-without-reports", "method?district=surveys", place="small", sizes=ONE),
    Step("method-without-schools", "method?district=nothing", place="small", sizes=ONE),
]

FEW = [
    Step("few-no-district-at-all", "triage", place="nothing"),
    Step("few-no-district-at-all-dark", "triage", place="nothing", visitor=DARK, sizes=ONE),
    Step("few-method-no-district-at-all", "method", place="nothing", sizes=ONE),
    *(Step(f"few-{district}", small(district), place="small")
      for district in ("nothing", "school", "surveys", "report", "zero")),
    Step("few-calendar", small("calendar"), place="small", sizes=ONE),
    Step("few-surveys-sorted", small("surveys", sort="survey"), place="small", sizes=ONE),
    Step("few-surveys-no-cluster", small("surveys", cluster="-"), place="small", sizes=ONE),
    Step("few-surveys-school", small("surveys", school="S2"), place="small"),
    Step("few-report-school", small("report", school="S1"), school.compare, place="small"),
    Step("few-report-months", small("report", view="months"), place="small", sizes=ONE),
    Step("few-report-rules", small("report"), school.open_rules, place="small", sizes=ONE),
    Step("few-zero-school", small("zero", school="S1"), place="small", sizes=ONE),
    Step("few-gaps", small("gaps"), place="small"),
    Step("few-gaps-months", small("gaps", view="months"), place="small", sizes=ONE),
    Step("few-gaps-no-cluster", small("gaps", cluster="-"), place="small", sizes=ONE),
    *(Step(f"few-gaps-school-{number}", small("gaps", school=f"S{number}"), place="small", sizes=ONE)
      for number in (2, 4, 5, 6)),
    Step("few-gaps-only-closed", small("gaps", search="S5"), place="small", sizes=ONE),
    Step("few-gaps-liaison-of-no-school", small("gaps", **{"as": "n.none"}), place="small"),
    Step("few-gaps-liaison-of-two-schools", small("gaps", **{"as": "t.two"}), place="small"),
]  # fmt: skip

REFUSALS = [
    Step("refused-district", "triage?district=elsewhere", place="small"),
    Step("refused-person", "triage?as=nobody"),
    Step("refused-person-dark", "method?as=nobody", visitor=DARK, sizes=ONE),
    Step("refused-from-another-machine", "triage", visitor={"extra_http_headers": {"X-Forwarded-For": "192.0.2.1"}}),
    Step("refused-without-scripts", triage(COORDINATOR), visitor={"java_script_enabled": False}),
    Step("connection-lost", triage(COORDINATOR), moves.lose_connection()),
    Step("connection-back", triage(COORDINATOR), moves.lose_connection(back=True), sizes=ONE),
]

NOTEBOOKS = [
    Step("notebooks", f"notebook?as={DIRECTOR}"),
    Step("notebooks-dark", f"notebook?as={DIRECTOR}", visitor=DARK, sizes=ONE),
]

FRAME = [
    Step("theme-light-chosen", triage(COORDINATOR), press("[data-theme-button]"), visitor=DARK),
    Step("theme-dark-chosen", triage(COORDINATOR), in_turn(*[press("[data-theme-button]")] * 2)),
    Step("skip-link", triage(COORDINATOR), keys("Tab")),
    Step("link-copied", triage(COORDINATOR), moves.keep_the_tick, sizes=ONE),
    Step("row-by-keyboard", triage(COORDINATOR), moves.walk_rows, sizes=ONE),
    Step("paper-list", triage(COORDINATOR), moves.on_paper),
    Step("paper-list-filtered", triage(cluster="Lakeview", level="k8"), moves.on_paper, sizes=ONE),
    Step("paper-school", of(HARLAN_CREEK), moves.on_paper),
    Step("paper-months", triage(COORDINATOR, view="months"), moves.on_paper, sizes=ONE),
    Step("paper-own", own(TO_MEND), moves.on_paper, sizes=ONE),
    Step("paper-method", f"method?as={DIRECTOR}", moves.on_paper, sizes=ONE),
]

WALK: list[Step] = [*STARTS, *LISTS, *NEWS, *MONTHS, *SCHOOLS, *OWN, *HAND, *RULES, *METHOD, *FEW, *TRENDS, *SCHOOL,
                    *HOME, *PEOPLE, *WORKING_MONTH, *NOTEBOOKS, *REFUSALS, *FRAME]  # fmt: skip
