"""Contacts, next steps, and whom visits reach."""
