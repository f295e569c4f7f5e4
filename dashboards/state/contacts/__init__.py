"""Entries of the support log in words, and the form to log one: what every page with a school asks for."""
