"""The device contract on a sound card: run again under a real sound server with virtual headphones."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from accessvr.app.sound_server import SoundServer, missing

HERE = Path(__file__).resolve().parent


def test_the_contract_holds_on_a_real_sound_server(tmp_path: Path) -> None:
    """In a process of its own: PortAudio reads which devices there are when it is first imported."""
    if missing():
        pytest.skip(missing())
    with SoundServer(tmp_path) as server:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            str(HERE / "test_device.py"),
            str(HERE / "test_device_plays.py"),
            "-k",
            "card",
            "-p",
            "no:cacheprovider",
        ]
        env = {**os.environ, **server.variables, "ACCESSVR_TEST_CARD": "1"}
        done = subprocess.run(
            command, capture_output=True, text=True, env=env, timeout=300, check=False, cwd=HERE.parent.parent
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
    assert " passed" in done.stdout
