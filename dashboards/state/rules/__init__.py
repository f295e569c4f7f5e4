"""What moved rules would change, and the tables of the method page."""
