"""What is installed is whole: the wheel carries its data, and the Debian script speaks plainly."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "accessvr" / "install" / "debian.sh"
NEEDED = (
    "accessvr/content/phrases/en.toml",
    "accessvr/devices/spatial_audio/kemar.npz",
    "accessvr/devices/spatial_audio/kemar-notice.txt",
    "accessvr/devices/wristbands/tactons.json",
    "accessvr/data/audio_scenes/cues.toml",
    "accessvr/data/audio_scenes/reading_room.scene.toml",
    "accessvr/data/nostalgia_content/a_walk_by_ear.epub",
    "accessvr/data/nostalgia_content/harbour_street/exhibit.toml",
)
TOOLS = ("sh", "dpkg-query", "grep", "awk", "sort", "id", "env", "printf", "cat")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_words_sounds_scenes_and_samples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert not [name for name in NEEDED if name not in names]


def test_what_is_installed_finds_its_samples_without_a_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    code = "from accessvr.app.shelf import titles; print(len(titles('')))"
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, cwd=tmp_path, env=env, check=False
    )
    assert done.stdout == "2\n", done.stderr


def test_the_script_says_what_each_package_is_for() -> None:
    done = subprocess.run(["sh", str(SCRIPT), "--list"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert any("libespeak-ng1" in line and "voice" in line for line in done.stdout.splitlines())


def test_the_script_says_nothing_but_a_line_when_all_is_there() -> None:
    done = subprocess.run(["sh", str(SCRIPT), "test"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Debian packages: all there.\n")


def test_elsewhere_the_script_says_in_one_line_what_is_missing(tmp_path: Path) -> None:
    for tool in TOOLS:
        found = shutil.which(tool)
        if found and tool != "dpkg-query":
            (tmp_path / tool).symlink_to(found)
    done = subprocess.run(
        ["/bin/sh", str(SCRIPT), "visit"], capture_output=True, text=True, env={"PATH": str(tmp_path)}, check=False
    )
    assert done.returncode == 3
    assert done.stderr == "Python 3.11 or newer with venv is missing. Install it with this system's own package tool.\n"


def test_every_package_that_is_imported_is_declared_and_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=\[]", wish)[0] for wish in project["dependencies"]}
    optional = {
        re.split(r"[<>=\[]", wish)[0] for wishes in project["optional-dependencies"].values() for wish in wishes
    }
    imported = {name for path in (ROOT / "accessvr").rglob("*.py") for name in third_party(path)}
    assert imported <= declared | optional
    locked = (ROOT / "requirements.lock").read_text("utf-8")
    assert all(f"\n{name}==" in locked for name in declared)


def third_party(path: Path) -> set[str]:
    """Give the distributions a module imports."""
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    own = names - set(sys.stdlib_module_names) - {"accessvr"}
    return {DISTRIBUTIONS.get(name, name) for name in own}


DISTRIBUTIONS = {
    "charset_normalizer": "charset-normalizer",
    "markdown_it": "markdown-it-py",
    "mdit_py_plugins": "mdit-py-plugins",
    "serial": "pyserial",
    "xr": "pyopenxr",
}


def test_the_locks_name_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text
