"""What the office does for schools, in words: contacts, next steps, and whom visits reach."""
