"""How soon a book gives its first text, against Thorium Reader's own parser: a cold process each, in the same run.

The parser is npm's r2-shared-js. It is no part of the product: `npm install r2-shared-js` in a folder, and name that
folder in ACCESSVR_PEERS. Without node or without it, the figure says what is missing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from accessvr.app.bench import Figure

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
    return [_compared(path) for path in paths]


def peer_missing() -> str:
    """Tell what is missing to run the peer; "" when it is there."""
    if shutil.which("node") is None:
        return "absent: node is not installed"
    if not _parser_folder().is_dir():
        return f"absent: npm's {PARSER} is not in the folder that {PEERS} names"
    return ""


def _compared(path: Path) -> Figure:
    turns = [(first_text_s(path), thorium_s(path)) for _ in range(ROUNDS)]
    ours, theirs = min(turn[0] for turn in turns), min(turn[1] for turn in turns)
    peer = f"Thorium's parser, {PARSER}: {theirs:.2f} s to an outline without text; ours {ours:.3f} s"
    times = theirs / ours
    return Figure(f"first text, {path.name}", times, "times faster", f"at least {LEAST:g}", times >= LEAST, peer)


def first_text_s(path: Path) -> float:
    """Give the seconds until a cold preparing process has the first words of a book ready for a visit."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "accessvr.content.prepared", str(path), folder]
        begun_s = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
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


def thorium_s(path: Path) -> float:
    """Give the seconds a cold process of Thorium's parser takes to open a book."""
    environment = os.environ | {"NODE_PATH": str(_parser_folder().parent)}
    command = ["node", str(SCRIPT), str(path)]
    begun_s = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=LIMIT_S)
    return time.perf_counter() - begun_s


def _parser_folder() -> Path:
    return Path(os.environ.get(PEERS, "")) / "node_modules" / PARSER
