"""The page of training sessions: those of a school year, the form to write one, and who came to none for a year."""
