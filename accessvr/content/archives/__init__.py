"""Photo archives and exhibits -> core types."""
