"""
Texts that go by a code: tiers, marks, indicators. Tables of English texts, looked up in a language where they are said.

Names of tiers are in `models.vocabulary`. Sentences describe reports, not people. Pure.
"""

from models.month_marks import MonthMark
from models.vocabulary import N_, Attention, Indicator, PlanGoal, SupportTier
from models.wording.counted import NN_

OFFERS = {
    SupportTier.EXTRA_SUPPORT: N_("offer a visit"),
    SupportTier.CHECK_IN: N_("offer a call"),
    SupportTier.NOT_ENOUGH_DATA: N_("call first"),
    SupportTier.ONE_THING: N_("a word at the next occasion"),
    SupportTier.STEADY: N_("no list this month"),
}
"""What the office does next, beside a tier's name."""

TIERS_EXPLAINED = {
    SupportTier.EXTRA_SUPPORT: N_(
        "The schools whose figures, added up over the year, are furthest below those of schools like them: as many as"
        " there is room for visits."
    ),
    SupportTier.CHECK_IN: N_("Schools whose last months fell: the next ones by recent figures, new each month."),
    SupportTier.NOT_ENOUGH_DATA: N_(
        "At most one of the last four reports is in, so the figures say little. Call first, and ask."
    ),
    SupportTier.ONE_THING: N_(
        "On no list, but far out in one thing, or reports stay away, or nothing was held, or a next step is overdue."
    ),
    SupportTier.STEADY: N_("On no list this month, and nothing stands far out."),
}
"""What a tier's name means, for somebody new."""

OFFER_SENTENCES = {
    SupportTier.EXTRA_SUPPORT: N_("Offer a visit."),
    SupportTier.CHECK_IN: N_("Offer a call."),
    SupportTier.NOT_ENOUGH_DATA: N_("Call first."),
    SupportTier.ONE_THING: N_("A word at the next occasion."),
    SupportTier.STEADY: N_("On no list this month."),
}

OFFER_SENTENCES_WITH_HELP = {
    SupportTier.EXTRA_SUPPORT: N_("Offer a visit, and to bring along: {help}."),
    SupportTier.CHECK_IN: N_("Offer a call, and in it: {help}."),
    SupportTier.NOT_ENOUGH_DATA: N_("Call first, and offer: {help}."),
    SupportTier.ONE_THING: N_("A word at the next occasion, and to offer: {help}."),
}
"""Steady needs no help."""

MARKS: dict[str, str] = {
    MonthMark.NOT_EXPECTED: N_("not expected"),
    MonthMark.NOT_DUE: N_("not due yet"),
    MonthMark.DRAFT: N_("draft"),
    MonthMark.MISSING: N_("missing"),
    MonthMark.RETURNED: N_("returned"),
    MonthMark.TO_REVIEW: N_("to review"),
    MonthMark.NIL: N_("nothing to report"),
    MonthMark.ACCEPTED: N_("accepted"),
    MonthMark.TO_REVIEW_NIL: N_("to review, nothing to report"),
}

ATTENTION: dict[str, str] = {
    Attention.LATE: N_("Report came late"),
    Attention.MISSING: N_("Report missing"),
    Attention.TO_REVIEW: N_("Report to review"),
    Attention.RETURNED: N_("Report returned"),
    Attention.NIL: N_("Nothing to report"),
    Attention.BLANK: N_("Families not counted"),
    Attention.TO_CHECK: N_("Figures to check"),
    Attention.DUE_TODAY: N_("Next step due today"),
    Attention.OVERDUE: N_("Next step overdue"),
    Attention.NO_STEP: N_("No next step"),
}
"""What asks for attention, as the name of a filter."""

# ---------------------------------------------------------------- indicators
INDICATORS = {
    Indicator.REPORTING: N_("Reporting"),
    Indicator.PLAN: N_("Plan"),
    Indicator.ACTIVITY: N_("Activity"),
    Indicator.RESPONSE: N_("Response"),
    Indicator.RATING: N_("Rating"),
    Indicator.TURNOUT: N_("Turnout"),
    Indicator.BREADTH: N_("Breadth"),
    Indicator.LANGUAGE: N_("Home language"),
    Indicator.SILENCE: N_("Silence"),
    Indicator.TREND: N_("Trend"),
}

INDICATORS_IN_SENTENCES = {
    Indicator.REPORTING: N_("reporting"),
    Indicator.PLAN: N_("plan"),
    Indicator.ACTIVITY: N_("activity"),
    Indicator.RESPONSE: N_("response"),
    Indicator.RATING: N_("rating"),
    Indicator.TURNOUT: N_("turnout"),
    Indicator.BREADTH: N_("breadth"),
    Indicator.LANGUAGE: N_("home language"),
    Indicator.SILENCE: N_("silence"),
    Indicator.TREND: N_("trend"),
}

