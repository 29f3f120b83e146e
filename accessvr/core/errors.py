"""The errors people may meet. Each carries three voices: for the log, the patron and the librarian.

AccessVRError
 |- ContentError    a book or an exhibit cannot be read; names the file and the place in it
 |- ConfigError     a setting is wrong; names the key
 |- DeviceError     a device is not there or has failed; names the device
 `- LibraryError    the catalogue cannot do what was asked
"""

from __future__ import annotations


class AccessVRError(Exception):
    """Something a person can mend.

    message  for the log: what happened and where
    spoken   for the patron: what happened, what still works, what to say next
    remedy   for the librarian: what to do
    """

    def __init__(self, message: str, *, spoken: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.spoken = spoken
        self.remedy = remedy


class ContentError(AccessVRError):
    """A book or an exhibit cannot be read."""


class ConfigError(AccessVRError):
    """A setting is unknown or out of range."""


class DeviceError(AccessVRError):
    """A device is not there or has failed."""


class LibraryError(AccessVRError):
    """The catalogue cannot do what was asked."""
