"""Measured head responses from a SOFA file (AES69), at 48 kHz, through Debian's libmysofa.

Only the builder of the table needs it.
Azimuths are degrees clockwise from straight ahead; SOFA counts the other way round.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import numpy as np
import numpy.typing as npt

from accessvr.core.errors import DeviceError
from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE

KEMAR = Path("/usr/share/libmysofa/MIT_KEMAR_normal_pinna.sofa")  # Debian package libmysofa1
DoubleArray = npt.NDArray[np.float64]
LEAST_DIRECTIONS, LEAST_HEIGHTS_DEG = 60, 60.0  # chosen: with fewer, what lies between would be guessed
LEAST_TAPS, MOST_TAPS = 32, 8192
NO_HEAD = "Choose a file of the convention SimpleFreeFieldHRIR: impulse responses of a head from all sides."


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
    """Read a file. Raises DeviceError when it holds no head, or libmysofa is not there."""
    library = _library()
    failure = ctypes.c_int()
    handle = library.mysofa_load(str(path).encode(), ctypes.byref(failure))
    if not handle:
        raise refused(path, f"libmysofa cannot read it ({failure.value})", f"Is {path.name} there, and a SOFA file?")
    try:
        wrong = library.mysofa_check(handle)
        if wrong:
            raise refused(path, f"it holds no responses of a head ({wrong})", NO_HEAD)
        library.mysofa_tospherical(handle)
        return _measured(path, handle.contents)
    finally:
        library.mysofa_free(handle)


def refused(path: Path, what: str, remedy: str) -> DeviceError:
    """Give the error that tells why a file cannot be a head."""
    return DeviceError(f"sound: {path}: {what}", spoken="That file holds no head I can use.", remedy=remedy)


def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL("libmysofa.so.1")
    except OSError as error:
        raise DeviceError(
            f"sound: SOFA files cannot be read: {error}",
            spoken="I cannot read that head here.",
            remedy="Install libmysofa1; on Debian: apt-get install libmysofa1.",
        ) from error
    library.mysofa_load.restype = ctypes.POINTER(_Hrtf)
    library.mysofa_load.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    for name in ("mysofa_free", "mysofa_check", "mysofa_tospherical"):
        getattr(library, name).argtypes = [ctypes.POINTER(_Hrtf)]
    return library


def _measured(path: Path, data: _Hrtf) -> Measured:
    if data.R != 2 or data.M < LEAST_DIRECTIONS or not LEAST_TAPS <= data.N <= MOST_TAPS:
        what = f"it has {data.M} directions, {data.R} ears and {data.N} samples each"
        raise refused(path, what, f"A head has two ears and {LEAST_DIRECTIONS} directions or more.")
    rate = round(float(data.sampling_rate.copied()[0]))
    if not 8000 <= rate <= 384_000:
        raise refused(path, f"its sample rate is {rate}", "Ask for another file from where it came.")
    responses = _late(data.data_ir.copied().reshape(data.M, data.R, data.N), data.data_delay.copied())
    position = data.source_position.copied().reshape(-1, 3)
    if not (np.isfinite(responses).all() and np.isfinite(position).all() and responses.any(-1).all()):
        raise refused(path, "a response is silent or not made of numbers", "Ask for the file again: it is damaged.")
    if np.ptp(position[:, 1]) < LEAST_HEIGHTS_DEG:
        raise refused(path, "its directions lie in one plane", "A head is measured from below and from above as well.")
    return Measured(at_sample_rate(responses, rate), (-position[:, 0]) % 360.0, position[:, 1])


def _late(responses: DoubleArray, delay: DoubleArray) -> DoubleArray:
    """Give the responses later by the whole samples that stand beside them."""
    later = np.rint(np.broadcast_to(delay.reshape(-1, 2), responses.shape[:2])).astype(int)
    if not later.any():
        return responses
    whole = np.zeros((*responses.shape[:2], responses.shape[-1] + int(later.max())))
    at = later[..., None] + np.arange(responses.shape[-1])
    np.put_along_axis(whole, at, responses, -1)
    return whole


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
