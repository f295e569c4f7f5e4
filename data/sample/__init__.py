"""The made-up district: seeded, believable, with stories planted in it."""
