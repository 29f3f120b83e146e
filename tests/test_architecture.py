"""The house's rules: who may import whom, how long a module may be, and what no file may hold."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "accessvr"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
DEVICES = ("headset", "spatial_audio", "speech", "voice_commands", "wristbands")
CORE_MAY_USE = {"__future__", "collections", "dataclasses", "enum", "math", "operator", "re", "typing"}
MAY_IMPORT = {
    "core": {"core"},
    "content": {"core", "content"},
    "library": {"core", "content", "library"},
    "app": {"core", "content", "library", "devices", "app"},
    "desk": {"core", "content", "library", "desk"},
    "cli": {"core", "content", "library", "desk", "app", "version"},
    "install": set[str](),
    "__main__": {"cli"},
    "__init__": set[str](),
    **{f"devices.{name}": {"core", f"devices.{name}"} for name in DEVICES},
}
DEVICE_PACKAGES = {
    "sounddevice": "devices.spatial_audio",
    "pyttsx3": "devices.speech",
    "vosk": "devices.voice_commands",
    "pocketsphinx": "devices.voice_commands",
    "serial": "devices.wristbands",
    "xr": "devices.headset",
    "moderngl": "devices.headset",
}
ONLY_WIRING_KNOWS_DEVICES = {"app/wiring.py", "app/studio.py"}
LONGEST = 400


def room(path: Path) -> str:
    """Give the room of the house a module is in."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:2]) if parts[0] == "devices" and len(parts) > 2 else parts[0]


def imports(path: Path, *, at_top: bool = False) -> Iterator[str]:
    """Give the modules a file imports; with `at_top`, only when it is loaded."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body if at_top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "accessvr":
                yield from (f"accessvr.{name.name.strip('_')}" for name in node.names)
            else:
                yield node.module


def ours(path: Path) -> Iterator[str]:
    for name in imports(path):
        if name.startswith("accessvr."):
            parts = name.split(".")
            yield ".".join(parts[1:3]) if parts[1] == "devices" and len(parts) > 2 else parts[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_inward(path: Path) -> None:
    here = room(path)
    if here == "devices":
        here = "install"  # devices/__init__.py: nothing of ours
    allowed = MAY_IMPORT[here]
    for target in ours(path):
        known = target.split(".")[0] if target.split(".")[0] in allowed else target
        assert known in allowed, f"{path.name} imports {target}"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) == "core"], ids=lambda path: path.name)
def test_the_core_is_pure(path: Path) -> None:
    others = {name.split(".")[0] for name in imports(path)} - {"accessvr"}
    assert others <= CORE_MAY_USE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_device_packages_stay_in_their_folder_and_are_imported_late(path: Path) -> None:
    at_top = {name.split(".")[0] for name in imports(path, at_top=True)}
    for name in {name.split(".")[0] for name in imports(path)} & set(DEVICE_PACKAGES):
        assert room(path) == DEVICE_PACKAGES[name], f"{name} in {path}"
        assert name not in at_top, f"{name} is imported when {path} is loaded"


def test_devices_meet_only_in_wiring() -> None:
    """What measures a device may know it too."""
    meeting = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if room(path) == "app"
        and not path.name.startswith("bench_")
        and any(name.startswith("devices") for name in ours(path))
    }
    assert meeting == ONLY_WIRING_KNOWS_DEVICES


@pytest.mark.parametrize("package", sorted({p.parent for p in MODULES}), ids=lambda path: str(path.name))
def test_every_package_says_what_it_is(package: Path) -> None:
    init = package / "__init__.py"
    assert init.is_file(), package
    assert ast.get_docstring(ast.parse(init.read_text("utf-8")))


def tracked() -> list[Path]:
    """Give the files of the project: those git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    code = [path for path in tracked() if path.suffix in (".py", ".c", ".h")]
    assert len(code) > 100
    long = {str(path): lines for path in code if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST}
    assert not long


def test_no_file_names_a_machine_or_a_registry_or_a_mock() -> None:
    mocks = ("unittest" + ".mock", "Magic" + "Mock", "monkeypatch" + ".setattr")
    places = ("/work" + "/", "/farm" + "/", "pypi" + ".org", "deb." + "debian.org", "registry." + "npmjs")
    for path in tracked():
        if path.suffix in (".npz", ".epub", ".wav", ".png"):
            continue
        text = path.read_text("utf-8", errors="replace")
        assert not [word for word in (*mocks, *places) if word in text], path


def test_the_top_level_is_the_agreed_one() -> None:
    agreed = {
        *("pyproject.toml", "README.md", "accessvr", "haptics_firmware", "audio_scenes", "nostalgia_content", "tests"),
        *("hardware.md", "Makefile", "docs", ".ci", "LICENSE", "NOTICE", ".gitignore"),
        *("requirements.lock", "requirements-dev.lock"),
    }
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} == agreed
