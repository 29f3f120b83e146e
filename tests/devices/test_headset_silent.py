import subprocess
import sys
import threading
from pathlib import Path

from accessvr.core.effects import Cue, Earcon, Picture, Show
from accessvr.devices.headset.silent import NoHeadset

LIMIT_S = 20.0  # a thread that has not ended by then hangs
IMPORT_ALL = """
import importlib, pkgutil, sys
import accessvr.devices.headset as headset
names = [module.name for module in pkgutil.walk_packages(headset.__path__, "accessvr.devices.headset.")]
for name in names:
    importlib.import_module(name)
assert "accessvr.devices.headset.silent" in names
print(sorted({name.partition(".")[0] for name in sys.modules} & {"xr", "OpenGL", "glfw", "moderngl"}))
"""


def test_it_knows_what_would_be_seen_now() -> None:
    headset = NoHeadset()
    headset.start(lambda event: None)
    assert headset.shown is None
    for title in ("Chapter 1", "Chapter 2"):
        headset.render(Show(Picture.PAGE, title))
    headset.render(Cue(Earcon.ALERT))
    assert headset.shown == Show(Picture.PAGE, "Chapter 2")


def running(headset: NoHeadset) -> threading.Thread:
    thread = threading.Thread(target=headset.run, daemon=True)
    thread.start()
    return thread


def test_whoever_runs_it_stays_there_until_it_is_closed() -> None:
    headset = NoHeadset()
    headset.start(lambda event: None)
    thread = running(headset)
    assert thread.is_alive()
    headset.close()
    thread.join(LIMIT_S)
    assert not thread.is_alive()


def test_running_a_headset_that_is_closed_ends_at_once() -> None:
    headset = NoHeadset()
    headset.close()
    thread = running(headset)
    thread.join(LIMIT_S)
    assert not thread.is_alive()
    headset.render(Show(Picture.PAGE))
    assert headset.shown is None


def test_the_headset_s_modules_are_imported_without_openxr_and_its_friends(tmp_path: Path) -> None:
    for name in ("xr", "OpenGL", "glfw", "moderngl"):
        (tmp_path / f"{name}.py").write_text("", "utf-8")
    root = Path(__file__).resolve().parents[2]
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(root)!r}]\n{IMPORT_ALL}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
