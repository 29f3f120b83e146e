"""How soon a book gives its first text, against Thorium Reader's own parser, in the same run.

Twice: a cold process each, and once everything is loaded. The second is what a patron waits for who opens another book.

The parser is npm's r2-shared-js. It is no part of the product: `npm install r2-shared-js` in a folder, and name that
folder in ACCESSVR_PEERS. Without node or without it, the figure says what is missing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from accessvr.app.bench import Figure
from accessvr.app.preparing import begin
from accessvr.content.readers import open_any
from accessvr.content.tally import walk

PEERS = "ACCESSVR_PEERS"
PARSER = "r2-shared-js"
SCRIPT = Path(__file__).parent / "peers" / "thorium_parse.js"
LEAST = 5.0
ROUNDS = 5  # chosen: the best of so many, in turns
LIMIT_S = 60.0


def against_thorium(paths: Sequence[Path]) -> list[Figure]:
    """Give how many times faster than Thorium's parser the first text of each book is there."""
    missing = peer_missing()
    if missing:
        return [Figure("first text against Thorium's parser", 0.0, "times", f"at least {LEAST:g}", True, missing)]
    return [figure for path in paths for figure in _compared(path)]


def peer_missing() -> str:
    """Tell what is missing to run the peer; "" when it is there."""
    if shutil.which("node") is None:
        return "absent: node is not installed"
    if not _parser_folder().is_dir():
        return f"absent: npm's {PARSER} is not in the folder that {PEERS} names"
    return ""


def _compared(path: Path) -> list[Figure]:
    turns = [(first_text_s(path), opened_s(path), *thorium_s(path)) for _ in range(ROUNDS)]
    cold, warm, their_cold, their_warm = (min(times) for times in zip(*turns, strict=True))
    return [
        _figure(f"first text in a cold process, {path.name}", cold, their_cold),
        _figure(f"first text once all is loaded, {path.name}", warm, their_warm),
    ]


def _figure(name: str, ours_s: float, theirs_s: float) -> Figure:
    peer = f"Thorium's parser, {PARSER}: {theirs_s:.3f} s to an outline without text; ours {ours_s:.3f} s"
    times = theirs_s / ours_s
    return Figure(name, times, "times faster", f"at least {LEAST:g}", times >= LEAST, peer)


def opened_s(path: Path) -> float:
    """Give the seconds to open a book and to have its first words, in this process."""
    begun_s = time.perf_counter()
    book = open_any(path)
    any(
        node.text or node.label for index in range(len(book.publication.sections)) for node in walk(book.section(index))
    )
    spent_s = time.perf_counter() - begun_s
    book.close()
    return spent_s


def first_text_s(path: Path) -> float:
    """Give the seconds until a cold preparing process has the first words of a book ready for a visit."""
    with tempfile.TemporaryDirectory() as folder:
        begun_s = time.perf_counter()
        with begin(path, Path(folder)) as process:
            for line in process.stdout or ():
                what, _, number = line.strip().partition(" ")
                if what == "section" and _has_words(Path(folder) / f"section-{number}.json"):
                    break
            spent_s = time.perf_counter() - begun_s
            process.kill()
        return spent_s


def _has_words(file: Path) -> bool:
    waiting = list(json.loads(file.read_text("utf-8"))["nodes"])
    while waiting:
        node = waiting.pop()
        if node.get("text") or node.get("label"):
            return True
        waiting += node.get("children", ())
    return False


def thorium_s(path: Path) -> tuple[float, float]:
    """Give the seconds Thorium's parser takes to open a book: a cold process of it, and the parser once loaded."""
    environment = os.environ | {"NODE_PATH": str(_parser_folder().parent)}
    command = ["node", str(SCRIPT), str(path)]
    begun_s = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=LIMIT_S)
    return time.perf_counter() - begun_s, float(json.loads(done.stdout)["ms"]) / 1000


def _parser_folder() -> Path:
    return Path(os.environ.get(PEERS, "")) / "node_modules" / PARSER
