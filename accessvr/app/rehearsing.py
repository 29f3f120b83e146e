"""`accessvr rehearse`: a visit from a script, written to a folder."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from accessvr.app.config import patron_file, read_config
from accessvr.app.previewing import preview_sounds
from accessvr.app.rehearsal import Rehearsal, same, write_all
from accessvr.app.runtime import close_all
from accessvr.app.script import Script, parse
from accessvr.app.studio import studio
from accessvr.app.visiting import find_book
from accessvr.app.wiring import new_session, words_for
from accessvr.content.check.audio_scenes import is_audio_scenes
from accessvr.core.errors import ContentError
from accessvr.core.profile import Profile
from accessvr.library.patrons import read_patron


def rehearse(
    script_path: Path, book: str, out: Path, profile: str | None, config_path: Path | None, *, check: bool
) -> int:
    """Play the script and write what comes out; with `check`, 1 when the answers differ. Audio scenes are previewed."""
    config = read_config(config_path)
    if is_audio_scenes(script_path):
        return preview_sounds(script_path, out, config)
    script = read_script(script_path)
    path = find_book(book, config.library)
    patron = read_patron(patron_file(profile) if profile else None, Profile(language=config.language))
    out.mkdir(parents=True, exist_ok=True)
    room = studio(config, patron, out / "visit.wav", path)
    rehearsal = Rehearsal(new_session(words_for(config, patron), patron, room.speech), room, script)
    try:
        rehearsal.run(_progress)
    finally:
        close_all(room.devices)
        room.file.close()
    write_all(out, rehearsal)
    sys.stderr.write(f"{rehearsal.now_s:.0f} seconds of visit written to {out}.\n")
    transcript = rehearsal.taken.transcript.getvalue()
    return _compare(script, transcript, script_path) if check else 0


def read_script(path: Path) -> Script:
    """Read a script. Raises ContentError when it is not there, is no text, or holds a line that is not understood."""
    try:
        return parse(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: this script cannot be read ({error})", remedy="Check the path.") from error


def _progress(now_s: float, text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{now_s:7.1f} s  {text}\n")


def _compare(script: Script, transcript: str, path: Path) -> int:
    if same(script, transcript):
        return 0
    made = [line.rstrip() for line in transcript.splitlines() if line.strip()]
    difference = difflib.unified_diff(script.transcript, made, str(path), "rehearsed", lineterm="")
    sys.stdout.writelines(f"{line}\n" for line in difference)
    return 1
