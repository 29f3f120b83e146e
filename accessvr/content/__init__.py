"""Books and exhibits as the core knows them."""
