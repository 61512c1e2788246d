"""Claims against claims: where they exclude each other, tell things differently, or only seem to."""
