"""Whose report has not come in: ready texts, marks of who was reminded, and e-mails where a mail server is set."""
