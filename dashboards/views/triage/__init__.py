"""The list, the months picture and the files of the triage page."""
