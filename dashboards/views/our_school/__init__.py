"""A school's own page: what is due, what came back, how the school compares, and whom to tell."""
