"""Formulas in words: markup of any kind becomes terms, terms become words that can be gone through part by part."""
