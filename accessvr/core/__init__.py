"""What happens in a visit. Pure: no files, clock, threads, chance or third-party imports."""
