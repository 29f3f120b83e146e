"""Vibration on two wrists."""
