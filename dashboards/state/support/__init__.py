"""Who can come in, what they care for, and which schools have nobody."""
