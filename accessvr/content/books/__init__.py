"""Readers of book formats."""
