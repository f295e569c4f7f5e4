"""What every small component is: a script bundled beforehand, and properties that only the server sets."""

from pathlib import Path

from panel.custom import JSComponent

BUNDLES = Path(__file__).parents[1] / "assets" / "bundles"


def script(name: str) -> str:
    """The browser's part of one component, as `make scripts` bundled it. Raises OSError without the file."""
    return (BUNDLES / f"{name}.js").read_text(encoding="utf-8")


class Component(JSComponent):
    """
    A component whose properties are the server's alone; the browser speaks to it by messages.

    Panel takes over whatever a browser writes into a component's properties. Nothing is listened to here, so what a
    property holds is what this program put there.
    """

    __abstract = True

    @property
    def _linked_properties(self) -> tuple[str, ...]:
        return ()
