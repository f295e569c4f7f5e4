"""The reader's choices and the address that says them: a round trip, and what makes no sense is named."""

from urllib.parse import urlencode

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.state.choices import ALL, NO_CLUSTER, Choices
from dashboards.state.filters import SORTS, VIEWS, Filters
from models.vocabulary import InvolvementType, SchoolLevel, SupportTier
from models.wording.language import words_in

CHOICES = Choices(
    months={
        "2024-25": {},
        "2025-26": {"2026-03": pd.Timestamp("2026-04-10"), "2026-02": pd.Timestamp("2026-03-10")},
    },
    clusters={"2024-25": ("Harbor",), "2025-26": ("Harbor", "Lake & View", NO_CLUSTER)},
    school_ids=frozenset({"4-017", "A&B=1?", "Å 1"}),
    latest_year="2025-26",
    latest_months={"2024-25": "", "2025-26": "2026-03"},
    own_cluster="Harbor",
)
USUAL = "?month=2026-03&cluster=Harbor"


def filters(choices: Choices = CHOICES) -> Filters:
    return Filters(choices, words_in())


def state(some: Filters) -> dict[str, object]:
    return {name: getattr(some, name) for name, _ in Filters.ADDRESS}


# ---------------------------------------------------------------- there and back
CHOSEN = st.fixed_dictionaries(
    {
        "month": st.sampled_from(["2026-03", "2026-02"]),
        "cluster": st.sampled_from([ALL, "Harbor", "Lake & View", NO_CLUSTER]),
        "level": st.sampled_from([ALL, *SchoolLevel]),
        "involvement_type": st.sampled_from([ALL, *(str(kind.value) for kind in InvolvementType)]),
        "search": st.text(max_size=40).map(str.strip).filter(lambda text: text.isprintable()),
        "tiers": st.sets(st.sampled_from(list(SupportTier))).map(lambda some: [t for t in SupportTier if t in some]),
        "sort": st.sampled_from(list(SORTS.values())),
        "view": st.sampled_from(list(VIEWS.values())),
        "compare": st.sampled_from(["", "month", "2026-02_2026-02_2026-02_2026-03"]),
        "school": st.sampled_from(["", "4-017", "A&B=1?", "Å 1"]),
    }
)


@given(CHOSEN)
def test_an_address_opened_anew_gives_the_same_choices(chosen):
    sender = filters()
    sender.param.update(**chosen)
    reader = filters()
    assert reader.follow(sender.address()) == []
    assert state(reader) == state(sender)
    assert reader.address() == sender.address()


def test_a_year_without_reports_goes_there_and_back():
    sender = filters()
    sender.offer("2024-25")
    sender.param.update(school_year="2024-25", month="", cluster=ALL)
    assert sender.address() == "?year=2024-25&cluster=all"
    reader = filters()
    assert reader.follow(sender.address()) == []
    assert (reader.school_year, reader.month, reader.cluster) == ("2024-25", "", ALL)


def test_an_address_means_the_same_for_a_reader_with_another_cluster():
    everybody = Choices(**{**vars(CHOICES), "own_cluster": ALL})
    reader = filters(everybody)
    reader.follow(filters().address())
    assert reader.cluster == "Harbor"


def test_somebody_with_two_clusters_starts_with_both_and_a_link_shows_both_to_anybody():
    both = Choices(**{**vars(CHOICES), "own_cluster": "Harbor;Lake & View"})
    own = filters(both)
    assert (own.cluster, own.cluster_words(own.cluster)) == ("Harbor;Lake & View", "My clusters")
    assert list(own.param.cluster.names)[:2] == ["All clusters", "My clusters"]
    assert own.chosen()[0][0] == "My clusters"
    reader = filters()
    assert reader.follow(own.address()) == []
    assert (reader.cluster, reader.cluster_words(reader.cluster)) == (own.cluster, "Harbor, Lake & View")
    assert reader.follow("?cluster=Harbor;Elsewhere") == ["cluster=Harbor;Elsewhere"]
    own.offer("2024-25")  # where one of them is not
    assert own.cluster == ALL


def test_a_cluster_whose_name_holds_the_sign_between_several_is_one_cluster():
    odd = Choices(**{**vars(CHOICES), "clusters": {"2025-26": ("Harbor; upper", "Lake & View")}, "own_cluster": ALL})
    reader = filters(odd)
    assert list(reader.param.cluster.names) == ["All clusters", "Harbor; upper", "Lake & View"]
    assert reader.follow("?cluster=Harbor;%20upper") == []
    assert (reader.cluster_words(reader.cluster), reader.clusters) == ("Harbor; upper", ("Harbor; upper",))


