"""What the page Import shows: the imports so far, and the files that are being looked at."""
