"""A program of its own that speaks through libespeak-ng (GPL-3 or later, the system's library) and writes samples.

It reads a request a line on standard input, as JSON: {"id", "text", "voice", "words_per_minute"}; {"stop": id} gives
up that request, or one not yet begun. It writes frames on standard output: id, kind, size (little-endian, 4 + 1 + 4
bytes), then the content. Kinds: "R" the sample rate as text, once; "X" why it cannot speak; "M" marks as JSON
[[sample, offset], ...]; "S" samples, 16-bit mono; "E" the end of a request. Only the standard library is used, so that
it starts at once.
"""

from __future__ import annotations

import ctypes
import json
import queue
import struct
import sys
import threading

LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.so", "libespeak-ng.dylib", "libespeak-ng.dll")
SYNCHRONOUS, UTF8, RATE, WORD = 2, 1, 1, 1
CHUNK_MS = 50
SLOWEST_WPM, FASTEST_WPM = 80, 450  # libespeak-ng's own limits


class _Identity(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


def load() -> ctypes.CDLL:
    """Load the library. Raises OSError when it is not installed."""
    for name in LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise OSError("libespeak-ng is not installed")


class Speaker:
    """libespeak-ng in its synchronous mode. It is never terminated: starting it twice in a process hangs."""

    def __init__(self) -> None:
        self._library = load()
        self.rate = int(self._library.espeak_Initialize(SYNCHRONOUS, CHUNK_MS, None, 0))
        if self.rate <= 0:
            raise OSError("libespeak-ng finds no voices: espeak-ng-data is not installed")
        self._library.espeak_Synth.argtypes = [
            *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint),
            *(ctypes.POINTER(ctypes.c_uint), ctypes.c_void_p),
        ]
        self._callback = _Callback(self._chunk)
        self._library.espeak_SetSynthCallback(self._callback)
        self._request, self._stopped, self._voice = 0, set[int](), ""

    def stop(self, request: int) -> None:
        """Give a request up, whether it has begun or not."""
        self._stopped.add(request)

    def speak(self, request: int, text: str, voice: str, words_per_minute: int) -> None:
        """Write the frames of a request."""
        if request not in self._stopped:
            self._request = request
            self._choose(voice)
            rate = min(max(words_per_minute, SLOWEST_WPM), FASTEST_WPM)
            self._library.espeak_SetParameter(RATE, rate, 0)
            encoded = text.encode("utf-8", "replace")
            self._library.espeak_Synth(encoded, len(encoded) + 1, 0, 0, 0, UTF8, None, None)
        self._stopped.discard(request)
        write(request, b"E", b"")

    def _choose(self, voice: str) -> None:
        """Choose a voice; one that is not there leaves English, so that it is never silent."""
        if voice != self._voice:
            if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
                self._library.espeak_SetVoiceByName(b"en")
            self._voice = voice

    def _chunk(self, samples: object, count: int, events: object) -> int:
        marks, index = [], 0
        while events[index].type:  # type: ignore[index]  # ctypes' pointer
            event = events[index]  # type: ignore[index]
            if event.type == WORD and event.length:
                marks.append([event.sample, event.text_position - 1])
            index += 1
        if marks:
            write(self._request, b"M", json.dumps(marks).encode())
        if samples and count > 0:
            write(self._request, b"S", ctypes.string_at(samples, 2 * count))  # type: ignore[arg-type]
        return int(self._request in self._stopped)


def write(request: int, kind: bytes, content: bytes) -> None:
    """Write a frame."""
    sys.stdout.buffer.write(struct.pack("<IcI", request, kind, len(content)) + content)
    sys.stdout.buffer.flush()


def main() -> int:
    """Answer requests until standard input ends."""
    try:
        speaker = Speaker()
    except OSError as error:
        write(0, b"X", str(error).encode())
        return 3
    write(0, b"R", str(speaker.rate).encode())
    requests: queue.SimpleQueue[dict[str, object] | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(speaker, requests), daemon=True).start()
    while (request := requests.get()) is not None:
        number, wpm = int(str(request["id"])), int(str(request["words_per_minute"]))
        speaker.speak(number, str(request["text"]), str(request["voice"]), wpm)
    return 0


def _listen(speaker: Speaker, requests: queue.SimpleQueue[dict[str, object] | None]) -> None:
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if "stop" in request:
            speaker.stop(int(request["stop"]))
        else:
            requests.put(request)
    requests.put(None)


if __name__ == "__main__":
    sys.exit(main())
