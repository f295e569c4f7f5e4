"""The page about one school, for the office: what is so, why, and what was done."""
