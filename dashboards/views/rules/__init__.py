"""The drawer in which rules can be moved before they are saved."""
