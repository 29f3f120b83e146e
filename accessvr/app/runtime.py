"""A live visit: one inbox, one thread that owns the session, devices that are handed effects."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable, Iterable, Sequence

from accessvr.app.pacing import answered
from accessvr.app.text_log import TextLog
from accessvr.core.commands import Goodbye
from accessvr.core.device import Device
from accessvr.core.effects import Effect
from accessvr.core.errors import DeviceError
from accessvr.core.events import Event, Failed, Heard, Looked, Pointed, Pressed, Ticked
from accessvr.core.session import Session
from accessvr.core.step import step

log = logging.getLogger(__name__)
TICK_S = 0.5  # chosen: fine enough for a soft tick each second
FAREWELL_S = 10.0  # chosen: longer than any farewell; then the room closes in any case


class Runtime:
    """Runs a visit until it is over.

    look     turns the listener's head, before the session is told: sound follows within a block
    proceed  called whenever the answer to the last line was given, so that the next may come
    heard    sound is really heard, so that an answer and the farewell are worth waiting for
    """

    def __init__(
        self,
        session: Session,
        devices: Sequence[Device],
        text: TextLog,
        *,
        heard: bool,
        proceed: Callable[[], None] = lambda: None,
        look: Callable[[Looked], None] = lambda looked: None,
    ) -> None:
        self.session = session
        self._devices, self._text, self.heard, self._proceed = devices, text, heard, proceed
        self._look = look
        self._inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._began_s = time.monotonic()
        self._asked_at = 0
        self._turn = True  # the line that was let in has been taken: only then may another one come

    def post(self, event: Event) -> None:
        """Bring an event in, from any thread."""
        self._inbox.put(event)

    def end_of_input(self) -> None:
        """No more commands will be typed: the visit ends, whatever is asked."""
        self.post(Goodbye())
        self.post(Goodbye())

    def run(self) -> None:
        """Live the visit. Returns when it is over and the farewell has been heard."""
        over_s = None
        while over_s is None or (self.heard and self.session.said and time.monotonic() - over_s < FAREWELL_S):
            self._one()
            if self.session.over and over_s is None:
                over_s = time.monotonic()
            if self._turn and answered(self.session, self._asked_at, heard=self.heard):
                self._asked_at, self._turn = self.session.number, False
                self._proceed()

    def _one(self) -> None:
        try:
            event = self._inbox.get(timeout=TICK_S)
        except queue.Empty:
            event = None
        if isinstance(event, Looked):
            self._look(event)
        if isinstance(event, (Heard, Pressed)):
            self._asked_at = self.session.number
        if isinstance(event, (Heard, Pressed, Looked, Pointed)):
            self._turn = True
        self._handle(Ticked(time.monotonic() - self._began_s))
        if event is not None:
            self._handle(event)

    def _handle(self, event: Event) -> None:
        try:
            self.session, effects = step(self.session, event)
        except Exception:
            log.exception("a step failed")
            broken = self.session.words("broken")
            self.session, effects = step(self.session, Failed("step", broken))
        for effect in effects:
            self.render(effect)
        self._text.end_of_step()

    def render(self, effect: Effect) -> None:
        """Hand an effect to every device that brings it out."""
        hand_out(effect, self._devices)


def hand_out(effect: Effect, devices: Iterable[Device]) -> None:
    """Hand an effect to those devices that bring it out."""
    for device in devices:
        if isinstance(effect, device.renders):
            device.render(effect)


def start_all(devices: Sequence[Device], post: Callable[[Event], None]) -> dict[str, DeviceError]:
    """Start the devices in order; gives those that are not there."""
    missing: dict[str, DeviceError] = {}
    for device in devices:
        try:
            device.start(post)
        except DeviceError as error:
            missing[device.name] = error
    return missing


def close_all(devices: Sequence[Device]) -> None:
    """Close the devices in reverse order, whatever any of them does."""
    for device in reversed(devices):
        try:
            device.close()
        except Exception:
            log.exception("%s did not close", device.name)
