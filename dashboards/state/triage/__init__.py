"""What the triage page shows, as plain data."""
