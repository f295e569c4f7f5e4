"""What only the method page draws."""
