"""The form of a month's report."""