def test_a_page_names_only_the_filters_that_it_heeds():
    reader = filters()
    reader.follow("?month=2026-03&cluster=Harbor&level=middle&search=oak")
    assert [words for words, _ in reader.chosen()] == ["Harbor", "Middle", '"oak"']
    assert [words for words, _ in reader.chosen(frozenset({"cluster", "level"}))] == ["Harbor", "Middle"]


def test_the_usual_view_names_its_month_and_cluster_so_that_a_link_lasts():
    assert filters().address() == USUAL


# ---------------------------------------------------------------- what makes no sense
@pytest.mark.parametrize(
    "wrong",
    ["cluster=Lakeveiw", "level=college", "type=7", "type=1.0", "tiers=steady,great", "sort=score", "view=map",
     "school=9-999", "month=2031-01", "year=1999-00", "colour=red", "tiers=", "month="],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_named_and_the_others_hold(wrong):
    some = filters()
    assert some.follow(f"?{wrong}&search=elm") == [wrong]
    assert some.search == "elm"
    assert state(some) | {"search": ""} == state(filters())


@given(st.text(max_size=300))
def test_no_address_whatever_is_an_error(address):
    some = filters()
    some.follow(address)
    assert some.school_year in CHOICES.months
    assert some.school in {"", *CHOICES.school_ids}


@given(st.dictionaries(st.sampled_from([word for _, word in Filters.ADDRESS]), st.text(max_size=20)))
def test_what_is_named_and_what_holds_is_the_whole_address(said):
    some = filters()
    named = some.follow("?" + urlencode(said))
    for text in named:
        word, _, value = text.partition("=")
        assert said[word] == value


def test_who_is_here_is_no_filter():
    assert filters().follow("?as=r.okafor&district=alder-valley") == []


def test_of_a_repeated_word_the_last_one_counts():
    some = filters()
    assert some.follow("?cluster=Harbor&cluster=all") == []
    assert some.cluster == ALL


def test_an_endless_search_in_the_address_is_cut():
    some = filters()
    some.follow("?search=" + "x" * 5_000)
    assert some.search == "x" * 100


def test_following_an_address_forgets_the_choices_before():
    some = filters()
    some.param.update(level=SchoolLevel.HIGH, search="elm", view="months")
    some.follow(USUAL)
    assert state(some) == state(filters())


# ---------------------------------------------------------------- offering, resetting, saying
def test_a_cluster_the_other_year_does_not_have_falls_back_to_all():
    some = filters()
    some.cluster = "Lake & View"
    some.offer("2024-25")
    assert (some.cluster, some.month) == (ALL, "")


def test_reset_keeps_where_one_looks():
    some = filters()
    some.param.update(cluster=ALL, level=SchoolLevel.HIGH, search="elm", tiers=[], view="months", school="4-017")
    some.reset()
    assert state(some) == state(filters()) | {"view": "months", "school": "4-017"}


def test_every_filter_that_is_on_is_said_with_the_address_that_leaves_it_out():
    some = filters()
    some.param.update(level=SchoolLevel.HIGH, search=" elm ", tiers=[SupportTier.STEADY], involvement_type="2")
    assert [words for words, _ in some.chosen()] == ["Harbor", "High", "Communicating", '"elm"', "Steady"]
    for words, address in some.chosen():
        other = filters()
        other.follow(address)
        assert words not in [left for left, _ in other.chosen()]


def test_no_tier_at_all_is_said_too():
    some = filters()
    some.tiers = []
    assert some.chosen()[-1][0] == "no tier"
    assert "tiers=none" in some.address()


def test_the_own_school_is_open_whatever_the_address_says_and_stays_on_reset():
    liaison = filters(Choices(**{**vars(CHOICES), "own_school": "4-017"}))
    assert liaison.follow("") == []
    assert liaison.school == "4-017"
    assert liaison.follow("?school=9-999") == ["school=9-999"]
    liaison.reset()
    assert liaison.school == "4-017"


@pytest.mark.parametrize(
    "text",
    ["2026-03_2026-02_2026-02_2026-03", "2026-02_2026-03", "2025-01_2025-02_2026-02_2026-03", "week", "2026-02_" * 4],
)
def test_periods_that_are_not_kept_or_end_before_they_begin_are_named(text: str):
    some = filters()
    assert some.follow(f"{USUAL}&compare={text}") == [f"compare={text}"]
    assert some.compare == ""
