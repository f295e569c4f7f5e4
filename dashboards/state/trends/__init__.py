"""The district over time, as the trends page says and shows it."""
