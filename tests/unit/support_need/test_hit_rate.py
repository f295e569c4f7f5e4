"""Past lists against what visits found, with the list each visit followed and the schools outside it told apart."""

from types import SimpleNamespace

import pandas as pd

from models.support_need.list_checks import HitRate, hit_rate, judged_visits
from models.wording import lists as wording_lists
from models.wording.language import words_in

SEPTEMBER, OCTOBER = pd.Timestamp("2025-09-01"), pd.Timestamp("2025-10-01")
TIERS = {
    SEPTEMBER: {"A": "extra_support", "B": "check_in", "C": "steady", "D": "not_enough_data"},
    OCTOBER: {"A": "steady", "B": "check_in", "C": "extra_support", "D": "not_enough_data"},
}
AS_OF = {SEPTEMBER: pd.Timestamp("2025-10-10"), OCTOBER: pd.Timestamp("2025-11-10")}


def lists() -> dict:
    return {
        month: SimpleNamespace(as_of=AS_OF[month], schools=pd.DataFrame({"tier": tiers}).rename_axis("school_id"))
        for month, tiers in TIERS.items()
    }


def contacts(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["school_id", "contacted_on", "finding"])
    frame["contacted_on"] = pd.to_datetime(frame["contacted_on"]).astype("datetime64[s]")
    return frame


def judged(*rows: tuple[str, str, str | None], as_of: str = "2025-12-10") -> pd.DataFrame:
    return judged_visits(contacts(*rows), lists(), pd.Timestamp(as_of))


def test_a_visit_follows_the_latest_list_judged_by_its_day():
    visits = judged(("A", "2025-11-09", "right"), ("A", "2025-11-10", "right"))
    assert list(visits["tier"]) == ["extra_support", "steady"]


def test_a_visit_before_the_first_list_a_call_and_a_later_visit_do_not_count():
    visits = judged(
        ("A", "2025-10-09", "right"), ("A", "2025-10-20", None), ("B", "2025-11-21", "right"), as_of="2025-11-20"
    )
    assert len(visits) == 0


def test_a_school_the_list_did_not_judge_does_not_count():
    assert len(judged(("Z", "2025-10-20", "right"))) == 0


def test_visits_on_the_lists_and_outside_them_are_counted_apart():
    visits = judged(
        ("A", "2025-10-20", "right"),
        ("B", "2025-10-20", "partly"),
        ("D", "2025-10-20", "not"),
        ("C", "2025-10-21", "not"),
        ("C", "2025-11-12", "right"),
        ("A", "2025-11-12", "right"),
    )
    assert hit_rate(visits) == HitRate(listed=4, agreed=2, in_part=1, outside=2, outside_need=1, outside_in_part=0)


def test_without_a_visit_nothing_is_counted():
    assert hit_rate(judged()) == HitRate(0, 0, 0, 0, 0, 0)


def test_the_hit_rate_is_said_in_whole_visits():
    assert wording_lists.hits_text(words_in(), 19, 29, 6) == (
        "of 29 visits to schools on a list 19 found the need, 6 in part"
    )
    assert wording_lists.hits_text(words_in(), 0, 1, 0) == "of 1 visit to a school on a list 0 found the need"
    assert wording_lists.hits_outside_text(words_in(), 4, 1, 0) == "of 4 visits to other schools 1 found a need"
    assert (
        wording_lists.hits_outside_text(words_in(), 1, 0, 1)
        == "of 1 visit to another school none found a need, 1 in part"
    )
