"""Reasoning over the graph: what follows from it, what cannot be true in it, and why."""
