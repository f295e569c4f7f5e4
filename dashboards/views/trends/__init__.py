"""What stands on the trends page."""
