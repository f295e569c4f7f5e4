"""What the open school shows, as plain data."""
