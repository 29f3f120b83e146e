"""Text to samples with word marks."""
