"""What imports and actions share to store rows: whole revisions, their states, and the way back."""
