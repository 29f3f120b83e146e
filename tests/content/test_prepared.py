from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from accessvr.content.prepared import Prepared, prepare
from accessvr.content.readers import open_any
from accessvr.core.errors import ContentError
from accessvr.core.publication import Entry, Kind, lay_out

MakeEpub = Callable[..., Path]
CHAPTERS = (
    '<h1>One</h1><p>Call me <i xml:lang="fr">Ismaël</i>. <a href="c1.xhtml#w">The whale!</a></p>',
    '<h1>Two</h1><section id="w"><p>A white whale, “Moby”—<b>Dick</b>.</p></section><img src="x" alt="A harpoon"/>',
)


def prepared(path: Path, folder: Path) -> tuple[Prepared, list[str]]:
    steps: list[str] = []
    prepare(path, folder, steps.append)
    return Prepared(folder), steps


def test_what_is_prepared_is_what_is_in_the_book(make_epub: MakeEpub, tmp_path: Path) -> None:
    path = make_epub(*CHAPTERS)
    book = open_any(path)
    ready, steps = prepared(path, tmp_path / "ready")
    assert steps == ["outline", "section 0", "section 1", "whole"]
    assert ready.whole
    for index in range(2):
        assert ready.passage(index).stops == lay_out(index, book.section(index), "en").stops


def test_a_prepared_book_has_true_sizes_and_counts(make_epub: MakeEpub, tmp_path: Path) -> None:
    section = prepared(make_epub(*CHAPTERS), tmp_path / "ready")[0].publication.sections[1]
    assert section.size == len("Two") + len("A white whale, “Moby”—Dick.")
    assert section.counts == {Kind.HEADING: 1, Kind.PARAGRAPH: 1, Kind.FIGURE: 1}


def test_headings_take_the_place_of_contents(make_epub: MakeEpub, tmp_path: Path) -> None:
    ready, _ = prepared(make_epub("<h2 id='a'>One</h2><h3 id='b'>More</h3>"), tmp_path / "ready")
    assert ready.publication.entries == (
        Entry(Kind.CHAPTER, "One", 0, "s0#a", 1),
        Entry(Kind.HEADING, "More", 0, "s0#b", 2),
    )


def test_every_entry_leads_to_a_place_that_is_there(make_epub: MakeEpub, tmp_path: Path) -> None:
    nav = '<ol><li><a href="c1.xhtml#w">W</a></li><li><a href="c0.xhtml#nowhere">N</a></li></ol>'
    ready, _ = prepared(make_epub(*CHAPTERS, nav=nav), tmp_path / "ready")
    first, second = ready.publication.entries
    assert ready.passage(1).where[first.node] == 1
    assert second.node == ""


def test_preparing_goes_on_where_it_was_broken_off(make_epub: MakeEpub, tmp_path: Path) -> None:
    path, folder = make_epub(*CHAPTERS), tmp_path / "ready"

    def give_up(step: str) -> None:
        if step == "section 0":
            raise InterruptedError

    with pytest.raises(ContentError):
        prepare(path, folder, give_up)
    assert not Prepared(folder).whole
    assert Prepared(folder).passage(0).stops[0].node.text == "One"
    with pytest.raises(ContentError, match="is not prepared"):
        Prepared(folder).passage(1)
    kept = (folder / "section-0.json").stat().st_mtime_ns
    assert prepared(path, folder)[0].whole
    assert (folder / "section-0.json").stat().st_mtime_ns == kept


def test_what_is_whole_is_not_prepared_again(make_epub: MakeEpub, tmp_path: Path) -> None:
    path = make_epub(*CHAPTERS)
    prepared(path, tmp_path / "ready")
    assert prepared(path, tmp_path / "ready")[1] == ["outline", "whole"]


def test_another_book_in_the_same_folder_replaces_the_first(make_epub: MakeEpub, tmp_path: Path) -> None:
    prepared(make_epub(*CHAPTERS, name="a.epub"), tmp_path / "ready")
    ready, _ = prepared(make_epub("<p>Other.</p>", name="b.epub"), tmp_path / "ready")
    assert [stop.node.text for stop in ready.passage(0).stops] == ["Other."]
    assert sorted(file.name for file in (tmp_path / "ready").iterdir()) == ["outline.json", "section-0.json"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("call me ismael", ["Call me Ismaël. The whale!"]),
        ("whale", ["whale!", "whale, “Moby”—Dick."]),
        ("MOBY DICK", ["Moby”—Dick."]),
        ("harpoon", ["A harpoon"]),
        ("ale", []),
        ("", []),
        ("...", []),
    ],
)
def test_words_are_found_as_they_are_said(make_epub: MakeEpub, tmp_path: Path, words: str, found: list[str]) -> None:
    ready, _ = prepared(make_epub(*CHAPTERS), tmp_path / "ready")
    places, more = ready.search(words, 10)
    assert [place.after for place in places] == found
    assert not more


def test_a_found_place_tells_where_it_is(make_epub: MakeEpub, tmp_path: Path) -> None:
    ready, _ = prepared(make_epub(*CHAPTERS), tmp_path / "ready")
    first, second = ready.search("whale", 2)[0]
    assert (first.section, second.section) == (0, 1)
    stop = ready.passage(1).stops[ready.passage(1).where[second.node]]
    assert stop.node.text[second.offset :].startswith("whale")
    assert second.before == "A white "
    assert 0 < first.progress < second.progress < 1
    assert ready.search("whale", 1) == ([first], True)


def test_the_command_tells_each_step(make_epub: MakeEpub, tmp_path: Path) -> None:
    done = run(str(make_epub(*CHAPTERS)), str(tmp_path / "ready"))
    assert (done.returncode, done.stdout.split("\n")) == (0, ["outline", "section 0", "section 1", "whole", ""])


def test_the_command_tells_a_refusal_in_plain_words(tmp_path: Path) -> None:
    done = run(str(tmp_path / "nothing.epub"), str(tmp_path / "ready"))
    word, _, told = done.stdout.partition(" ")
    assert (done.returncode, word, done.stderr) == (1, "refused", "")
    assert json.loads(told)["spoken"] == "I cannot find this book. Say shelf to choose another."


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "accessvr.content.prepared", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize(
    ("name", "least"),
    [("standardebooks/flatland", 19), ("idpf-samples/childrens-literature", 26), ("idpf-samples/wasteland", 55)],
)
def test_every_link_and_entry_of_a_real_book_leads_to_a_place_that_is_there(
    books: Path, tmp_path: Path, name: str, least: int
) -> None:
    ready, _ = prepared(books / "epub" / f"{name}.epub", tmp_path / "ready")
    passages = [ready.passage(index) for index in range(len(ready.publication.sections))]
    spans = [span for passage in passages for stop in passage.stops for span in stop.node.spans]
    targets = {span.target for span in spans} | {entry.node for entry in ready.publication.entries}
    everywhere = {name for passage in passages for name in passage.where}
    assert len(targets) >= least
    assert targets - {""} <= everywhere
