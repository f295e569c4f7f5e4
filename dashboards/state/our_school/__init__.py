"""What a school's own page shows, as plain data."""
