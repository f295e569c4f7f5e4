"""The cards below the first screen of the trends page, in their order."""

from collections.abc import Mapping

from dashboards.state.trends.equity import EQUITY
from dashboards.state.trends.section import Section

SECTIONS: Mapping[str, Section] = {section.code: section for section in (EQUITY,)}
