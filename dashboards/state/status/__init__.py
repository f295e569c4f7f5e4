"""What the page Status shows."""
