"""
Do schools hold more activities after support than schools alike without it? An association, never a proof. Pure.

Before and after alone shows a rise where there is none, because support goes to schools whose figures are low, and low
figures rise by themselves. So schools that were contacted are compared with schools in the same month and with the same
months behind them. Source: decision 0028.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from models.trends.cells import Cells, Flags, Floats, Integers
from models.trends.open_range import expectations

QUIET = 4
"""Reporting months without a contact before one that starts support."""
NEAR, FAR = 3, 10
"""Months before and after that are compared, and how far back a school's longer run goes."""
FEWEST_RECEIVED = 2
FEWEST_STARTS, FEWEST_SCHOOLS, FEWEST_COMPARED = 20, 10, 40


@dataclass(frozen=True)
class SupportEffect:
    """
    episodes: starts of support; supported: schools with one; compared: school-months without a contact. naive: mean
    rise of activities a month after a start. effect (activities a month beside the comparison), se and its 95 %
    interval: NaN unless `shown`.
    """

    episodes: int
    supported: int
    compared: int
    naive: float
    effect: float
    se: float
    low: float
    high: float
    shown: bool


def support_effect(cells: Cells) -> SupportEffect:
    """From every month of the calendar that has months before and after it."""
    off = above_level(cells)
    contacted = cells.contacts > 0
    quiet = ~_any_before(contacted, QUIET)
    before, _ = _mean(off, 1, NEAR)
    after, enough_after = _mean(off, -NEAR, -1)
    long, _ = _mean(off, NEAR + 1, FAR)
    enough = (_received(cells.received, 1, NEAR) >= FEWEST_RECEIVED) & enough_after
    start, other = contacted & quiet & enough, ~contacted & quiet & enough
    supported, compared = int(start.any(axis=1).sum()), int(other.sum())
    naive = float((after - before)[start].mean()) if start.any() else np.nan
    with_start = start.any(axis=0)
    rows = (start | other) & with_start
    school, month = np.nonzero(rows)
    shown = (
        start.sum() >= FEWEST_STARTS and supported >= FEWEST_SCHOOLS and (other & with_start).sum() >= FEWEST_COMPARED
    )
    effect = se = low = high = np.nan
    if shown:
        last = _shifted(off, 1)
        columns = [
            start[rows].astype(float),
            before[rows],
            np.where(np.isnan(long), before, long)[rows],
            np.where(np.isnan(last), before, last)[rows],
            _missing(cells, NEAR)[rows],
            *(month == at for at in np.flatnonzero(with_start)),
        ]
        effect, se = _clustered(np.column_stack(columns).astype(float), after[rows], school)
        reach = float(stdtrit(supported - 1, 0.975)) * se
        low, high = effect - reach, effect + reach
    return SupportEffect(int(start.sum()), supported, compared, naive, effect, se, low, high, shown=bool(shown))


def above_level(cells: Cells) -> Floats:
    """Activities above those of the level's reports of the month, by cell; NaN where none was received."""
    return np.where(cells.received, cells.activities - expectations(cells, cells.activities).usual, np.nan)


def activities_after(cells: Cells) -> tuple[Floats, Flags]:
    """The mean of that over the three months after each cell, and whether enough of them were received."""
    return _mean(above_level(cells), -NEAR, -1)


def _shifted(values: np.ndarray, months: int, otherwise: float = np.nan) -> np.ndarray:
    """The value so many reporting months before (after, below 0), by cell."""
    moved = np.full(values.shape, otherwise)
    if months > 0:
        moved[:, months:] = values[:, :-months]
    else:
        moved[:, :months] = values[:, -months:]
    return moved


def _window(values: np.ndarray, first: int, last: int, otherwise: float) -> np.ndarray:
    size = values.shape[1]
    return np.stack([_shifted(values, k, otherwise) for k in range(first, last + 1) if k and abs(k) < size] or [
        np.full(values.shape, otherwise)
    ])  # fmt: skip


def _mean(off: Floats, first: int, last: int) -> tuple[Floats, Flags]:
    """Mean of the received months from so many before to so many before, and whether there are enough of them."""
    window = _window(off, first, last, np.nan)
    known = (~np.isnan(window)).sum(axis=0)
    mean = np.divide(np.nansum(window, axis=0), known, out=np.full(off.shape, np.nan), where=known > 0)
    return mean, known >= FEWEST_RECEIVED


def _received(received: Flags, first: int, last: int) -> Floats:
    return _window(received.astype(float), first, last, 0.0).sum(axis=0)


def _any_before(flags: Flags, months: int) -> Flags:
    return _window(flags.astype(float), 1, months, 0.0).sum(axis=0) > 0


def _missing(cells: Cells, months: int) -> Floats:
    """Reports expected and not received in so many months before."""
    return _window((cells.expected & ~cells.received).astype(float), 1, months, 0.0).sum(axis=0)


def _clustered(x: Floats, y: Floats, school: Integers) -> tuple[float, float]:
    """Coefficient of the first column by least squares, and its standard error clustered by school (CR1)."""
    inverse = np.linalg.pinv(x.T @ x)
    coefficients = inverse @ x.T @ y
    residual = y - x @ coefficients
    schools = np.unique(school)
    scores = np.stack([(x[school == one] * residual[school == one, None]).sum(axis=0) for one in schools])
    g, (n, k) = len(schools), x.shape
    factor = g / (g - 1) * (n - 1) / (n - k)
    variance = factor * inverse @ (scores.T @ scores) @ inverse
    return float(coefficients[0]), float(np.sqrt(variance[0, 0]))
