"""What every small component is: a script bundled beforehand, and properties that only the server sets."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from bokeh.document import Document
from panel.custom import JSComponent
from panel.io.state import set_curdoc
from param.parameterized import no_instance_params

from dashboards.shell.safe import in_json, inside_script, inside_style

BUNDLES = Path(__file__).parents[1] / "assets" / "bundles"


def script(name: str) -> str:
    """The browser's part of one component, as `make scripts` bundled it. Raises OSError without the file."""
    return (BUNDLES / f"{name}.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class FirstPicture:
    """
    What a page carries so that its first component is on screen before Bokeh's scripts have been read.

    `data` is JSON of the component's properties, `script` draws them in the page's place for it with the stylesheet
    `style`. All of them may stand in a page as they are.
    """

    data: str
    script: str
    style: str


@cache
def _name_of(bundle: str) -> str:
    return sha256(bundle.encode()).hexdigest()


class Component(JSComponent):
    """
    A component whose properties are the server's alone; the browser speaks to it by messages.

    Panel takes over whatever a browser writes into a component's properties. Nothing is listened to here, so what a
    property holds is what this program put there. `_first` is the script that draws it before Bokeh is there, where
    the component may stand first on a page.
    """

    __abstract = True
    _first: str = ""

    def __init__(self, **params: Any) -> None:
        no_instance_params(type(self))  # nobody changes a property's own settings: a copy of 40 of them for each page
        super().__init__(**params)

    @property
    def _linked_properties(self) -> tuple[str, ...]:
        return ()

    def _process_bokeh_event(self, doc: Document, event: Any) -> None:
        """
        Panel counts what is at work before and after each message, for an indicator that no page here has: a tenth of
        what a message costs.
        """
        with set_curdoc(doc):
            self._process_event(event)

    def _update_properties(self, *events: Any, doc: Document) -> dict[str, Any]:
        """Panel asks its theme at every change what it adds: style sheets, and nothing to any other property."""
        changes = {event.name: event.new for event in events}
        if "stylesheets" in changes:
            return super()._update_properties(*events, doc=doc)
        return self._process_param_change(changes)

    def _get_properties(self, doc: Document | None) -> dict[str, Any]:
        """As Panel has them, and its name for a module that a browser runs as it is, so that it is not translated."""
        properties = super()._get_properties(doc)
        return properties | {"bundle": _name_of(properties["esm"])}

    def first_picture(self) -> FirstPicture:
        """This component as it is now, for the page to draw at once. Raises ValueError without such a script."""
        if not self._first:
            raise ValueError(f"{type(self).__name__} has no script that draws it before Bokeh is there.")
        own = [name for name in self.param if name not in JSComponent.param]
        return FirstPicture(
            data=in_json({name: getattr(self, name) for name in own if self._property_mapping.get(name, name)}),
            script=inside_script(self._first),
            style=inside_style("\n".join(self._stylesheets)),
        )
