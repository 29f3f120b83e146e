"""`accessvr check`: what a librarian should mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from accessvr.content.check.audio_scenes import check_audio_scenes, is_audio_scenes
from accessvr.content.check.checker import check
from accessvr.content.check.finding import Report
from accessvr.content.check.telling import lines, to_json

_LONG = 20  # chosen, in parts: a shorter book is checked before anyone wonders
_STEPS = 4  # chosen: progress is told so many times; it is listened to


def check_book(path: Path, out: TextIO, progress: TextIO, *, as_json: bool) -> int:
    """Write what should be mended in a book or in audio scenes; gives 1 when something blocks, else 0.

    progress  where to tell how far the check is, when it is a terminal
    """
    tell = _teller(progress) if progress.isatty() else lambda done, of: None
    report = _check_audio_scenes(path, tell) if is_audio_scenes(path) else check(path, tell)
    if as_json:
        json.dump(to_json(report), out, ensure_ascii=False, indent=1)
        out.write("\n")
    else:
        out.writelines(f"{line}\n" for line in lines(report))
    return 1 if report.blocks else 0


def _check_audio_scenes(path: Path, tell: Callable[[int, int], None]) -> Report:
    from accessvr.app.wiring import sound_measures  # only now: books are checked without any sound

    return check_audio_scenes(path, sound_measures(), tell)


def _teller(progress: TextIO) -> Callable[[int, int], None]:
    """Give a function that tells of a long book at each quarter."""

    def tell(done: int, of: int) -> None:
        step = of // _STEPS
        if of >= _LONG and done and done % step == 0 and done < step * _STEPS:
            progress.write(f"Checked {done} of {of} parts.\n")
            progress.flush()

    return tell
