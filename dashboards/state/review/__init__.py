"""What the page Review shows: the queue, one report beside what is usual here, and what a correction changes."""
