"""The parent's side of child.py: a file is prepared there, and what became of it is read here."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.hostile.faults import Opened

from accessvr.content.prepared import Prepared
from accessvr.core.publication import Node, Passage

CHILD = Path(__file__).with_name("child.py")
LIMIT_S = 120.0  # chosen: far above what any takes on a slow and busy computer
GROWN_MB = 170.0  # chosen: a child that has held more is replaced; the model of languages alone takes 120


@dataclass(frozen=True)
class Outcome:
    """What became of a file.

    refusal  message, spoken, remedy; None when it was read
    fault    what was raised that is no refusal; forbidden  what was tried that no book may lead to
    """

    refusal: dict[str, str] | None
    fault: str
    forbidden: list[str]
    peak_mb: float
    seconds: float


class Preparing:
    """A child that prepares one file after another; one that dies, hangs or grows is replaced."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def prepare(self, path: Path, folder: Path) -> Outcome:
        """Prepare a file into a folder. Raises AssertionError when the child dies or takes too long."""
        process = self._process if self._process and self._process.poll() is None else self._begin()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(LIMIT_S, process.kill)
        watch.start()
        process.stdin.write(json.dumps([str(path), str(folder)]) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        watch.cancel()
        assert line, f"{path.name}: the child died, or took more than {LIMIT_S:g} s"
        told: dict[str, Any] = json.loads(line)  # Any, since that is what the json module gives
        if told["peak_mb"] > GROWN_MB:
            self.close()
        return Outcome(told["refusal"], told["fault"], told["forbidden"], told["peak_mb"], told["seconds"])

    def _begin(self) -> subprocess.Popen[str]:
        self.close()
        command = [sys.executable, str(CHILD)]
        root = CHILD.parents[3]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=root
        )
        return self._process

    def close(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def prepared_book(folder: Path, *others: Path) -> Opened:
    """Give a prepared book whole; its sound may lie in the folder and in `others`."""
    prepared = Prepared(folder)
    passages = [prepared.passage(index) for index in range(len(prepared.publication.sections))]
    sections = [(_tops(passage), _anchors(passage)) for passage in passages]
    return Opened(prepared.publication, sections, (folder, *others))


def _tops(passage: Passage) -> tuple[Node, ...]:
    return tuple(stop.node for stop in passage.stops if stop.above < 0)


def _anchors(passage: Passage) -> dict[str, str]:
    return {name: passage.stops[index].node.id for name, index in passage.where.items()}
