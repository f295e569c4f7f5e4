"""One visible thing each."""
