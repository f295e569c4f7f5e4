"""What a school's reports say beside their figures, and what is odd about a figure, in words."""

from typing import Any

import pandas as pd
import pytest

from dashboards.state.school.said import SaidLine, said_lines
from models.wording.language import words_in
from models.wording.reports import odd_text

WORDS = words_in()
MARCH = {
    "month": "2026-03-01", "state": "submitted", "return_reason": None, "mend_by": "2026-04-15", "nil_reason": None,
    "liaison_or_principal_changed": None, "barriers": [], "notes": None,
}  # fmt: skip


def said(*reports: dict[str, Any], as_of: str = "2026-04-10") -> list[SaidLine]:
    rows = pd.DataFrame([MARCH | one for one in reports], columns=list(MARCH))
    rows = rows.astype({"month": "datetime64[s]", "mend_by": "datetime64[s]"})
    return said_lines(WORDS, rows, pd.Timestamp(as_of))


def test_a_returned_report_says_why_and_until_when():
    returned = {"state": "returned", "return_reason": "Please add the parent responses."}
    (line,) = said(returned)
    assert line["attention"]
    assert line["lines"] == ["Returned: Please add the parent responses. To be mended by 15 April 2026."]
    assert said(returned, as_of="2026-04-16")[0]["lines"] == [
        "Returned: Please add the parent responses. It was to be mended by 15 April 2026."
    ]
    assert said({"state": "returned"})[0]["lines"] == ["Returned, to be mended by 15 April 2026."]


def test_everything_else_a_report_says_follows_month_by_month_the_latest_first():
    told = said(
        {"month": "2026-01-01", "nil_reason": "Building closed for repairs."},
        {"month": "2026-02-01", "liaison_or_principal_changed": False},
        {"liaison_or_principal_changed": True, "barriers": ["transport", "trust"], "notes": "We try again."},
    )
    assert told == [
        {
            "month": "March",
            "lines": [
                "The liaison or the principal has changed.",
                "In the way: transport, trust.",
                "The school writes: We try again.",
            ],
            "attention": False,
        },
        {"month": "January", "lines": ["Nothing to report: Building closed for repairs."], "attention": False},
    ]


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["attendance_above_enrollment"], "more families than the school has pupils"),
        (["repeated", "far_fewer"], "says the same as another activity, far fewer families than expected"),
        (["a code of a later version"], "marked when it was filed"),
        ([], "marked when it was filed"),
    ],
)
def test_a_figure_to_check_says_what_is_odd_about_it(codes, words):
    assert odd_text(WORDS, codes) == words
