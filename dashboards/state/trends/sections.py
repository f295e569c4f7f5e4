"""The cards below the first screen of the trends page, in their order."""

from collections.abc import Mapping

from dashboards.state.trends.equity import EQUITY
from dashboards.state.trends.levels import FUNNEL, LEVELS
from dashboards.state.trends.programme import PROGRAMME
from dashboards.state.trends.section import Section
from dashboards.state.trends.support import SUPPORT

SECTIONS: Mapping[str, Section] = {section.code: section for section in (LEVELS, FUNNEL, EQUITY, SUPPORT, PROGRAMME)}
