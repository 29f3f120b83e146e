"""Hostile and damaged files: what can be read is read, nothing hidden is heard, and nothing is let out of the house.

Each is prepared as in a visit, by a process in which every socket, every other program and every file written outside
of the prepared folder is forbidden. The makers are in hostile/.
"""

from __future__ import annotations

import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from content.hostile.daisies import DAISIES, OVERLAYS
from content.hostile.documents import MARKDOWN, OPEN_DOCUMENTS, PAGES_ALONE, PDFS, PLAIN, WORDS
from content.hostile.faults import faults, heard
from content.hostile.grids import GRIDS
from content.hostile.hidden import HIDDEN, NEAR_HIDDEN
from content.hostile.making import SAID, Hostile, epub, page
from content.hostile.packages import PACKAGES
from content.hostile.pages import PAGES
from content.hostile.preparing import Preparing, prepared_book
from content.hostile.zips import ZIPS

MOST_MB = 300
LARGE_BYTES = 100_000


@pytest.fixture(scope="module")
def preparing() -> Iterator[Preparing]:
    child = Preparing()
    yield child
    child.close()


@pytest.fixture
def given(tmp_path: Path) -> Iterator[Path]:
    """Give a folder of its own for the hostile file; large files do not outlive the test."""
    folder = tmp_path / "given"
    folder.mkdir()
    yield folder
    shutil.rmtree(tmp_path, ignore_errors=True)


EPUBS = (*ZIPS, *PACKAGES, *PAGES, *GRIDS, *HIDDEN, *NEAR_HIDDEN, *OVERLAYS)
DOCUMENTS = (*WORDS, *OPEN_DOCUMENTS, *PDFS, *PAGES_ALONE, *MARKDOWN, *PLAIN)


@pytest.mark.parametrize("hostile", [*EPUBS, *DAISIES, *DOCUMENTS], ids=str)
def test_a_hostile_file_is_read_as_far_as_it_can_be_or_refused_in_plain_words(
    hostile: Hostile, given: Path, preparing: Preparing
) -> None:
    check(hostile, given, preparing)


def check(hostile: Hostile, given: Path, preparing: Preparing) -> None:
    """Prepare a hostile file and look at what became of it."""
    path, folder = hostile.make(given), given.parent / "prepared"
    there = _listed(given)
    if max((size for _, size in there), default=0) > LARGE_BYTES:
        preparing.close()  # the next child has held nothing yet
    outcome = preparing.prepare(path, folder)
    assert outcome.fault == ""
    assert outcome.forbidden == []
    assert _listed(given) == there
    assert outcome.peak_mb < MOST_MB
    if hostile.refused is not None:
        assert (outcome.refusal is not None) == hostile.refused, outcome.refusal
    if outcome.refusal is not None:
        _is_plain(outcome.refusal)
        return
    book = prepared_book(folder, *([path] if path.is_dir() else []))
    assert [said for said in hostile.said if not any(said in words for words in heard(book))] == []
    assert [words[:100] for words in heard(book) for never in hostile.never if never in words] == []
    assert faults(book) == []


def _listed(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_size) for path in folder.rglob("*"))


def _is_plain(refusal: dict[str, str]) -> None:
    """A refusal says what happened, what to say next, and what a librarian can do; no codes are spoken."""
    assert refusal["message"]
    assert refusal["remedy"].endswith(".")
    assert "Say " in refusal["spoken"] or "librarian" in refusal["spoken"]
    assert not set(refusal["spoken"]) & set("/\\<>{}[]_"), refusal["spoken"]
    assert "rror" not in refusal["spoken"]


class _Listening(http.server.BaseHTTPRequestHandler):
    """A server on this computer that no book may ask for anything."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Listening", (_Listening,), {"asked": asked})
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_address[1]}", asked
    listening.shutdown()
    thread.join()
    listening.server_close()


ASKING = (
    '<!DOCTYPE html SYSTEM "{0}/a.dtd">',
    '<!DOCTYPE html [<!ENTITY out SYSTEM "{0}/a.txt">]>',
    '<!DOCTYPE html [<!ENTITY % out SYSTEM "{0}/a.ent"> %out;]>',
    '<?xml-stylesheet type="text/xsl" href="{0}/a.xsl"?>',
)


@pytest.mark.parametrize("before", ASKING)
def test_no_book_asks_a_server_for_anything(
    before: str, given: Path, preparing: Preparing, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    inner = "".join(
        f'<{tag} src="{address}/x" data="{address}/y" href="{address}/z"/>'
        for tag in ("img", "iframe", "object", "link", "audio")
    )
    path = epub(given, c0_xhtml=page(f"<p>{SAID} &out;</p>{inner}", before=before.format(address)))
    outcome = preparing.prepare(path, given.parent / "prepared")
    assert (outcome.fault, outcome.refusal, outcome.forbidden, asked) == ("", None, [], [])
    assert SAID in " ".join(heard(prepared_book(given.parent / "prepared")))


def test_the_guard_forbids_what_it_should(tmp_path: Path) -> None:
    """A guard that sees nothing would prove nothing."""
    import subprocess
    import sys

    tries = (
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "open(outside, 'w')",
        "from pathlib import Path; Path(outside).mkdir()",
        "import os; os.rename(outside, outside)",
    )
    program = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[1:2]\n"
        "from content.hostile.child import Forbidden, Guard\n"
        "import socket, subprocess, os\n"
        f"outside = {str(tmp_path / 'outside')!r}\n"
        "guard = Guard()\n"
        f"for what in {tries!r}:\n"
        f"    guard.watch(Path({str(tmp_path / 'inside')!r}))\n"
        "    try: exec(what)\n"
        "    except Forbidden: pass\n"
        "    print(len(guard.rest()))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(root / "tests")], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout.split() == ["1"] * len(tries)
    assert list(tmp_path.iterdir()) == []
