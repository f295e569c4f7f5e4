"""Professional development sessions, who came, and which schools had none for a year."""
