"""The page Practices as it is drawn."""
