"""The frame around every page: landmarks, navigation, language, and who is here."""
