"""One class a page: which views stand on it and how they follow the visit."""
