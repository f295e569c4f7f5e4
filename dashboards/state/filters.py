"""The reader's choices, as widgets show them and the page's address says them. Nothing is computed here."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import param

from dashboards.state.choices import ALL, NO_CLUSTER, SEVERAL, Choices
from models.trends.quantities import Measure
from models.vocabulary import N_, Attention, InvolvementType, SchoolLevel, SupportTier
from models.wording.by_code import ATTENTION
from models.wording.language import Words

SORTS = {
    N_("School, A to Z"): "school",
    N_("School, Z to A"): "-school",
    N_("Cluster"): "cluster",
    N_("Cluster, Z to A"): "-cluster",
    N_("Longest without contact"): "-contact",
    N_("Latest contact first"): "contact",
    N_("Next step due first"): "step",
    N_("Next step due last"): "-step",
    N_("Parent response, lowest first"): "survey",
    N_("Parent response, highest first"): "-survey",
}
"""Orders inside a tier. Never by score: a tier is not a ranking."""
USUAL_SORT = "school"
NOT_FILTERS, OPENED_NOTEBOOK = ("as", "district"), "open"
"""Words of the address that say who is here, which `dashboards.shell.who` reads; and the one that names a notebook."""
VIEWS = {N_("List"): "list", N_("Months"): "months"}
FIGURES = {measure.label: measure.value for measure in Measure}
"""Headline figures that the trends can be looked at by."""
USUAL_FIGURE = Measure.FAMILIES.value


class Filters(param.Parameterized):
    """Every choice of the triage page. Setting several in one `param.update` is one change."""

    school_year: param.Selector[str] = param.Selector(
        default="", objects=[""], label=N_("School year"), doc='As "2025-26"'
    )
    month: param.Selector[str] = param.Selector(
        default="", objects=[""], label=N_("As of"), doc="Reporting month, judged on its as-of date"
    )
    cluster: param.Selector[str] = param.Selector(
        default=ALL, objects=[ALL], label=N_("Cluster"), doc="One cluster, or all"
    )
    level: param.Selector[str] = param.Selector(default=ALL, label=N_("School level"), doc="One level, or all")
    involvement_type: param.Selector[str] = param.Selector(
        default=ALL, label=N_("Involvement type"), doc="What activities and reach count"
    )
    search = param.String(default="", label=N_("School"), doc="Part of a name or number")
    tiers = param.ListSelector(default=list(SupportTier), label=N_("Support tier"), doc="Tiers that are shown")
    only: param.Selector[str] = param.Selector(
        default=ALL, label=N_("Asking for attention"), doc="Only schools with this code of Attention, or all"
    )
    sort: param.Selector[str] = param.Selector(
        default=USUAL_SORT, objects=SORTS, label=N_("Order in a group"), doc="Order inside a tier"
    )
    view: param.Selector[str] = param.Selector(default="list", objects=VIEWS, label=N_("View"), doc="List or months")
    figure: param.Selector[str] = param.Selector(
        default=USUAL_FIGURE, objects=FIGURES, label=N_("Figure"), doc="The Measure that trends are looked at by"
    )
    compare = param.String(default="", doc="What trends compare with, as `Choices.can_compare` takes it")
    school = param.String(default="", doc="school_id of the school whose detail is open; empty: none")

    ADDRESS = (
        ("school_year", "year"),
        ("month", "month"),
        ("cluster", "cluster"),
        ("level", "level"),
        ("involvement_type", "type"),
        ("search", "search"),
        ("tiers", "tiers"),
        ("only", "only"),
        ("sort", "sort"),
        ("view", "view"),
        ("figure", "figure"),
        ("compare", "compare"),
        ("school", "school"),
    )
    """Parameter and its word in the address, in the order they are read: a month is checked against its year."""
    LOOKS = ("view", "figure", "compare", "school")
    """Where one looks, which a reset leaves alone."""

    def __init__(self, choices: Choices, words: Words) -> None:
        super().__init__(name="")
        self._choices = choices
        self._words = words
        gettext = words.gettext
        for name, _ in self.ADDRESS:
            self.param[name].label = gettext(str(self.param[name].label))
        self._offer_years()
        self.param.level.objects = {gettext("All levels"): ALL} | {
            gettext(level.label): level.value for level in SchoolLevel
        }
        self.param.involvement_type.objects = {gettext("All six types"): ALL} | {
            gettext(kind.label): str(kind.value) for kind in InvolvementType
        }
        self.param.tiers.objects = {gettext(tier.label): tier for tier in SupportTier}
        self.param.only.objects = {gettext("All"): ALL} | {gettext(ATTENTION[code]): code.value for code in Attention}
        self.param.sort.objects = {gettext(label): order for label, order in SORTS.items()}
        self.param.view.objects = {gettext(label): view for label, view in VIEWS.items()}
        self.reset()

    # ------------------------------------------------------------ what there is to choose
    def _offer_years(self) -> None:
        self.param.school_year.objects = list(reversed(list(self._choices.months))) or [""]

    def renew(self, choices: Choices) -> None:
        """Offer what there is by now; what was chosen stays where it is still there."""
        if choices == self._choices:
            return
        self._choices = choices
        with param.parameterized.batch_call_watchers(self):
            self._offer_years()
            if self.school_year not in choices.months:
                self.school_year = choices.latest_year
            self.offer(self.school_year)
            if self.school not in choices.school_ids:
                self.school = choices.own_school

    def offer(self, school_year: str) -> None:
        """Offer the months and clusters of a school year; a choice the year does not have falls back."""
        months = self._choices.months.get(school_year, {})
        words = self._words
        labels = {words.day(as_of): code for code, as_of in months.items()}
        clusters = self._clusters(school_year, self.cluster)
        month = self.month if self.month in months else self._choices.latest_months.get(school_year, "")
        cluster = self.cluster if self.cluster in clusters.values() else ALL
        with param.parameterized.batch_call_watchers(self):
            self.param.month.objects = labels or {words.gettext("No monthly reports"): ""}
            self.param.cluster.objects = clusters
            self.param.update(month=month, cluster=cluster)

    def _clusters(self, school_year: str, asked: str) -> dict[str, str]:
        """
        What there is to choose in a year, by its label: all, somebody's own where they are several, each, and the
        several that are `asked` for.
        """
        names, own = self._choices.clusters.get(school_year, ()), self._choices.own_cluster
        mine, others = (
            each if each not in names and self._are_offered(each, school_year) else ALL for each in (own, asked)
        )
        offered = dict.fromkeys((ALL, mine, *names, others))
        return {self.cluster_words(each): each for each in offered}

    def usual(self, year: str) -> dict[str, Any]:
        """The view a person starts with in a year: its latest month that has reports, a coordinator's own cluster."""
        own = self._choices.own_cluster
        return {
            "school_year": year,
            "month": self._choices.latest_months.get(year, ""),
            "cluster": own if self._are_offered(own, year) else ALL,
            "level": ALL,
            "involvement_type": ALL,
            "search": "",
            "tiers": list(SupportTier),
            "only": ALL,
            "sort": USUAL_SORT,
            "view": "list",
            "figure": USUAL_FIGURE,
            "compare": "",
            "school": self._choices.own_school,
        }

    def _are_offered(self, cluster: str, year: str) -> bool:
        """Is this a cluster of the year, or are these several of its clusters?"""
        return set(self._named(cluster)) <= set(self._choices.clusters.get(year, ()))

    def _named(self, cluster: str) -> tuple[str, ...]:
        """The clusters that a choice names: one, which may have SEVERAL in its name, or several."""
        is_one = any(cluster in names for names in self._choices.clusters.values())
        return (cluster,) if is_one else tuple(cluster.split(SEVERAL))

    @property
    def clusters(self) -> tuple[str, ...]:
        """The chosen clusters by name; () for all of them, as for no cluster."""
        return () if self.cluster in (ALL, NO_CLUSTER) else self._named(self.cluster)

    def cluster_words(self, cluster: str) -> str:
        """What the filter may be set to as a person calls it."""
        words = self._words
        named = {ALL: words.gettext("All clusters"), NO_CLUSTER: words.gettext("No cluster")}
        if cluster in named:
            return named[cluster]
        several = self._named(cluster)
        is_own = len(several) > 1 and cluster == self._choices.own_cluster
        return words.gettext("My clusters") if is_own else words.listed(several)

    def reset(self) -> None:
        """Back to the view one starts with. Where one looks (list or months, the open school) stays."""
        kept = {name: getattr(self, name) for name in self.LOOKS}
        with param.parameterized.batch_call_watchers(self):
            self.offer(self._choices.latest_year)
            self.param.update(**(self.usual(self._choices.latest_year) | kept))

    @property
    def involvement_words(self) -> str:
        """The one involvement type that is counted; empty for all."""
        kind = self.involvement_type
        return self._words.gettext(InvolvementType(int(kind)).label) if kind else ""

    def chosen(self, among: frozenset[str] | None = None) -> list[tuple[str, str]]:
        """What limits the view now, as (words, address without it); `among`: of the filters that a page heeds."""
        gettext = self._words.gettext
        said: list[tuple[bool, str, dict[str, Any]]] = [
            (
                self.cluster != ALL,
                self.cluster_words(self.cluster),
                {"cluster": ALL},
            ),
            (self.level != ALL, gettext(SchoolLevel(self.level).label) if self.level else "", {"level": ALL}),
            (
                self.involvement_type != ALL,
                self.involvement_words,
                {"involvement_type": ALL},
            ),
            (bool(self.search.strip()), f'"{self.search.strip()}"', {"search": ""}),
            (
                len(self.tiers) < len(SupportTier),
                self._words.listed(gettext(SupportTier(tier).label) for tier in self.tiers) or gettext("no tier"),
                {"tiers": list(SupportTier)},
            ),
            (self.only != ALL, gettext(ATTENTION[self.only]) if self.only else "", {"only": ALL}),
        ]
        heeded = [one for one in said if one[0] and (among is None or not among.isdisjoint(one[2]))]
        return [(words, self.address(**without)) for _, words, without in heeded]

    def reset_address(self) -> str:
        """The address of the view that `reset` shows."""
        usual = self.usual(self._choices.latest_year)
        return self.address(**usual | {name: getattr(self, name) for name in self.LOOKS})

    # ------------------------------------------------------------ the address
    def address(self, **instead: Any) -> str:
        """
        The query of the page's address, from which `follow` makes the same view for anybody.

        Year, month and cluster always stand in it: a link opened next month, or by another person, shows what its
        sender saw. `instead` gives the address of a neighbouring view.
        """
        now = {name: instead.get(name, getattr(self, name)) for name, _ in self.ADDRESS}
        said = {"month": now["month"]} if now["month"] else {"school_year": now["school_year"]}
        said["cluster"] = now["cluster"] or "all"
        usual = {"level": ALL, "involvement_type": ALL, "only": ALL, "sort": USUAL_SORT, "view": "list"}
        for name, value in (usual | {"figure": USUAL_FIGURE, "compare": ""}).items():
            if now[name] != value:
                said[name] = now[name]
        if now["search"].strip():
            said["search"] = now["search"].strip()
        if set(now["tiers"]) != set(SupportTier):
            said["tiers"] = ",".join(SupportTier(tier).value for tier in now["tiers"]) or "none"
        if now["school"]:
            said["school"] = now["school"]
        words = dict(self.ADDRESS)
        return "?" + urlencode({words[name]: value for name, value in said.items() if value})

    def follow(self, address: str) -> list[str]:
        """
        Take over an address. Returns what in it made no sense, one by one ("cluster=Lakeveiw"); the rest holds.

        Of a repeated word the last one counts. Who is here (`as`, `district`) is not a filter and left alone.
        """
        said = dict(parse_qsl(address.lstrip("?"), keep_blank_values=True))
        for word in (*NOT_FILTERS, OPENED_NOTEBOOK):
            said.pop(word, None)
        known = {word: name for name, word in self.ADDRESS}
        ignored = [f"{word}={text}" for word, text in said.items() if word not in known]
        with param.parameterized.batch_call_watchers(self):
            year = self._year_of(said)
            self.offer(year)
            self.param.update(**self.usual(year))
            for name, word in self.ADDRESS:
                if word in said and not self._take(name, said[word]):
                    ignored.append(f"{word}={said[word]}")
        return ignored

    def _year_of(self, said: Mapping[str, str]) -> str:
        for year, months in self._choices.months.items():
            if said.get("month") in months:
                return year
        year = said.get("year", "")
        return year if year in self._choices.months else self._choices.latest_year

    def set_compare(self, text: str) -> bool:
        """Compare with something else; False, and nothing changed, where that is not possible."""
        if not self._choices.can_compare(text):
            return False
        self.compare = text
        return True

    def _take(self, name: str, text: str) -> bool:
        """Set one choice from its text in the address; False where there is no such choice."""
        if name == "school":
            if text not in self._choices.school_ids:
                return False
            self.school = text
            return True
        if name == "compare":
            return self.set_compare(text)
        if name == "search":
            self.search = text[:100]
            return True
        if name == "tiers":
            wanted = [] if text == "none" else text.split(",")
            if not set(wanted) <= {tier.value for tier in SupportTier}:
                return False
            self.tiers = [tier for tier in SupportTier if tier.value in wanted]
            return True
        if name == "cluster" and text == "all":
            text = ALL
        if name == "cluster" and SEVERAL in text:
            self.param.cluster.objects = self._clusters(self.school_year, text)
        options = self.param[name].objects
        if text not in (options.values() if isinstance(options, dict) else options):
            return False
        setattr(self, name, text)
        return True
