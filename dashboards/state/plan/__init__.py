"""What the page of action plans shows: reads, and puts in words."""
