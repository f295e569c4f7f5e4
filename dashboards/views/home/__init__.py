"""The components of the page Home."""
