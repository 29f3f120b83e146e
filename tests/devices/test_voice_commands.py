"""Typed lines and real keys: what they post, in which order, and that the terminal is given back."""

from __future__ import annotations

import io
import os
import queue
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.core.effects import Listen
from accessvr.core.errors import DeviceError
from accessvr.core.events import Event, Heard, Pressed
from accessvr.devices.voice_commands.keys import Key, Keys, Letter, Named
from accessvr.devices.voice_commands.silent import NoMicrophone
from accessvr.devices.voice_commands.typed import LONGEST, Typed

WAIT_S = 20.0  # what has not come by then does not come
AT_END = "the end of input"
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="optional: there are no pseudo-terminals")


class Taken:
    """Takes what is posted and the end of input, in order, and can be waited for."""

    def __init__(self) -> None:
        self._came: queue.SimpleQueue[Event | str] = queue.SimpleQueue()

    def post(self, event: Event) -> None:
        self._came.put(event)

    def end(self) -> None:
        self._came.put(AT_END)

    def next(self) -> Event | str:
        return self._came.get(timeout=WAIT_S)

    @property
    def nothing_more(self) -> bool:
        return self._came.empty()


def test_lines_are_posted_in_order_then_the_end() -> None:
    taken = Taken()
    typed = Typed(io.StringIO("next page\n\n   \n [press stop] \n\u00a0été\ngoodbye"), taken.end)
    typed.start(taken.post)
    came = list[Event | str]()
    while not came or came[-1] != AT_END:
        typed.proceed()
        came.append(taken.next())
    assert came == [Heard("next page"), Pressed("stop"), Heard("été"), Heard("goodbye"), AT_END]


@pytest.mark.parametrize("answers", [0, 1, 2])
def test_in_a_pipe_no_line_comes_before_the_one_before_was_answered(answers: int) -> None:
    taken = Taken()
    typed = Typed(io.StringIO("one\ntwo\nthree\n"), taken.end)
    typed.start(taken.post)
    came = []
    for _ in range(answers):
        typed.proceed()
        came.append(taken.next())
    end_typing(typed)
    assert came == [Heard("one"), Heard("two")][:answers]
    assert taken.nothing_more


def end_typing(typed: Typed) -> None:
    """Close, and wait until its thread has ended."""
    typed.close()
    for thread in threading.enumerate():
        if thread.name == "typing":
            thread.join(WAIT_S)


def test_wrong_bytes_and_endless_lines_do_not_end_the_hearing() -> None:
    taken = Taken()
    content = b"caf\xff\xc3\n" + b"x" * (2 * LONGEST + 5) + b"\nnext\n"
    typed = Typed(io.TextIOWrapper(io.BytesIO(content), "utf-8"), taken.end)
    typed.start(taken.post)
    came = []
    for _ in range(4):
        typed.proceed()
        came.append(taken.next())
    assert came == [Heard("caf\ufffd\ufffd"), Heard("x" * LONGEST), Heard("next"), AT_END]


def test_a_stream_that_is_closed_is_at_its_end() -> None:
    taken, stream = Taken(), Broken()
    typed = Typed(stream, taken.end)
    typed.start(taken.post)
    typed.proceed()
    assert taken.next() == AT_END


