"""What the visitor has chosen and what was computed from it, held once for all views of a page."""
