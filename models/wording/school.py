"""
Sentences of one school's detail: what leads its reasons, all else together, what the office can offer.

The texts are in the same table as those of `models.wording.reasons`. Pure.
"""

from collections.abc import Collection, Sequence
from datetime import date

from models.support_need.assessment import Reason
from models.vocabulary import Indicator, SupportTier
from models.wording.reasons import help_text, indicator_text, no_reason_text, offer_text, say, silence_text, trend_text


def lead_text(
    *,
    enough_data: bool,
    silent_since: date | None,
    score: float,
    has_reasons: bool,
    trend_state: str,
    language: str = "en",
) -> str:
    """
    What is said before the reasons: silence, that there is no reason, a lower trend; "" where none holds.

    The figures are as in `Assessment.schools`: score in SD of the district, silent_since None where nothing ever came.
    """
    told = []
    if not enough_data:
        told.append(say("lead.older_reports", language, silence=silence_text(silent_since, language)))
    if not has_reasons:
        told.append(say("lead.no_reason", language, words=no_reason_text(score, language)))
    if trend_state == "lower":
        told.append(say("lead.trend", language, trend=trend_text(trend_state, language)))
    return " ".join(told)


def not_judged_lead_text(state: str, aside: str, language: str = "en") -> str:
    """A school that owes no report: "Closed on 31 December 2025; no report is expected."."""
    return say("lead.state", language, state=state, aside=aside)


def rest_text(more: Collection[Indicator], less: Collection[Indicator], language: str = "en") -> tuple[str, str]:
    """All indicators without a line of their own, as (sentence, aside); more and less: those that add and take need."""
    parts = [
        say(f"rest.{way}", language, named=", ".join(indicator_text(code, language).lower() for code in codes))
        for way, codes in (("more", more), ("less", less))
        if codes
    ]
    return say("rest", language), f"({'; '.join(parts) or say('rest.typical', language)})"


def office_text(tier: SupportTier, reasons: Sequence[Reason], language: str = "en") -> str:
    """What the office can offer, its first step before the help for each reason; Steady needs no help."""
    first = offer_text(tier, language)
    offer = f"{first[0].upper()}{first[1:]}"
    named = list(dict.fromkeys(help_text(reason.code, language) for reason in reasons))
    if not named or tier == SupportTier.STEADY:
        return say("offer.sentence", language, offer=offer)
    return say("offer.with_help", language, offer=offer, named="; ".join(named))
