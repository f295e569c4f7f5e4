"""The page Practices: frames in, plain data out."""
