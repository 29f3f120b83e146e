"""A private sound server with virtual headphones and a virtual microphone: no sound card, no root, no display.

For tests and benchmarks. Debian: apt-get install --no-install-recommends pulseaudio pulseaudio-utils
libasound2-plugins libportaudio2. PortAudio sees the devices by these names:

headphones, outmon   to play on, and to record what is played there
other, othermon      a second pair
mic, micfeed         the microphone, and to play into it
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections import deque
from pathlib import Path
from types import TracebackType

DEVICES = """</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
ctl.!default { type pulse }
pcm.headphones { type pulse device "out" hint { show on description "headphones" } }
pcm.outmon { type pulse device "out.monitor" hint { show on description "what the headphones play" } }
pcm.other { type pulse device "other" hint { show on description "other headphones" } }
pcm.othermon { type pulse device "other.monitor" hint { show on description "what the other ones play" } }
pcm.mic { type pulse device "mic" hint { show on description "a microphone" } }
pcm.micfeed { type pulse device "micfeed" hint { show on description "what the microphone hears" } }
"""
# norewinds=1 keeps the clock of PulseAudio's null sinks in time; without it they run at 0.04-0.9 of its pace (measured)
SINKS = """load-module module-native-protocol-unix socket={folder}/pulse.sock auth-anonymous=1
load-module module-null-sink sink_name=out rate=48000 channels=2 norewinds=1
load-module module-null-sink sink_name=other rate=48000 channels=2 norewinds=1
load-module module-null-sink sink_name=micfeed rate=48000 channels=1 norewinds=1
load-module module-remap-source source_name=mic master=micfeed.monitor
load-module module-rescue-streams
set-default-sink out
set-default-source mic
"""
OPTIONS = ("--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no", "--realtime=no", "--high-priority=no")


def missing() -> str:
    """Give what is missing to run the server; "" when nothing is."""
    plugin = any(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so"))
    lacking = [
        *(name for name, program in PROGRAMS.items() if not shutil.which(program)),
        *([] if plugin else ["libasound2-plugins"]),
    ]
    return f"Debian packages missing: {' '.join(lacking)}" if lacking else ""


PROGRAMS = {"pulseaudio": "pulseaudio", "pulseaudio-utils": "pactl"}


class SoundServer:
    """The server, while in its `with` block; it can be stopped and started in between.

    variables  of the environment, for whoever is to play there; they must be set before sounddevice is imported
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "asound.conf").write_text(DEVICES)
        (folder / "server.pa").write_text(SINKS.format(folder=folder))
        self.variables = {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_STATE_PATH": str(folder / "state"),
            "PULSE_COOKIE": str(folder / "cookie"),
            "PULSE_SERVER": f"unix:{folder}/pulse.sock",
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }

    def start(self) -> None:
        """Start it, and wait until it says that it is ready. Raises RuntimeError with what it said when it does not."""
        told = ("--log-level=info", "--log-target=stderr")
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(self.folder / "server.pa"), *OPTIONS, *told],
            env={**os.environ, **self.variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        said = []
        for line in self._process.stderr or ():
            said.append(line)
            if "Daemon startup complete" in line:
                self._hearing = threading.Thread(target=self._hear_out, daemon=True)
                self._hearing.start()
                return
        raise RuntimeError(f"the sound server did not start: {''.join(said)}")

    def _hear_out(self) -> None:
        """Read on what it says: it would wait for that when the pipe is full."""
        if self._process.stderr is not None:
            with self._process.stderr as pipe:
                deque(pipe, maxlen=0)

    def ask(self, *words: str) -> str:
        """Ask it something through pactl; gives what it answers."""
        command = ["pactl", *words]
        env = {**os.environ, **self.variables}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=30).stdout

    def remove(self, sink: str) -> None:
        """Remove a sink, as when headphones are pulled."""
        for line in self.ask("list", "short", "modules").splitlines():
            if f"sink_name={sink} " in line:
                self.ask("unload-module", line.split()[0])

    def add(self, sink: str) -> None:
        """Put a sink back."""
        self.ask("load-module", "module-null-sink", f"sink_name={sink}", "rate=48000", "channels=2", "norewinds=1")

    def stop(self) -> None:
        """Stop it at once."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._hearing.join()
        (self.folder / "pulse.sock").unlink(missing_ok=True)

    def __enter__(self) -> SoundServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
