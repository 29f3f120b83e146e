"""Measured head responses from a SOFA file (AES69), at 48 kHz, through Debian's libmysofa.

Only the builder of the table needs it.
Azimuths are degrees clockwise from straight ahead; SOFA counts the other way round.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import numpy as np
import numpy.typing as npt

from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE

KEMAR = Path("/usr/share/libmysofa/MIT_KEMAR_normal_pinna.sofa")  # Debian package libmysofa1
DoubleArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """Impulse responses of two ears.

    responses      [direction, ear, tap], ears left then right, at SAMPLE_RATE
    azimuth_deg    [direction]
    elevation_deg  [direction]
    """

    responses: DoubleArray
    azimuth_deg: DoubleArray
    elevation_deg: DoubleArray


class _Array(ctypes.Structure):
    _fields_ = (
        ("values", ctypes.POINTER(ctypes.c_float)),
        ("elements", ctypes.c_uint),
        ("attributes", ctypes.c_void_p),
    )

    def copied(self) -> DoubleArray:
        return np.ctypeslib.as_array(self.values, (self.elements,)).astype(np.float64)


_SIZES = ("I", "C", "R", "E", "N", "M")
_ARRAYS = (
    *("listener_position", "receiver_position", "source_position", "emitter_position"),
    *("listener_up", "listener_view", "data_ir", "sampling_rate", "data_delay"),
)


class _Hrtf(ctypes.Structure):  # MYSOFA_HRTF of mysofa.h 1.x
    _fields_ = (*((name, ctypes.c_uint) for name in _SIZES), *((name, _Array) for name in _ARRAYS))


def read_sofa(path: Path = KEMAR) -> Measured:
    """Read a file. Raises OSError when libmysofa or the file cannot be used."""
    library = ctypes.CDLL("libmysofa.so.1")
    library.mysofa_load.restype = ctypes.POINTER(_Hrtf)
    library.mysofa_load.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    library.mysofa_free.argtypes = [ctypes.POINTER(_Hrtf)]
    failure = ctypes.c_int()
    handle = library.mysofa_load(str(path).encode(), ctypes.byref(failure))
    if not handle:
        raise OSError(f"{path}: libmysofa gives {failure.value}")
    try:
        return _measured(handle.contents)
    finally:
        library.mysofa_free(handle)


def _measured(data: _Hrtf) -> Measured:
    responses = data.data_ir.copied().reshape(data.M, data.R, data.N)
    rate = round(float(data.sampling_rate.copied()[0]))
    position = data.source_position.copied().reshape(-1, 3)
    return Measured(at_sample_rate(responses, rate), (-position[:, 0]) % 360.0, position[:, 1])


def at_sample_rate(responses: DoubleArray, rate: int) -> DoubleArray:
    """Give impulse responses at SAMPLE_RATE with the same frequency response (periodic sinc)."""
    if rate == SAMPLE_RATE:
        return responses
    step = rate // int(np.gcd(rate, SAMPLE_RATE))  # 147 for 44.1 kHz
    before = int(np.ceil((responses.shape[-1] + 32) / step)) * step
    after = before * SAMPLE_RATE // rate
    spectrum = np.fft.rfft(responses, before, axis=-1)
    wide = np.zeros((*spectrum.shape[:-1], after // 2 + 1), complex)
    wide[..., : spectrum.shape[-1]] = spectrum
    return np.fft.irfft(wide, after, axis=-1)
