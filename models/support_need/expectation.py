"""What schools of the same level, size and month usually report: the least-squares lines of the method. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SMALLEST_LEVEL = 5
"""A level with fewer schools is compared with the whole district."""

REFITS = 3
REPEATED = 1e-10
"""A column whose pivot is no larger than this, relative to its size, is a combination of earlier ones and dropped."""


@dataclass(frozen=True)
class PeerGroups:
    """
    Which schools each school is compared with.

    group: (schools, school years), 0 .. levels-1, or `levels` for a school compared with the whole district.
    share: (levels + 1,), each group's share of the district's schools: the whole district is their weighted mean.
    """

    group: Integers
    share: Floats

    @property
    def levels(self) -> int:
        return len(self.share) - 1


def peer_groups(level: Integers, counted: NDArray[np.bool_], year: int) -> PeerGroups:
    """
    Groups of schools by level, school year by school year.

    level: (schools, years), -1 unknown. counted: (schools, years), the schools expected so far in each year. year: of
    the as-of month, whose schools give the shares.
    """
    years = level.shape[1]
    names = int(level.max(initial=-1)) + 1
    known = counted & (level >= 0)
    in_year = np.broadcast_to(np.arange(years), level.shape)[known]
    counts = np.bincount(in_year * names + level[known], minlength=years * names).reshape(years, names)
    big = counts >= SMALLEST_LEVEL
    kept = np.flatnonzero(big.any(axis=0))
    number = np.full(names + 1, len(kept))
    number[kept] = np.arange(len(kept))
    safe = np.where(level >= 0, level, names)
    is_big = np.zeros((years, names + 1), dtype=bool)
    is_big[:, :names] = big
    group = np.where(is_big[np.arange(years)[None, :], safe], number[safe], len(kept))
    now = np.bincount(group[counted[:, year], year], minlength=len(kept) + 1).astype(float)
    return PeerGroups(group.astype(np.int64), now / max(now.sum(), 1.0))


def expectation(
    y: Floats,
    *,
    group: Integers,
    share: Floats,
    factors: Sequence[tuple[Integers, int]],
    lines: Sequence[Floats],
    cut: float,
) -> Floats:
    """
    What the district's own rows lead one to expect of each row: one least-squares line, made robust against outliers.

    y: (rows,). group: (rows,), a dummy each. factors: (codes, number of codes), a dummy per code (months, types).
    lines: (rows,) each, one slope. One plain fit, then three refits on `fit + clip(y - fit, -cut, cut)`. Rows of the
    last group are then expected to be like the whole district: the groups' dummies weighted by `share`. Returns
    (rows,); empty in, empty out. Source: Huber's pseudo-values (1981), from grouped sums instead of a tall matrix;
    equals lstsq within 1e-9.
    """
    if len(y) == 0:
        return np.zeros(0)
    design = _Design([*factors, (group, len(share))], lines)
    coefficients = design.solve(y)
    for _ in range(REFITS):
        fit = design.fitted(coefficients)
        coefficients = design.solve(fit + np.clip(y - fit, -cut, cut))
    levels = slice(design.starts[-2], design.starts[-1])
    seen = share * (np.bincount(group, minlength=len(share)) > 0)
    if seen.sum() > 0:
        coefficients[design.starts[-1] - 1] = np.sum(seen * coefficients[levels]) / seen.sum()
    return design.fitted(coefficients)


class _Design:
    """The normal equations of one line: dummies kept as codes, so that cost grows with rows, not rows times columns."""

    def __init__(self, factors: Sequence[tuple[Integers, int]], lines: Sequence[Floats]) -> None:
        self._factors = factors
        self._lines = [line - line.mean() for line in lines]
        self.starts = np.cumsum([0, *(size for _, size in factors)])
        gram = self._gram()
        scale = np.sqrt(np.diag(gram))
        scale[scale == 0] = 1.0
        self._inverse = _swept(gram / scale / scale[:, None])
        self._scale = scale

    def _gram(self) -> Floats:
        width = int(self.starts[-1])
        gram = np.zeros((width + len(self._lines),) * 2)
        for i, (codes, size) in enumerate(self._factors):
            rows = slice(self.starts[i], self.starts[i + 1])
            np.fill_diagonal(gram[rows, rows], np.bincount(codes, minlength=size))
            for j, (others, other_size) in enumerate(self._factors[:i]):
                block = np.bincount(codes * other_size + others, minlength=size * other_size).reshape(size, other_size)
                columns = slice(self.starts[j], self.starts[j + 1])
                gram[rows, columns], gram[columns, rows] = block, block.T
            for j, line in enumerate(self._lines):
                gram[rows, width + j] = gram[width + j, rows] = np.bincount(codes, weights=line, minlength=size)
        for i, line in enumerate(self._lines):
            for j, other in enumerate(self._lines[: i + 1]):
                gram[width + i, width + j] = gram[width + j, width + i] = np.sum(line * other)
        return gram

    def solve(self, y: Floats) -> Floats:
        """Coefficients: the factors' dummies in order, then the slopes."""
        sums = [np.bincount(codes, weights=y, minlength=size) for codes, size in self._factors]
        right = np.concatenate([*sums, np.array([np.sum(line * y) for line in self._lines])])
        return (self._inverse * (right / self._scale)).sum(axis=1) / self._scale

    def fitted(self, coefficients: Floats) -> Floats:
        total = np.zeros(len(self._factors[0][0]))
        for (codes, _), start in zip(self._factors, self.starts[:-1], strict=True):
            total += coefficients[start + codes]
        for line, slope in zip(self._lines, coefficients[self.starts[-1] :], strict=True):
            total += slope * line
        return total


def _swept(gram: Floats) -> Floats:
    """
    A generalised inverse of scaled normal equations, by Gauss-Jordan sweeps (Goodnight 1979).

    Columns that repeat earlier ones, and dummies without a row, keep a coefficient of 0: fitted values do not depend
    on that. Plain elementwise arithmetic: the same bits on every machine, which a linear algebra library does not
    promise.
    """
    swept = gram.copy()
    dropped = np.zeros(len(gram), dtype=bool)
    for at in range(len(gram)):
        pivot = swept[at, at]
        if pivot <= REPEATED:
            dropped[at] = True
            continue
        row, column = swept[at] / pivot, swept[:, at].copy()
        swept -= column[:, None] * row
        swept[at], swept[:, at], swept[at, at] = row, -column / pivot, 1 / pivot
    swept[dropped] = 0.0
    swept[:, dropped] = 0.0
    return swept
