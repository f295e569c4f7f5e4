"""The page Import: files dropped, looked at, imported and taken back."""
