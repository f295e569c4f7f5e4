"""How rows get in and out. In a notebook: `from data import open_district`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.district_frames import open_district

__all__ = ["open_district"]


def __getattr__(name: str) -> Any:
    """A district's frames, read only when they are asked for: whoever imports a part of this room pays nothing."""
    if name != "open_district":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from data.district_frames import open_district

    return open_district
