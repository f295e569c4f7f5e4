"""The open school: why, what was decided, its record and its charts."""
