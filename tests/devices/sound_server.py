"""A private sound server with virtual headphones: no sound card, no root, no D-Bus, no display.

Debian: apt-get install --no-install-recommends pulseaudio libasound2-plugins libportaudio2
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from types import TracebackType

DEVICES = """</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
ctl.!default { type pulse }
pcm.headphones { type pulse device "out" hint { show on description "headphones" } }
pcm.outmon { type pulse device "out.monitor" hint { show on description "what the headphones play" } }
"""
# norewinds=1 keeps the clock of PulseAudio's null sinks in time; without it they run at 0.04-0.9 of its pace (measured)
SINK = "load-module module-null-sink sink_name=out rate=48000 channels=2 norewinds=1\nset-default-sink out\n"


def missing() -> str:
    """Give what is missing to run the server; "" when nothing is."""
    plugin = any(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so"))
    lacking = [
        *([] if shutil.which("pulseaudio") else ["pulseaudio"]),
        *([] if plugin else ["libasound2-plugins"]),
    ]
    return f"Debian packages missing: {' '.join(lacking)}" if lacking else ""


class SoundServer:
    """The server, while in its `with` block; it can be stopped and started in between."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "asound.conf").write_text(DEVICES)
        native = f"load-module module-native-protocol-unix socket={folder}/pulse.sock auth-anonymous=1\n"
        (folder / "server.pa").write_text(native + SINK)
        self.variables = {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_STATE_PATH": str(folder / "state"),
            "PULSE_COOKIE": str(folder / "cookie"),
            "PULSE_SERVER": f"unix:{folder}/pulse.sock",
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }

    def start(self) -> None:
        """Start it, and wait until it says that it is ready: it then writes a line to a pipe."""
        options = ("--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no", "--realtime=no", "--high-priority=no")
        self._process = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "-F",
                str(self.folder / "server.pa"),
                *options,
                "--log-level=info",
                "--log-target=stderr",
            ],
            env={**os.environ, **self.variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr is not None
        said = []
        for line in self._process.stderr:
            said.append(line)
            if "Daemon startup complete" in line:
                return
        raise AssertionError(f"the sound server did not start: {''.join(said)}")

    def stop(self) -> None:
        """Stop it, as when headphones are pulled."""
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()
        (self.folder / "pulse.sock").unlink(missing_ok=True)

    def __enter__(self) -> "SoundServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
