"""What the page Audit log shows."""
