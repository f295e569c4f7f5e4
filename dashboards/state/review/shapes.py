"""What the page Review shows, in words that scripts draw: the shapes of it."""

from collections.abc import Sequence
from typing import Literal, TypedDict

QueueGroupCode = Literal["look", "clean", "returned", "missing", "accepted"]


class QueueRow(TypedDict):
    """
    A report of the queue. key: school and month, as messages name it; group: a code of QueueGroup. waited: "4 days";
    note: what to look at, when it was returned. state, revision: as they are seen here. sent: who of the office sent it
    for the school, "" for nobody.
    """

    key: str
    name: str
    group: QueueGroupCode
    note: str
    waited: str
    mark: str
    mark_label: str
    state: str
    revision: int
    sent: str


class QueueGroup(TypedDict):
    """Some of the queue, and what stands over them."""

    code: QueueGroupCode
    label: str
    note: str


class CleanReport(TypedDict):
    """A report without a question that this person may accept, and why it is clean."""

    key: str
    name: str
    why: str
    revision: int


class Undoable(TypedDict):
    """A decision that can be undone, by its number."""

    number: int
    text: str


class BacklogRow(TypedDict):
    """What waits with one coordinator, by age; code chooses the cluster. lent: care for the days of a leave."""

    code: str
    name: str
    coordinator: str
    waiting: int
    ages: Sequence[int]
    oldest: str
    is_here: bool


class LentCluster(TypedDict):
    """A cluster that somebody has for a leave. begins, ends: as fields and messages write days."""

    person: int
    cluster: str
    begins: str
    ends: str
    text: str


class Backlog(TypedDict):
    """The director's part: who has how much waiting, and clusters for a leave."""

    ages: Sequence[str]
    rows: Sequence[BacklogRow]
    people: Sequence[tuple[str, str]]
    clusters: Sequence[tuple[str, str]]
    lent: Sequence[LentCluster]
    today: str


class MonthLock(TypedDict):
    """A month that is locked: since when in words, "" where it is open, and whether this person may open it again."""

    month: str
    text: str
    may_reopen: bool
    today: str
    longest: str


class ReviewQueue(TypedDict):
    """
    The queue. `open`: the report that the address names, "" for none; `whose` and `months` what there is to choose, as
    code and label, and what is chosen.
    """

    title: str
    about: str
    groups: Sequence[QueueGroup]
    rows: Sequence[QueueRow]
    clean: Sequence[CleanReport]
    undo: Undoable | None
    whose: Sequence[tuple[str, str]]
    chosen: str
    months: Sequence[tuple[str, str]]
    month: str
    empty: str
    open: str
    lock: MonthLock
    backlog: Backlog | None


class FigureRow(TypedDict):
    """
    A figure of a report beside the month before, the year before and what is expected. low, high, places: where they
    lie in the picture, 0 to 1, places of now, before and year before (None: none); empty `expected`: no range.
    """

    label: str
    now: str
    before: str
    year_before: str
    expected: str
    low: float
    high: float
    places: Sequence[float | None]
    is_outside: bool
    is_marked: bool


class ActivityRow(TypedDict):
    """An activity; marks: which of "families", "answers", "day" is to be looked at; under: the sentence below it."""

    day: str
    title: str
    kind: int
    kind_label: str
    families: str
    adults: str
    method: str
    answers: str
    marks: Sequence[str]
    under: str
    is_cancelled: bool


class LookAt(TypedDict):
    """One thing to look at first: the sentence, and what it may be."""

    head: str
    rest: str


class ReadyComment(TypedDict):
    """A ready sentence; is_found: it is about what was found here."""

    code: str
    label: str
    english: str
    spanish: str
    is_found: bool


class ReturnForm(TypedDict):
    """What the sentence the school reads is made of, in both languages; `two` begins several things."""

    comments: Sequence[ReadyComment]
    begun: str
    one: str
    two: str
    ended: str
    begun_spanish: str
    one_spanish: str
    two_spanish: str
    ended_spanish: str
    reads: str
    mends: str


class ChangedCell(TypedDict):
    """A cell that a correction changes: where, and both values; `place` is said once for the rows below it."""

    place: str
    what: str
    before: str
    after: str


class Changed(TypedDict):
    """What a correction changes in a report that was accepted before."""

    title: str
    cells: Sequence[ChangedCell]


class ReportPanel(TypedDict):
    """One report, opened. refusal: why this person can't decide about it, "" where they can."""

    key: str
    name: str
    state: str
    state_label: str
    revision: int
    sentence: str
    about: str
    chips: Sequence[str]
    heads: Sequence[str]
    peers: str
    figures: Sequence[FigureRow]
    held: str
    activities: Sequence[ActivityRow]
    said: Sequence[tuple[str, str]]
    looks: Sequence[LookAt]
    clean: str
    news: Sequence[str]
    history: Sequence[tuple[str, str]]
    changed: Changed | None
    comes_back: ReturnForm
    returned_with: str
    refusal: str
    locked: str
    school_page: str
