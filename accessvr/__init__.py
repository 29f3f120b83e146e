"""accessvr: a reading room that does not need eyes."""

__version__ = "0.1.0"
