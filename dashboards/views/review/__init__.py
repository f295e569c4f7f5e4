"""The page Review: queue, report and decision, as one component."""
