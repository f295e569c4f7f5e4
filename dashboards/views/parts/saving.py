"""What somebody decides on a page is written beside everything else, and their form is answered in any case."""

from collections.abc import Callable

from dashboards.state.background import Change
from dashboards.state.visit import Visit
from models.errors import PartnershipError


def save(
    visit: Visit,
    change: Change[object],
    said: Callable[[], None],
    answered: Callable[[Exception | None], None],
) -> None:
    """
    Make a change; once it is kept, `said` shows the page as the change makes it.

    `answered` is called with None then, or with the error where it was refused; any but a PartnershipError is raised
    besides, for the page to show.
    """

    def kept(_: object) -> None:
        try:
            said()
        finally:
            answered(None)

    def refused(error: Exception) -> None:
        answered(error)
        if not isinstance(error, PartnershipError):
            raise error

    visit.write(change, kept, refused)
