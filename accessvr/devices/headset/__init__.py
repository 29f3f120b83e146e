"""What is seen, where the head looks, and what the hands point at."""
