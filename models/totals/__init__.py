"""Totals kept beside the rows, so that a screen costs the same however much has been filed."""
