"""What is said of a cell, or a column of cells, that can't be read: what is wrong, and what to write instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unreadable:
    """A cell that says nothing of the kind its column holds."""

    what: str
    remedy: str
