"""The page of action plans as it is drawn."""
