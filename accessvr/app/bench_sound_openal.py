"""OpenAL Soft, the peer of the benchmark of sound: its loopback device by ctypes, HRTF on. Debian package libopenal1.

Only the benchmark needs it, and does without when it is not there.
"""

from __future__ import annotations

import ctypes
import math
import os
from collections.abc import Mapping, Sequence

import numpy as np

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

VOID, INT, UINT, REAL = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float

# Numbers of AL/al.h, AL/alc.h and AL/alext.h
CHANNELS, STEREO, SAMPLES, FLOATS, RATE, HRTF, HRTF_STATUS = 0x1990, 0x1501, 0x1991, 0x1406, 0x1007, 0x1992, 0x1993
MONO_SOURCES, STEREO_SOURCES, VERSION = 0x1010, 0x1011, 0xB002
POSITION, LOOPING, BUFFER, MONO_FLOAT = 0x1004, 0x1007, 0x1009, 0x10010


class OpenAL:
    """The library. Raises OSError when it is not installed or has no loopback."""

    def __init__(self) -> None:
        library = ctypes.CDLL(os.environ.get("OPENAL", "libopenal.so.1"))
        wants: Mapping[str, tuple[object, ...]] = {
            "alcGetProcAddress": (VOID, VOID, ctypes.c_char_p),
            "alGetProcAddress": (VOID, ctypes.c_char_p),
            "alcCreateContext": (VOID, VOID, VOID),
            "alcMakeContextCurrent": (ctypes.c_char, VOID),
            "alcDestroyContext": (None, VOID),
            "alcCloseDevice": (ctypes.c_char, VOID),
            "alcGetIntegerv": (None, VOID, INT, INT, VOID),
            "alGetString": (ctypes.c_char_p, INT),
            "alGetError": (INT,),
            "alGenSources": (None, INT, VOID),
            "alDeleteSources": (None, INT, VOID),
            "alGenBuffers": (None, INT, VOID),
            "alDeleteBuffers": (None, INT, VOID),
            "alBufferData": (None, UINT, INT, VOID, INT, INT),
            "alSourcei": (None, UINT, INT, INT),
            "alSource3f": (None, UINT, INT, REAL, REAL, REAL),
            "alSourcePlay": (None, UINT),
            "alSourceStop": (None, UINT),
        }
        for name, (result, *arguments) in wants.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        self.library = library
        self.open = ctypes.CFUNCTYPE(VOID, ctypes.c_char_p)(self._loopback("alcLoopbackOpenDeviceSOFT"))
        self.render = ctypes.CFUNCTYPE(None, VOID, VOID, INT)(self._loopback("alcRenderSamplesSOFT"))
        self.defer = ctypes.CFUNCTYPE(None)(library.alGetProcAddress(b"alDeferUpdatesSOFT"))
        self.update = ctypes.CFUNCTYPE(None)(library.alGetProcAddress(b"alProcessUpdatesSOFT"))

    def _loopback(self, name: str) -> int:
        address = self.library.alcGetProcAddress(None, name.encode())
        if not address:
            raise OSError(f"OpenAL has no {name}")
        return int(address)


class Loopback:
    """A device that renders when it is asked to. It may be used in a `with` statement, and is closed by it."""

    def __init__(self, openal: OpenAL, sources: int) -> None:
        self._openal, self._library = openal, openal.library
        self._device = openal.open(None)
        wanted: tuple[int, ...] = (CHANNELS, STEREO, SAMPLES, FLOATS, RATE, SAMPLE_RATE, HRTF, 1)
        wanted = (*wanted, MONO_SOURCES, max(sources, 1), STEREO_SOURCES, 0, 0)
        self._context = self._library.alcCreateContext(self._device, (INT * len(wanted))(*wanted))
        self._library.alcMakeContextCurrent(self._context)
        status = INT()
        self._library.alcGetIntegerv(self._device, HRTF_STATUS, 1, ctypes.byref(status))
        if not self._context or status.value != 1:
            raise OSError(f"OpenAL has no HRTF: status {status.value}")
        self.version = bytes(self._library.alGetString(VERSION)).decode()
        self._buffers: list[int] = []

    def __enter__(self) -> Loopback:
        return self

    def __exit__(self, *failure: object) -> None:
        self._library.alcMakeContextCurrent(None)
        self._library.alcDestroyContext(self._context)
        self._library.alcCloseDevice(self._device)

    def source(self, samples: FloatArray, *, loop: bool = False) -> int:
        """Begin a mono sound, ahead. Give its number."""
        number, buffer = (UINT * 1)(), (UINT * 1)()
        self._library.alGenSources(1, number)
        self._library.alGenBuffers(1, buffer)
        whole = np.ascontiguousarray(samples, np.float32)
        self._library.alBufferData(buffer[0], MONO_FLOAT, whole.ctypes.data, whole.nbytes, SAMPLE_RATE)
        self._library.alSourcei(number[0], BUFFER, buffer[0])
        self._library.alSourcei(number[0], LOOPING, int(loop))
        self._library.alSource3f(number[0], POSITION, 0, 0, -1)
        self._library.alSourcePlay(number[0])
        if self._library.alGetError():
            raise OSError("OpenAL does not take a source")
        return int(number[0])

    def end(self, source: int) -> None:
        """Forget a source."""
        self._library.alSourceStop(source)
        self._library.alDeleteSources(1, (UINT * 1)(source))

    def place(self, sources: Sequence[int], directions: Sequence[tuple[float, float]]) -> None:
        """Move sources to azimuths and elevations in degrees, 1 m away, all at one moment."""
        self._openal.defer()
        move = self._library.alSource3f
        for source, (azimuth_deg, elevation_deg) in zip(sources, directions, strict=True):
            azimuth, elevation = math.radians(azimuth_deg), math.radians(elevation_deg)
            flat = math.cos(elevation)
            move(source, POSITION, math.sin(azimuth) * flat, math.sin(elevation), -math.cos(azimuth) * flat)
        self._openal.update()

    def place_one(self, source: int, azimuth_deg: float, elevation_deg: float) -> None:
        """Move one source."""
        self.place((source,), ((azimuth_deg, elevation_deg),))

    def render(self, into: FloatArray) -> FloatArray:
        """Fill [sample, 2] with the next block, and give it."""
        self._openal.render(self._device, into.ctypes.data, len(into))
        return into
