"""The frame around every page: one Jinja page of our own, and the words and the address it shows."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal, TypedDict

import orjson
import panel as pn
import param
from panel.io.resources import parse_template

from dashboards.shell.component import Component, FirstPicture, script
from dashboards.shell.navigation import PageLink, pages
from dashboards.shell.safe import in_json, inside_script, inside_style
from dashboards.shell.who import Identity, Visitor, WhoIsHere
from dashboards.state.plain_text import plain, seen, to_json
from models.settings import settings
from models.wording.language import Words

HERE = Path(__file__).parent
PAGE = parse_template((HERE / "page.html").read_text(encoding="utf-8"))  # compiled once: 17 ms a visit otherwise
ASSETS = HERE.parent / "assets"


def _data_uri(path: Path, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"


LOGO = _data_uri(ASSETS / "logo.svg", "image/svg+xml")
KINDS_OF_LOGO = {".svg": "image/svg+xml", ".png": "image/png"}
# Inside the page, so that `panel serve` without a folder of assets has the same letters; other alphabets are fetched.
LETTERS = _data_uri(ASSETS / "fonts" / "inter-latin-wght-normal.woff2", "font/woff2")
STYLES = inside_style((ASSETS / "tokens.css").read_text(encoding="utf-8")) + inside_style(
    (HERE / "page.css").read_text(encoding="utf-8").replace("assets/fonts/inter-latin-wght-normal.woff2", LETTERS)
)
SCRIPT = inside_script(script("page"))
FRAME = inside_script(script("frame.first"))
AFTER_PAINT = inside_script(script("after_paint"))
LONGEST_ADDRESS = 4_000
FIRST = ("schools", "sheet", "text")  # Bokeh draws one place after the other: what people look at
DRAWERS = frozenset({"what_if", "contact"})
LONGEST_TEXT = 100


class Figure(TypedDict):
    """
    One figure of the line under the answer: "1 late". title: said before it, "" where it goes on. address: of the view
    of these schools alone, or of all again where it `is_on`.
    """

    title: str
    text: str
    attention: bool
    address: str
    is_on: bool


class Chip(TypedDict):
    """A filter that is on, and the address without it; `apart`: no field of the page shows it."""

    label: str
    address: str
    apart: bool


class ViewChoice(TypedDict):
    """A way to see the same schools ("list", "months"), what it is called, and the address that shows it."""

    code: str
    label: str
    address: str


class TrailLink(TypedDict):
    """A page on the way to this one, and its address."""

    label: str
    address: str


class NewsSchool(TypedDict):
    """A school of the news, why it is there, and the address that opens it."""

    name: str
    why: str
    address: str


class NewsGroup(TypedDict):
    """Schools that came to one group: "2 new on Extra support"."""

    text: str
    schools: Sequence[NewsSchool]


class News(TypedDict):
    """Since the last list: `head`, then the groups, or the word for `none`; at the end the whole district's month."""

    head: str
    none: str
    district: str
    groups: Sequence[NewsGroup]


@dataclass(frozen=True)
class FrameWords:
    """
    Everything the frame says, replaced as a whole at every change.

    `answer` is the sentence on top, `room` the one under it: whom there is room for. `trail` stands over both: the
    pages that lead here. `showing` "Showing 11 of 86
    schools", `showing_short` "11 of 86"; `address` the query of this view with its "?", empty for the usual one,
    `reset` the same without filters; `counts` is schools by tier code, drawn beside the tier filter; `stamp` pairs of
    label and value; `news` who came to which group; `method` the address of the page that tells how; `views` what there
    is to choose instead of `view`; `opened` the name of the school that is open, empty for none; `what_if` shows the
    button that opens the drawer of the rules; `in_file` pairs of what a file would hold now, for the menu of files.
    `to_review`: how many reports wait for this person by now, for the bar; None: as the bar says.
    `waiting`: what was asked for is still being worked out, and the page stands as it was.
    """

    answer: str = ""
    room: str = ""
    showing: str = ""
    showing_short: str = ""
    address: str = ""
    reset: str = ""
    trail: Sequence[TrailLink] = ()
    notice: str = ""
    notice_kind: Literal["info", "attention", "waiting", "error"] = "info"
    figures: Sequence[Figure] = ()
    chips: Sequence[Chip] = ()
    news: News | None = None
    stamp: Sequence[tuple[str, str]] = ()
    method: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    view: Literal["list", "months"] = "list"
    views: Sequence[ViewChoice] = ()
    opened: str = ""
    what_if: bool = False
    in_file: Sequence[tuple[str, str]] = ()
    waiting: bool = False
    to_review: int | None = None


