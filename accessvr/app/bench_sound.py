"""How sound does: what rendering costs, how true it is, how late it comes, how soon speech begins.

OpenAL Soft (Debian's libopenal1) and KEMAR's measurements (libmysofa1) are the peers; what is not there is named.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from accessvr.app.bench import Figure
from accessvr.core.errors import DeviceError

PARTS = {  # module of this package, and its function that gives figures
    "bench_sound_cost": "cost_figures",
    "bench_sound_truth": "truth_figures",
    "bench_sound_loop": "loop_figures",
    "bench_sound_speech": "speech_figures",
}


def bench_sound() -> list[Figure]:
    """Give the figures of every part that is there."""
    return [figure for module, function in PARTS.items() for figure in _figures(module, function)]


def _figures(module: str, function: str) -> list[Figure]:
    path = f"accessvr.app.{module}"
    if find_spec(path) is None:
        return []
    measure: Callable[[], list[Figure]] = getattr(import_module(path), function)
    try:
        return measure()
    except DeviceError as error:
        return [Figure(f"{module} not measured: {error.message}", 0.0, "", error.remedy, False, "nothing")]
