"""Reminders as e-mails: what each says, and the mail server that takes them."""
