"""What was known of schools before an import changed it: read from what would take that import back."""

import pandas as pd
from sqlalchemy.orm import Session

from models.queries.import_images import images
from models.support_need.history import COLUMNS
from models.tables.row_values import shape_of

DATES = ("known_until", "opened_on", "closed_on")
NUMBERS = ("enrollment", "low_income_rate", "english_learner_rate")


def known_before(session: Session, district_id: int, part: str, now: pd.DataFrame) -> pd.DataFrame:
    """
    "schools_before" or "school_years_before" of a DistrictHistory, from imports that are in force.

    now: the same rows as they stand, which tell of the latest change. A row that an import brought is no change, nor
    is one that moved in what the method does not use.
    """
    table = {"schools_before": "school", "school_years_before": "school_in_year"}[part]
    shape, names = shape_of(table), list(COLUMNS[part])
    held = [name for name in names if name != "known_until"]
    rows = [
        {name: before[name] for name in held} | {"known_until": day}
        for chain in images(session, district_id, table).values()
        for before, day, _ in chain
        if before is not None
    ]
    told = _typed(pd.DataFrame(rows, columns=names), names)
    if not len(told):
        return told
    told = told.sort_values("known_until", kind="stable", ignore_index=True)
    return told[_differs(told, now, list(shape.key), [name for name in held if name not in shape.key])]


def _typed(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    for name in names:
        if name in DATES:
            rows[name] = pd.to_datetime(rows[name]).astype("datetime64[s]")
        elif name in NUMBERS:
            rows[name] = pd.to_numeric(rows[name]).astype(float)
        elif name == "level":
            rows[name] = [None if code is None else str(code) for code in rows[name]]
    return rows


def _differs(told: pd.DataFrame, now: pd.DataFrame, key: list[str], used: list[str]) -> pd.Series:
    """Is a row another than the one that came after it, in the columns that the method uses?"""
    current = now.merge(told[key].drop_duplicates(), on=key)[[*key, *used]]
    chain = pd.concat([told, current], ignore_index=True)
    texts = [chain[name].astype(object).where(chain[name].notna(), None).map(str).tolist() for name in used]
    said = pd.Series(["\x1f".join(values) for values in zip(*texts, strict=True)], index=chain.index)
    after = said.groupby([chain[name] for name in key]).shift(-1)
    return (said != after).iloc[: len(told)].set_axis(told.index)
