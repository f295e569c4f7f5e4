"""What schools like one school did, month by month: sums over many, so that nobody is named. Pure."""

import pandas as pd

FEWEST_PEERS = 5
"""With fewer schools of like size the whole level is the comparison; with fewer of the level, nothing is drawn."""


def peer_months(schools: pd.DataFrame, totals: pd.DataFrame, school_id: str) -> tuple[pd.DataFrame, str]:
    """
    Quartiles of activities and reach over the schools like this one, by month, and who they are in words.

    schools: by school_id, level and enrollment (NaN unknown). totals: school_id, month, activities, counted, families.
    The frame: month, activities_low, activities_median, activities_high, reach_low, reach_median, reach_high; reach in
    families per 100 pupils at a typical activity. Peers are schools of the same level with half to double the
    enrollment, the school itself left out. Empty where there are fewer than five.
    """
    own = schools.loc[school_id]
    of_level = schools[schools["level"].eq(own["level"])].drop(index=school_id)
    alike = of_level[of_level["enrollment"].between(own["enrollment"] / 2, own["enrollment"] * 2)]
    chosen, words = (alike, "of this level and size") if len(alike) >= FEWEST_PEERS else (of_level, "of this level")
    if len(chosen) < FEWEST_PEERS:
        return pd.DataFrame(), ""
    rows = totals[totals["school_id"].isin(chosen.index)]
    rows = rows.assign(reach=reach(rows, schools["enrollment"]))
    quartiles = rows.groupby("month")[["activities", "reach"]].quantile([0.25, 0.5, 0.75]).unstack()
    named = {0.25: "low", 0.5: "median", 0.75: "high"}
    quartiles.columns = [f"{column}_{named[share]}" for column, share in quartiles.columns]
    return quartiles.reset_index(), f"{len(chosen)} schools {words}"


def reach(totals: pd.DataFrame, enrollment: pd.Series) -> pd.Series:
    """Families per 100 pupils at a typical activity; NaN where nobody counted or enrollment is unknown."""
    per_activity = totals["families"] / totals["counted"].where(totals["counted"] > 0)
    return per_activity / totals["school_id"].map(enrollment) * 100
