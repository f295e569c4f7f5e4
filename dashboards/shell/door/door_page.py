"""How the pages at the door look: plain pages of the server, without a session."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboards.shell.frame import STYLES, logo
from dashboards.state.plain_text import plain
from models.wording.language import Words

# Autoescape stays on besides the filters in the page, so that a text forgotten there is text all the same.
_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True)
class Link:
    label: str
    href: str


@dataclass(frozen=True)
class Field:
    """One field of a form. here: where somebody begins to write; longest: letters it takes."""

    label: str
    name: str
    kind: str = "text"
    autocomplete: str = "off"
    value: str = ""
    here: bool = False
    longest: int = 200
    is_needed: bool = True


@dataclass(frozen=True)
class Form:
    action: str
    fields: Sequence[Field]
    button: str
    hidden: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DoorPage:
    """What a page at the door says. wrong and done: what came of the last try. provider: the button to the provider."""

    title: str
    lines: Sequence[str] = ()
    wrong: str = ""
    done: str = ""
    provider: Link | None = None
    form: Form | None = None
    link: Link | None = None
    note: str = ""

    def html(self, words: Words, *, district: str, contact: str, nonce: str) -> str:
        return _pages.get_template("door.html").render(
            {name: getattr(self, name) for name in self.__dataclass_fields__}
            | {"words": words, "gettext": words.gettext, "styles": STYLES, "logo": logo(), "nonce": nonce}
            | {"district": plain(district), "contact": plain(contact)}
        )