class Broken(io.StringIO):
    """A stream whose terminal hung up."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # io's stub allows None
        raise OSError("hung up")


def test_after_close_no_line_and_no_end_is_posted() -> None:
    taken = Taken()
    read, write = os.pipe()
    with os.fdopen(read) as stream:
        typed = Typed(stream, taken.end)
        typed.start(taken.post)
        typed.proceed()
        typed.close()
        os.write(write, b"next\n")
        os.close(write)
        end_typing(typed)
    assert taken.nothing_more


def test_the_silent_microphone_remembers_what_could_be_said_now() -> None:
    microphone, taken = NoMicrophone(), Taken()
    microphone.start(taken.post)
    microphone.render(Listen(("next", "stop")))
    microphone.close()
    assert microphone.phrases == ("next", "stop")
    assert taken.nothing_more


def named(*names: str) -> list[Key]:
    return [Named(name) for name in names]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", named("Up", "Down", "Right", "Left")),
        (b"\x1bOA\x1bOB\x1bOC\x1bOD", named("Up", "Down", "Right", "Left")),
        (
            b"\x1b[5~\x1b[6~\x1b[H\x1b[F\x1b[1~\x1b[4~\x1bOH",
            named("PageUp", "PageDown", "Home", "End", "Home", "End", "Home"),
        ),
        (b"\t", named("Tab")),
        (b"\x1b[Z\x1b[3~\x1b[1;5C\x1b[[A\x1bOP\x1b[200~", []),
        (b"\x1bn", [Named("Escape"), Letter("n")]),
        (b"\x1b\x1b[A", named("Escape", "Up")),
        ("é海".encode(), [Letter("é"), Letter("海")]),
        (b"a\xffb", [Letter("a"), Letter("b")]),
    ],
)
def test_keys_are_told_apart_however_their_bytes_are_cut(sent: bytes, keys: list[Key]) -> None:
    assert Keys().feed(sent) == keys
    one_by_one = Keys()
    assert [key for byte in sent for key in one_by_one.feed(bytes([byte]))] == keys
    assert not one_by_one.begun


def test_escape_alone_is_known_when_nothing_follows() -> None:
    keys = Keys()
    assert keys.feed(b"\x1b") == []
    assert keys.begun
    assert keys.end() == named("Escape")
    assert not keys.begun
    assert keys.end() == []


@given(st.binary(max_size=40))
def test_no_bytes_raise_and_nothing_is_kept_for_ever(sent: bytes) -> None:
    keys = Keys()
    keys.feed(sent)
    keys.end()
    assert not keys.begun


if sys.platform != "win32":
    import pty
    import termios

    from accessvr.devices.voice_commands.keyboard import Keyboard

    class Terminal:
        """A pseudo-terminal with a keyboard on it: what is typed at one end, what is posted at the other."""

        def __init__(self) -> None:
            self.far, near = pty.openpty()
            self.near: TextIO = os.fdopen(near)
            self.before = termios.tcgetattr(self.near)
            self.echo, self.taken = io.StringIO(), Taken()
            self.keyboard = Keyboard(self.near, self.echo, self.taken.end)

        def type(self, text: str | bytes) -> None:
            os.write(self.far, text.encode() if isinstance(text, str) else text)

        def close(self) -> None:
            self.keyboard.close()
            self.near.close()
            with suppress(OSError):
                os.close(self.far)

    @pytest.fixture
    def terminal() -> Iterator[Terminal]:
        made = Terminal()
        made.keyboard.start(made.taken.post)
        yield made
        made.close()


@on_unix
def test_keys_act_at_once_and_words_with_enter(terminal: Terminal) -> None:
    terminal.type("\x1b[C")
    assert terminal.taken.next() == Pressed("key.Right")
    terminal.type("next page")
    terminal.type("\x1b[6~")
    assert terminal.taken.next() == Pressed("key.PageDown")
    terminal.type("\n")
    assert terminal.taken.next() == Heard("next page")
    terminal.type(" ")
    assert terminal.taken.next() == Pressed("key.Space")
    terminal.type("\r")
    assert terminal.taken.next() == Pressed("key.Enter")
    terminal.type("[press stop]\n")
    assert terminal.taken.next() == Pressed("stop")
    assert terminal.echo.getvalue() == "next page\n[press stop]\n"


@on_unix
def test_escape_alone_is_the_escape_key(terminal: Terminal) -> None:
    terminal.type("\x1b")
    assert terminal.taken.next() == Pressed("key.Escape")


@on_unix
def test_a_typed_line_can_be_mended(terminal: Terminal) -> None:
    terminal.type("éx\x7f海\x7f té\n")
    assert terminal.taken.next() == Heard("é té")
    assert terminal.echo.getvalue() == "éx\b \b海\b \b\b \b té\n"
    terminal.type("\x7f")
    assert terminal.taken.next() == Pressed("key.Backspace")


@on_unix
def test_a_letter_that_comes_in_two_halves_is_one_letter(terminal: Terminal) -> None:
    whole = "é\n".encode()
    terminal.type(whole[:1])
    terminal.type(whole[1:])
    assert terminal.taken.next() == Heard("é")


@on_unix
def test_control_d_is_the_end_only_on_an_empty_line(terminal: Terminal) -> None:
    terminal.type("a\x04b\n")
    assert terminal.taken.next() == Heard("ab")
    terminal.type("\x04")
    assert terminal.taken.next() == AT_END


@on_unix
def test_a_terminal_that_hangs_up_is_the_end(terminal: Terminal) -> None:
    os.close(terminal.far)
    terminal.far = os.open(os.devnull, os.O_RDONLY)
    assert terminal.taken.next() == AT_END


@on_unix
def test_the_terminal_is_given_back_as_it_was_and_closing_twice_is_harmless(terminal: Terminal) -> None:
    during = termios.tcgetattr(terminal.near)
    assert not during[3] & (termios.ECHO | termios.ICANON)
    assert during[3] & termios.ISIG
    terminal.keyboard.close()
    assert termios.tcgetattr(terminal.near) == terminal.before
    terminal.keyboard.close()
    terminal.type("next\n")
    assert terminal.taken.nothing_more
    assert not [thread for thread in threading.enumerate() if thread.name == "keyboard"]


@on_unix
def test_an_echo_that_cannot_be_shown_does_not_lose_the_words(terminal: Terminal) -> None:
    terminal.echo.close()
    terminal.type("next\n")
    assert terminal.taken.next() == Heard("next")


@on_unix
def test_a_stream_that_is_no_terminal_is_refused() -> None:
    keyboard = Keyboard(io.StringIO(), io.StringIO(), lambda: None)
    with pytest.raises(DeviceError, match="no terminal"):
        keyboard.start(lambda event: None)
    keyboard.close()
    read, write = os.pipe()
    os.close(write)
    with os.fdopen(read) as stream, pytest.raises(DeviceError, match="no terminal") as raised:
        Keyboard(stream, io.StringIO(), lambda: None).start(lambda event: None)
    assert raised.value.remedy


@on_unix
def test_lines_at_a_terminal_do_not_wait_for_answers() -> None:
    terminal = Terminal()
    typed = Typed(terminal.near, terminal.taken.end)
    typed.start(terminal.taken.post)
    terminal.type("one\ntwo\n\x04")
    assert [terminal.taken.next() for _ in range(3)] == [Heard("one"), Heard("two"), AT_END]
    typed.close()
    terminal.close()
