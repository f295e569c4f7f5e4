"""The views' side of a conversation with the browser: what they take from it, and what they refuse."""

import json

import panel as pn
import param
import pytest

from dashboards.views.parts.filter_bar import FilterBar, field
from dashboards.views.school.school_detail import SchoolDetail
from dashboards.views.triage.months_picture import MonthsPicture
from dashboards.views.triage.school_list import SchoolList

TWO = json.dumps([{"id": "A1"}, {"id": "A2"}])


class Choices(param.Parameterized):
    cluster = param.Selector(default="", objects={"All clusters": "", "Lakeview": "C4"}, label="Cluster")
    search = param.String(label="School")
    tiers = param.ListSelector(default=["steady"], objects={"Steady": "steady"}, label="Support tier")
    view = param.Selector(default="list", objects={"List": "list", "Months": "months"})
    as_of = param.Date()


@pytest.mark.parametrize("kind", [SchoolList, MonthsPicture])
def test_opening_a_school_tells_which(kind):
    opened = []
    kind(schools=TWO, chosen=opened.append)._handle_msg({"open": "A2"})
    assert opened == ["A2"]


@pytest.mark.parametrize("message", [{"open": "B9"}, {"open": ["A1"]}, {"open": None}, [], "A1", None])
def test_a_school_that_was_not_sent_cannot_be_opened(message):
    opened = []
    SchoolList(schools=TWO, chosen=opened.append)._handle_msg(message)
    assert opened == []


def test_a_new_set_of_schools_replaces_the_ones_that_may_be_opened():
    opened = []
    schools = SchoolList(schools=TWO, chosen=opened.append)
    schools.schools = json.dumps([{"id": "B1"}])
    for school in ("A1", "B1"):
        schools._handle_msg({"open": school})
    assert opened == ["B1"]


def test_a_head_of_the_table_asks_for_an_order():
    asked = []
    schools = SchoolList(schools=TWO, sorted_by=asked.append)
    for column in ("contact", "-contact", "score", "--contact", 3):
        schools._handle_msg({"sort": column})
    assert asked == ["contact", "-contact"]


def test_closing_the_detail_tells_the_page():
    closed = []
    SchoolDetail(closed=lambda: closed.append(True))._handle_msg({"close": 1})
    assert closed == [True]


def test_a_callback_does_not_travel_to_the_browser():
    properties = SchoolList(schools=TWO, chosen=print, sorted_by=print)._get_properties(None)["data"].properties()
    assert {"schools", "shown", "selected", "sort", "sparks", "vocabulary"} <= properties
    assert not {"chosen", "sorted_by"} & properties


def test_each_choice_gets_its_native_widget_and_follows_both_ways():
    choices = Choices()
    bar = FilterBar(choices, ["cluster", "search", "tiers"])
    assert [type(widget) for widget in bar.fields.values()] == [
        pn.widgets.Select,
        pn.widgets.TextInput,
        pn.widgets.CheckBoxGroup,
    ]
    bar.fields["cluster"].value = "C4"
    assert choices.cluster == "C4"
    choices.search = "elm"
    assert bar.fields["search"].value == "elm"


def test_the_boxes_say_what_they_are_about():
    assert field(Choices().param["tiers"]).styles == {"--title": '"Support tier"'}


def test_a_choice_without_a_fitting_widget_is_refused():
    with pytest.raises(TypeError, match="as_of: no field for a Date"):
        field(Choices().param["as_of"])
