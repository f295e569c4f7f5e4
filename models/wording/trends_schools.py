"""Which schools a figure of the trends is of: "9 elementary schools of Lakeview"."""

from collections.abc import Sequence

from models.vocabulary import SchoolLevel, SupportTier
from models.wording.counted import NN_, counted
from models.wording.language import Words

SCHOOLS = NN_("{count} school", "{count} schools")
BY_LEVEL = {
    SchoolLevel.ELEMENTARY: NN_("{count} elementary school", "{count} elementary schools"),
    SchoolLevel.K8: NN_("{count} K-8 school", "{count} K-8 schools"),
    SchoolLevel.MIDDLE: NN_("{count} middle school", "{count} middle schools"),
    SchoolLevel.HIGH: NN_("{count} high school", "{count} high schools"),
    SchoolLevel.ALTERNATIVE: NN_("{count} alternative school", "{count} alternative schools"),
}


def schools_text(
    words: Words,
    schools: int,
    level: SchoolLevel | None,
    clusters: Sequence[str] | None,
    tiers: Sequence[SupportTier] | None,
) -> str:
    """level, clusters, tiers: None for all; no cluster by name: schools that are in none."""
    told = counted(words, SCHOOLS if level is None else BY_LEVEL[level], schools)
    if clusters is not None:
        told = (
            words.gettext("{schools} of {clusters}", schools=told, clusters=words.listed(clusters))
            if clusters
            else words.gettext("{schools} without a cluster", schools=told)
        )
    if tiers is None:
        return told
    named = words.listed(words.gettext(tier.label) for tier in tiers) or words.gettext("none")
    return words.gettext("{schools} (support tier: {tiers})", schools=told, tiers=named)