HELP = {
    Indicator.REPORTING: N_("the one-page report form, a reminder before the due date"),
    Indicator.PLAN: N_("help with the plan, a smaller next step"),
    Indicator.ACTIVITY: N_("ready-made activities of schools like this"),
    Indicator.RESPONSE: N_("short answer cards, help with asking"),
    Indicator.RATING: N_("a talk with parents, a look at their comments together"),
    Indicator.TURNOUT: N_("other times, child care, transport, personal invitations"),
    Indicator.BREADTH: N_("examples of the types not yet reported"),
    Indicator.LANGUAGE: N_("translation, an interpreter"),
    Indicator.SILENCE: N_("a talk about what keeps the reports back"),
    Indicator.TREND: N_("a talk about what has changed"),
}
"""What the office can offer for a reason."""

GAPS = {
    Indicator.REPORTING: N_("reports came late or not at all"),
    Indicator.PLAN: N_("fewer plan steps done on time"),
    Indicator.ACTIVITY: N_("fewer activities than schools like this have reported"),
    Indicator.RESPONSE: N_("fewer parent answers than at schools like this"),
    Indicator.RATING: N_("parents rate lower than at schools like this"),
    Indicator.TURNOUT: N_("fewer families at events than at schools like this"),
    Indicator.BREADTH: N_("fewer types than schools like this have reported"),
    Indicator.LANGUAGE: N_("fewer activities in a home language"),
}
"""A reason without figures."""

LESS = {
    Indicator.REPORTING: N_("fewer reports on time"),
    Indicator.PLAN: N_("fewer plan steps done"),
    Indicator.ACTIVITY: N_("fewer activities"),
    Indicator.RESPONSE: N_("fewer parent answers"),
    Indicator.RATING: N_("lower ratings"),
    Indicator.TURNOUT: N_("fewer families"),
    Indicator.BREADTH: N_("fewer types"),
    Indicator.LANGUAGE: N_("fewer activities in a home language"),
}
"""A reason in two or three words."""

MORE = {
    Indicator.REPORTING: N_("more reports on time"),
    Indicator.PLAN: N_("more plan steps done"),
    Indicator.ACTIVITY: N_("more activities"),
    Indicator.RESPONSE: N_("more parent answers"),
    Indicator.RATING: N_("higher ratings"),
    Indicator.TURNOUT: N_("more families"),
    Indicator.BREADTH: N_("more types"),
    Indicator.LANGUAGE: N_("more activities in a home language"),
}
"""What got better, in two or three words."""

EVIDENCE = {
    Indicator.REPORTING: NN_("{count} report", "{count} reports"),
    Indicator.PLAN: NN_("{count} plan step", "{count} plan steps"),
    Indicator.ACTIVITY: NN_("{count} month", "{count} months"),
    Indicator.RESPONSE: NN_("{count} participant", "{count} participants"),
    Indicator.RATING: NN_("{count} answer", "{count} answers"),
    Indicator.TURNOUT: NN_("{count} event", "{count} events"),
    Indicator.BREADTH: NN_("{count} report", "{count} reports"),
    Indicator.LANGUAGE: NN_("{count} activity", "{count} activities"),
}
"""On how much a reason rests."""

FIGURES = {
    Indicator.REPORTING: (
        N_("Reports that have not arrived"),
        N_("{percent} of the last reports due"),
        N_("reports due"),
    ),
    Indicator.PLAN: (N_("Plan steps done on time"), N_("{percent} of the steps due"), N_("plan steps due")),
    Indicator.ACTIVITY: (N_("Activities"), N_("a month"), N_("months reported")),
    Indicator.RESPONSE: (N_("Parents' answers"), N_("of 100 participants"), N_("participants")),
    Indicator.RATING: (N_("Parents' rating"), N_("mean, 1 to 5"), N_("answers")),
    Indicator.TURNOUT: (N_("Families"), N_("per 100 pupils at a typical event"), N_("events")),
    Indicator.BREADTH: (N_("Types of involvement"), N_("of six, in the last reports"), N_("reports received")),
    Indicator.LANGUAGE: (N_("In a home language"), N_("{percent} of activities"), N_("activities")),
}
"""Heads of a comparison with other schools: quantity, unit ({percent} is the sign), what stands behind it."""

# ---------------------------------------------------------------- goals of plans
GOALS = {
    PlanGoal.READING: N_("Reading"),
    PlanGoal.MATH: N_("Math"),
    PlanGoal.ACADEMIC: N_("Academic"),
    PlanGoal.BEHAVIOR: N_("Behavior"),
    PlanGoal.CLIMATE: N_("Welcoming climate"),
    PlanGoal.ATTENDANCE: N_("Attendance"),
    PlanGoal.COLLEGE_CAREER: N_("College and career"),
    PlanGoal.HEALTH: N_("Health"),
    PlanGoal.OTHER: N_("Other goals"),
}