class Frame(Component):
    """What the Jinja page shows outside its components, and what people do there: Back, links, find, close."""

    said = param.String(default=to_json(vars(FrameWords())), doc="JSON of a `FrameWords`; set it through `say`.")
    vocabulary = param.String(default="{}", doc="JSON with tiers and marks, for the legend.")
    is_newer_there = param.Boolean(default=False, doc="A line says that newer data are there, and offers to show them.")
    is_rest_coming = param.Boolean(default=False, doc="Of the open school only the words are there: the rest is made.")
    are_charts_coming = param.Boolean(default=False, doc="Of the open school all words are there: its charts are made.")
    went = param.Callable(default=None, doc="Called with an address after Back, Forward or a link of the page.")
    found = param.Dict(default={}, doc="The answer to what was typed in Find a school, see `sought`.")
    sought = param.Callable(default=None, doc="Called with what is typed in Find a school; gives what was found.")
    chosen = param.Callable(default=None, doc="Called with the id of a found school that somebody opens.")
    closed = param.Callable(default=None, doc="Called when somebody closes the school that is open.")
    renewed = param.Callable(default=None, doc="Called when somebody asks for the newer data.")

    _property_mapping: dict[str, str | None] = {
        "went": None,
        "sought": None,
        "chosen": None,
        "closed": None,
        "renewed": None,
    }
    _esm = script("frame")

    @property
    def words(self) -> dict[str, Any]:
        """The fields of the `FrameWords` that are shown."""
        words: dict[str, Any] = orjson.loads(self.said)
        return words

    def say(self, words: FrameWords) -> None:
        """Show these words and this address, in one message: a text, which Bokeh does not look through."""
        self.said = to_json(vars(words))

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict):
            return
        address, text, opened = data.get("address"), data.get("find"), data.get("open")
        if isinstance(address, str) and len(address) <= LONGEST_ADDRESS and self.went:
            self.went(address)
        if isinstance(text, str) and self.sought:
            self.found = self.sought(text[:LONGEST_TEXT])
        if isinstance(opened, str) and self.chosen:
            self.chosen(opened)
        if data.get("close") is True and self.closed:
            self.closed()
        if data.get("renew") is True and self.renewed:
            self.renewed()


def logo() -> str:
    """The district's own picture for the head, as set; else ours. Shown as a picture, so nothing in it is run."""
    own = settings().logo_file
    return _own_logo(own, own.stat().st_mtime_ns) if own is not None and own.exists() else LOGO


@lru_cache(1)
def _own_logo(path: Path, written: int) -> str:
    return _data_uri(path, KINDS_OF_LOGO.get(path.suffix.lower(), "image/png"))


class Page(pn.Template):
    """
    One page in the frame.

    `slots` are the things people see, by place: "filters", "schools" and "detail" of a page about schools, with
    "download" where it has it and "what_if" in a drawer; or one alone, of a page to read: "text" on a card, or a
    "sheet" of cards. `identities` make a native choice of whom to look as, for a machine of one's own only. `words` are
    the visitor's language: of the page's own texts and of what its scripts say. `first` is what stands in "schools" or
    in the "sheet", drawn before Bokeh is there; `finds` a field to find one school among several. `signs_out`: where a
    press on *Sign out* leads somebody who is signed in. `nonce`: of the answer's policy, for every script written into
    the page. What stands in drawers, and in places that are `shut` yet, comes once the page is open.
    """

    # pn.Template.add_panel logs repr(self), and the usual repr renders the whole page: 25 ms for every visitor.
    __repr__ = object.__repr__

    def __init__(
        self,
        *,
        words: Words,
        title: str,
        district: str,
        slots: dict[str, Any],
        frame: Frame,
        pages: Sequence[PageLink] = (),
        who: WhoIsHere | None = None,
        identities: Sequence[Identity] = (),
        banner: tuple[str, str] | None = None,
        first: FirstPicture | None = None,
        finds: bool = False,
        nonce: str = "",
        signs_out: str = "",
        shut: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(PAGE, location=False)
        said = frame.words
        variables = {
            "page_title": plain(title),
            "district": plain(district),
            "pages": list(pages),
            "who": seen(who),
            "identities": [one | {"label": plain(one["label"])} for one in identities],
            "banner": seen(banner),
            "nonce": nonce,
            "signs_out": signs_out,
            "words": said,
            "opens_with": in_json(said),
            "first": first,
            "finds": finds,
            "slots": frozenset(slots),
            "styles": STYLES,
            "logo": logo(),
            "script": SCRIPT,
            "frame_script": FRAME,
            "after_paint": AFTER_PAINT,
            "gettext": words.gettext,
            "lang": words.language,
            "catalogue": in_json(words.for_scripts),
        }
        for name, value in variables.items():
            self.add_variable(name, value)
        later = {name: slots[name] for name in slots.keys() & (shut | DRAWERS)}
        places = {name: pn.Column(sizing_mode="stretch_width", margin=0) for name in later}
        for name in sorted(slots, key=lambda name: name not in FIRST):
            self.add_panel(name, places.get(name, slots[name]))
        self.add_panel("frame", frame)
        if later:
            pn.state.onload(partial(_bring, places, later))

    @classmethod
    def of(
        cls,
        visitor: Visitor,
        name: str,
        title: str,
        frame: Frame,
        slots: dict[str, Any],
        first: FirstPicture | None = None,
        *,
        finds: bool = False,
        alone: bool = False,
        shut: frozenset[str] = frozenset(),
    ) -> "Page":
        """
        The page `name` for one visitor; `title` is the catalogue's text of the window's title. alone: none of the other
        pages is served.
        """
        return cls(
            words=visitor.words,
            title=visitor.words.gettext(title),
            district=visitor.district,
            frame=frame,
            slots=slots,
            first=first,
            finds=finds,
            pages=[]
            if alone
            else pages(visitor.words, visitor.viewer.role, name, frame.words["address"], visitor.to_review),
            who=visitor.who,
            identities=visitor.identities,
            banner=visitor.banner,
            nonce=visitor.nonce,
            signs_out="sign-out" if visitor.sign_in_id is not None else "",
            shut=shut,
        )


def _bring(places: dict[str, pn.Column], later: dict[str, Any]) -> None:
    """Put what comes later into its places, in one message."""
    with pn.io.hold(freeze=True):
        for name, place in places.items():
            place.append(later[name])
