"""Devices. Each folder stands alone; third-party device packages live only here."""
