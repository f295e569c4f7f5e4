"""The page about one school: its story, why it is on a list, what it reported and what the office did."""
