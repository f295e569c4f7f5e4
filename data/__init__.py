"""How rows get in and out. A notebook begins with `from data import open_district`."""

from data.district_frames import District, open_district

__all__ = ["District", "open_district"]
