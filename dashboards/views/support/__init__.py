"""The component of the page People."""
