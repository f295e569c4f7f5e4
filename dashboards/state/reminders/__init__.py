"""Whose report has not come in, whom to remind of it, and who was."""
