"""A cluster's schools one by one: what a meeting looks at, and what it writes down."""
