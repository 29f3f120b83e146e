from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.content.books.smil import Phrase, Sound, phrases, seconds

CLOCKS = {
    "npt=1.2s": 1.2,
    "npt=0s": 0.0,
    "12.3s": 12.3,
    "12s": 12.0,
    "250ms": 0.25,
    "2min": 120.0,
    "1.5h": 5400.0,
    "7": 7.0,
    "7.25": 7.25,
    "0:00:01.200": 1.2,
    "1:02:03.5": 3723.5,
    "1:02.5": 62.5,
    "npt=1:02:03": 3723.0,
    " NPT=3S ": 3.0,
    "75:00": 4500.0,
    "1,5s": 1.5,
}


@pytest.mark.parametrize(("clock", "wanted"), CLOCKS.items())
def test_every_form_of_a_clock_is_understood(clock: str, wanted: float) -> None:
    assert seconds(clock) == pytest.approx(wanted)


@pytest.mark.parametrize("clock", ["", None, "now", "-1s", "1e9999", "nan", "inf", "1:2:3:4", "smpte=1", "s", "0x10"])
def test_what_is_no_clock_is_none(clock: str | None) -> None:
    assert seconds(clock) is None


@given(st.text(max_size=40))
def test_any_words_are_a_finite_clock_or_none(words: str) -> None:
    found = seconds(words)
    assert found is None or 0 <= found < float("inf")


def read(body: str, name: str = "OPS/a.smil") -> list[Phrase]:
    return phrases(f"<smil><body>{body}</body></smil>".encode(), name)[0]


def troubles(body: str) -> list[str]:
    return phrases(f"<smil><body>{body}</body></smil>".encode(), "OPS/a.smil")[1]


def test_a_phrase_has_its_text_its_sounds_and_all_ids_that_lead_to_it() -> None:
    found = read(
        '<seq id="all"><par id="p1"><text src="c.xhtml#t1" id="x"/><audio src="../a.mp3" clipBegin="1s" clipEnd="2s"/>'
        '</par><par id="p2"><text src="c.xhtml#t2"/><seq id="in"><audio id="y" src="b.mp3" clip-begin="npt=2s" '
        'clip-end="npt=3s"/><audio src="b.mp3" clip-begin="npt=3s"/></seq></par></seq>'
    )
    assert found == [
        Phrase("OPS/c.xhtml#t1", (Sound("a.mp3", 1.0, 2.0),), ("all", "p1", "x")),
        Phrase("OPS/c.xhtml#t2", (Sound("OPS/b.mp3", 2.0, 3.0), Sound("OPS/b.mp3", 3.0, 0.0)), ("p2", "in", "y")),
    ]


def test_sound_alone_and_text_alone_are_phrases_too() -> None:
    found = read('<seq><audio src="a.mp3"/><par><text src="c.html#t"/></par><par><audio src="b.mp3"/></par></seq>')
    assert [(phrase.text, len(phrase.sounds)) for phrase in found] == [("", 1), ("OPS/c.html#t", 0), ("", 1)]


def test_what_may_be_skipped_is_known_by_its_nearest_statement() -> None:
    found = read(
        '<seq customTest="note"><par><text src="c#1"/></par><par customTest="pagenum"><text src="c#2"/></par></seq>'
        '<par system-required="pagenumber-on"><text src="c#3"/></par><par><text src="c#4"/></par>'
    )
    assert [phrase.role for phrase in found] == ["note", "pagenum", "pagenumber", ""]


def test_the_words_of_epub_are_understood() -> None:
    data = (
        b'<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
        b'<seq epub:type="footnote"><par><text src="c.xhtml#a%20b"/></par></seq></body></smil>'
    )
    assert phrases(data, "a.smil")[0] == [Phrase("c.xhtml#a b", role="footnote")]


def test_names_with_escapes_are_found_and_those_that_climb_are_not() -> None:
    assert read('<par><audio src="my%20sound.mp3"/></par>')[0].sounds[0].source == "OPS/my sound.mp3"
    climbing = '<par><text src="../../../c.html#t"/><audio src="http://example.org/a.mp3"/><audio src="/etc/a"/></par>'
    assert read(climbing) == [Phrase()]
    assert len(troubles(climbing)) == 3


@pytest.mark.parametrize("times", ['clipBegin="soon"', 'clipBegin="2s" clipEnd="1s"', 'clipBegin="1s" clipEnd="1s"'])
def test_a_clip_that_makes_no_sense_is_left_out_and_told(times: str) -> None:
    body = f'<par><text src="c#t"/><audio src="a.mp3" {times}/></par>'
    assert read(body) == [Phrase("OPS/c#t")]
    assert "makes no sense" in troubles(body)[0]


def test_of_a_broken_file_what_can_be_read_is_read() -> None:
    data = b'<smil><body><par id="p"><text src="c#t"/><audio src="a.mp3" clipBegin="1s" clipEnd="2s"></par><par><te'
    assert phrases(data, "a.smil")[0] == [Phrase("c#t", (Sound("a.mp3", 1.0, 2.0),), ("p",))]
    assert phrases(b"no SMIL at all", "a.smil") == ([], ["a.smil: cannot be read; its sound is left out"])


def test_deep_nesting_and_entities_do_no_harm() -> None:
    deep = b"<smil><body>" + b"<seq>" * 5000 + b'<par><text src="c#t"/></par>' + b"</seq>" * 5000 + b"</body></smil>"
    assert len(phrases(deep, "a.smil")[0]) <= 1
    bomb = b'<!DOCTYPE smil [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><smil><body><par id="&a;">&c;'
    found, _ = phrases(bomb + b'<text src="c#t"/></par></body></smil>', "a.smil")
    assert [phrase.text for phrase in found] == ["c#t"]


@given(st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(data: bytes) -> None:
    phrases(b"<smil><body><par><text src='c#t'/>" + data, "a.smil")
    phrases(data, "a.smil")
