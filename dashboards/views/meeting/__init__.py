"""A cluster's schools one by one, on one screen each."""
