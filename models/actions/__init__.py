"""Writes: one verb for each decision, a module for each topic."""
