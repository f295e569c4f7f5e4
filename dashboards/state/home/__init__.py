"""What a person of the office has to do now, by role."""
