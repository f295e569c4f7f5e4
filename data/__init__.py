"""How rows get in and out."""
