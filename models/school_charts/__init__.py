"""One school beside others, for charts: funnel limits, month limits and schools of its kind. Pure."""
