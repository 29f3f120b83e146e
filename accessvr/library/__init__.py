"""The catalogue, the patrons, the places kept."""
