"""Benchmarks: quality on held-out data, and how cost grows, as ratios within one run."""
