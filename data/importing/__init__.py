"""From cells to stored rows: layouts and mappings, reading, completing, checking, and the import itself."""
