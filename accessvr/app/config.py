"""accessvr.toml: the room. Which devices, and where the books lie. Nothing of a person is in it."""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path

from accessvr.core.errors import ConfigError
from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """The room.

    sound             name of a sound device; "default", or "none" for text only
    sound_block       samples of sound made at a time, 64 to 2048
    sound_latency_ms  asked of the sound device, 5 to 500: more is steadier on a slow computer, and later
    headphones_db     dB SPL of a sine at full scale in these headphones, 60 to 130; 0 when nobody has measured it
    voice             "espeak", "platform" (the voices of Windows and macOS), or "none"
    library           folder of the books and exhibits on the shelf; "" for the samples
    prepared          folder for prepared books; "" for the user's cache
    language          of the room
    """

    sound: str = "default"
    sound_block: int = 256
    sound_latency_ms: int = 20
    headphones_db: int = 0
    voice: str = "espeak"
    library: str = ""
    prepared: str = ""
    language: str = "en"


NUMBERS = {"sound_block": (64, 2048), "sound_latency_ms": (5, 500), "headphones_db": (60, 130)}
CHOICES = {"voice": ("espeak", "platform", "none")}


def read_config(path: Path | None) -> Config:
    """Read the room's file; without one, the usual room. Raises ConfigError naming the key and the nearest one."""
    if path is None:
        usual = _home("XDG_CONFIG_HOME", ".config") / "accessvr.toml"
        return _read(usual) if usual.is_file() else Config()
    if not path.is_file():
        raise ConfigError(f"{path}: there is no such file", remedy="Check the path after --config, or leave it out.")
    return _read(path)


def _read(path: Path) -> Config:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(f"{path}: {error}", remedy="Mend the line named.") from error
    known = set(Config.__match_args__)
    for key, value in values.items():
        _check(path, key, value, known)
    return Config(**values)


def _check(path: Path, key: str, value: object, known: set[str]) -> None:
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        hint = f" Did you mean {near[0]}?" if near else f" There are {', '.join(sorted(known))}."
        raise ConfigError(f"{path}: there is no setting {key}.{hint}", remedy="Rename it or take it out.")
    if key in NUMBERS:
        lowest, highest = NUMBERS[key]
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise ConfigError(
                f"{path}: {key} is {value!r}; it must be a whole number from {lowest} to {highest}",
                remedy="Mend it, or take the line out.",
            )
        return
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key} is {value!r}, it must be text", remedy=f'Write {key} = "..." .')
    if key in CHOICES and value not in CHOICES[key]:
        choices = ", ".join(CHOICES[key])
        raise ConfigError(
            f"{path}: {key} is {value!r}; it must be one of {choices}", remedy=f"Choose one of {choices}."
        )


def prepared_folder(config: Config) -> Path:
    """Give where prepared books are kept."""
    return Path(config.prepared) if config.prepared else _home("XDG_CACHE_HOME", ".cache") / "accessvr" / "prepared"


def patron_file(name: str) -> Path:
    """Give the file of a patron: a path as it is, a plain name in the user's data folder."""
    path = Path(name)
    if path.suffix or len(path.parts) > 1:
        return path
    return _home("XDG_DATA_HOME", ".local/share") / "accessvr" / "patrons" / f"{name}.json"


def _home(variable: str, usual: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / usual)
