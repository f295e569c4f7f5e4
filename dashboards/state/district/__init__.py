"""One district's data as of one moment: what is read and computed once for everybody, and kept by topic."""
