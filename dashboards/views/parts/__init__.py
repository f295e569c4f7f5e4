"""What several pages show the same way."""
