"""Processes that answer: forked from a nursery that holds the graph, killed when they take too long."""
