"""`accessvr doctor`: every device and part, found or not, what was tried, what to do."""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import TextIO

from accessvr.app.config import prepared_folder, read_config
from accessvr.app.shelf import titles
from accessvr.app.wiring import Found, look_for_devices
from accessvr.content.phrases import languages
from accessvr.core.errors import AccessVRError

NEEDED = ("numpy", "lxml", "charset-normalizer", "sounddevice", "pyttsx3", "pyserial")
OPTIONAL = {"pyopenxr": "headset", "vosk": "voice"}


def doctor(config_path: Path | None, out: TextIO, *, as_json: bool) -> int:
    """Write what is there and what is not; 3 when a part is missing that nothing replaces."""
    config = read_config(config_path)
    found = [_python(), *map(_package, NEEDED), *map(_extra, OPTIONAL), *look_for_devices(config)]
    found += [_shelf(config.library), _cache(prepared_folder(config)), _languages()]
    if as_json:
        json.dump([asdict(part) for part in found], out, ensure_ascii=False, indent=1)
        out.write("\n")
    else:
        out.writelines(_line(part) for part in found)
    needed = {"python", *NEEDED, "shelf", "cache"}
    return 3 if any(not part.there for part in found if part.name in needed) else 0


def _line(part: Found) -> str:
    mark = "found" if part.there else "not found"
    remedy = f" {part.remedy}" if part.remedy and not part.there else ""
    return f"{part.name}: {mark}. {part.what.rstrip('.')}.{remedy}\n"


def _python() -> Found:
    version = platform.python_version()
    return Found("python", sys.version_info >= (3, 11), f"version {version}", "Install Python 3.11 or newer.")


def _package(name: str) -> Found:
    try:
        return Found(name, True, f"version {metadata.version(name)}")
    except metadata.PackageNotFoundError:
        return Found(name, False, "the Python package is not installed", "Run make setup.")


def _extra(name: str) -> Found:
    part = _package(name)
    remedy = f"Install it when it is wanted: pip install 'accessvr[{OPTIONAL[name]}]'."
    return part if part.there else Found(name, False, "an extra that this version can do without", remedy)


def _shelf(library: str) -> Found:
    try:
        count = len(titles(library))
    except AccessVRError as error:
        return Found("shelf", False, error.message, error.remedy)
    what = f"{count} titles in {library or 'the sample library'}"
    return Found("shelf", count > 0, what, "Put books into the library folder.")


def _cache(folder: Path) -> Found:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Found("cache", False, f"{folder} cannot be written ({error})", "Set prepared in accessvr.toml.")
    return Found("cache", True, f"prepared books are kept in {folder}")


def _languages() -> Found:
    return Found("languages", True, f"words for {', '.join(languages())}")
