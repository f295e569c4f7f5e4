"""What the programme knows, and the rules it lives by."""
