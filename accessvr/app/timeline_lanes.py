"""The lanes of the timeline: boxes of words, signs with names, motors as steps, and loudness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from xml.sax.saxutils import escape

from accessvr.core.values import dataclass

BAND_S, A_SECOND = 20, 60  # seconds in one band of the picture, pixels of one second
LEFT, RIGHT = 120, 170  # pixels: room for names, and for a box that begins late
EDGE = LEFT + BAND_S * A_SECOND
WIDTH = EDGE + RIGHT
INK, PAPER, DEEP, PALE, LINE = "#111111", "#ffffff", "#14284b", "#dbe4f3", "#8a8a8a"  # DEEP on PAPER is above 14:1
LETTER, WIDE_LETTER = 7.8, 13.0  # pixels of a letter of DejaVu Sans 12, by sight; bold ones fit too
LINE_HEIGHT, MOST_LINES, PADDING, NARROWEST = 16, 4, 16, 150  # pixels, lines, pixels, pixels
MOTOR_HEIGHT, LOUDNESS_HEIGHT = 22, 56
QUIETEST_DB = -60.0
POINT_S = 0.1  # seconds: how fine loudness is drawn
MOTORS = ("left.top", "left.inner", "right.top", "right.inner")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Row = tuple[float, str, float]
Level = tuple[float, float]


class Form(Enum):
    """What a mark stands for, each with a shape of its own."""

    PATRON = "the patron said"
    VOICE = "the voice said"
    SOUND = "sound"
    FELT = "vibration"
    QUIET = "quiet"


SHAPES = {Form.SOUND: "M-6 12l6 -11l6 11z", Form.FELT: "M0 0l6 6.5l-6 6.5l-6 -6.5z", Form.QUIET: "M-5 1h10v11h-10z"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at a moment, in words."""

    at_s: float
    form: Form
    text: str
    lasts_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A drawn lane: its height in pixels, and its SVG with its top at 0."""

    height: int
    drawn: str


def readable(text: str) -> str:
    """Give text on one line, without characters that XML does not know."""
    return " ".join(NOT_XML.sub(" ", text).split())


def clock(at_s: float) -> str:
    """Give a time as minutes and seconds: "1:05"."""
    return f"{int(at_s) // 60}:{int(at_s) % 60:02d}"


def axis(from_s: float) -> Lane:
    """Give the times of a band, with a stroke for each second."""
    strokes = "".join(f"M{LEFT + second * A_SECOND} 14v{8 if second % 5 == 0 else 4}" for second in range(BAND_S + 1))
    times = "".join(
        f'<text class="name" x="{LEFT + second * A_SECOND}" y="10" text-anchor="middle">{clock(from_s + second)}</text>'
        for second in range(0, BAND_S + 1, 5)
    )
    return Lane(22, f'{times}<path d="M{LEFT} 18H{EDGE}{strokes}" stroke="{INK}" fill="none"/>')


def box_lane(name: str, from_s: float, marks: Sequence[Mark]) -> Lane:
    """Give boxes of words. Boxes that would cover one another stand in rows, one below the other."""
    boxes = [(_x(mark, from_s), *_wrapped(mark, from_s), mark) for mark in sorted(marks, key=_when)]
    rows = _rows([(x, x + wide) for x, wide, _, _ in boxes])
    tall = [0] * (max(rows, default=-1) + 1)
    for row, (_, _, lines, _) in zip(rows, boxes, strict=True):
        tall[row] = max(tall[row], len(lines) * LINE_HEIGHT + 12)
    drawn = (
        _box(x, sum(tall[:row]), wide, lines, mark) for row, (x, wide, lines, mark) in zip(rows, boxes, strict=True)
    )
    return Lane(max(sum(tall), LINE_HEIGHT), _name(name) + "".join(drawn))


def _when(mark: Mark) -> float:
    return mark.at_s


def _x(mark: Mark, from_s: float) -> float:
    return round(LEFT + (mark.at_s - from_s) * A_SECOND, 1)


def _wrapped(mark: Mark, from_s: float) -> tuple[float, list[str]]:
    """Give the width of a box and its lines; what does not fit is left to the transcript."""
    whole = _width(mark.text) + PADDING
    room = WIDTH - 10 - _x(mark, from_s)
    wide = min(max(NARROWEST, mark.lasts_s * A_SECOND - 4), room, whole)
    lines = _lines(mark.text, wide - PADDING)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][:-1].rstrip()}…"]
    return round(wide, 1), lines


def _width(text: str) -> float:
    """Give about how many pixels a text is wide; the letters of East Asia are wide."""
    return sum(WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else LETTER for letter in text)


def _lines(text: str, room: float) -> list[str]:
    lines = [""]
    for word in text.split():
        most = max(1, int(len(word) * min(room / _width(word), 1.0)))
        for part in (word[i : i + most] for i in range(0, len(word), most)):
            longer = f"{lines[-1]} {part}".strip()
            lines[-1:] = [longer] if _width(longer) <= room + 0.5 else [lines[-1], part]
    return lines


def _rows(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Give for each span, in order of its beginning, the first row in which it covers no other."""
    ends: list[float] = []
    rows = []
    for begins, finishes in spans:
        row = next((row for row, end in enumerate(ends) if end + 4 <= begins), len(ends))
        ends[row : row + 1] = [finishes]
        rows.append(row)
    return rows


def _box(x: float, y: int, wide: float, lines: Sequence[str], mark: Mark) -> str:
    patron = mark.form is Form.PATRON
    text = "".join(
        f'<text class="{"name light" if patron else "words"}" x="{x + 8:g}" y="{y + 17 + i * LINE_HEIGHT}">'
        f"{escape(line)}</text>"
        for i, line in enumerate(lines)
    )
    return (
        f'<g role="img">{_title(mark)}<path d="M{x:g} {y}h{wide:g}v{len(lines) * LINE_HEIGHT + 8}h-{wide:g}z" '
        f'fill="{DEEP if patron else PAPER}" stroke="{DEEP}" stroke-width="1.5"/>'
        f'<path d="M{x:g} {y}v{len(lines) * LINE_HEIGHT + 8}" stroke="{DEEP}" stroke-width="5"/>{text}</g>'
    )


def _title(mark: Mark) -> str:
    return f"<title>{clock(mark.at_s)}, {mark.form.value}: {escape(mark.text)}</title>"


def _name(name: str, y: int = 17) -> str:
    return f'<text class="name" x="24" y="{y}">{name}</text>'


def sign_lane(name: str, from_s: float, marks: Sequence[Mark]) -> Lane:
    """Give signs, each a shape and its name."""
    ordered = sorted(marks, key=_when)
    places = [_x(mark, from_s) for mark in ordered]
    rows = _rows([(x, x + 18 + _width(mark.text)) for x, mark in zip(places, ordered, strict=True)])
    drawn = (
        f'<g role="img" transform="translate({x:g} {row * LINE_HEIGHT + 5})">{_title(mark)}'
        f'<path d="{SHAPES[mark.form]}" fill="{DEEP}"/><text class="small" x="10" y="11">{escape(mark.text)}</text></g>'
        for x, row, mark in zip(places, rows, ordered, strict=True)
    )
    return Lane((max(rows, default=0) + 1) * LINE_HEIGHT + 6, _name(name) + "".join(drawn))


def motor_lane(motor: str, from_s: float, rows: Sequence[Row]) -> Lane:
    """Give one motor as filled steps; the whole height is its ceiling."""
    changes = [(at_s, level) for at_s, _, level in rows]
    steps = []
    for (at_s, level), (until_s, _) in pairwise([*changes, (from_s + BAND_S, 0.0)]):
        begins, ends = max(at_s, from_s), min(until_s, from_s + BAND_S)
        if level > 0 and begins < ends:
            x, wide = LEFT + (begins - from_s) * A_SECOND, (ends - begins) * A_SECOND
            tall = min(level, 1.0) * (MOTOR_HEIGHT - 3)
            steps.append(f"M{x:.1f} {MOTOR_HEIGHT}v-{tall:.1f}h{wide:.1f}v{tall:.1f}z")
    line = f'<path d="M{LEFT} {MOTOR_HEIGHT}H{EDGE}" stroke="{LINE}"/>'
    filled = f'<path d="{"".join(steps)}" fill="{DEEP}"/>' if steps else ""
    return Lane(MOTOR_HEIGHT, _name(motor.replace(".", " "), MOTOR_HEIGHT - 4) + line + filled)


def loudness_lane(from_s: float, loudness: Sequence[Level]) -> Lane:
    """Give the loudest of each tenth of a second as a filled curve."""
    loudest: dict[int, float] = {}
    for at_s, level_db in loudness:
        point = int((at_s - from_s) / POINT_S + 1e-6)
        loudest[point] = max(level_db, loudest.get(point, QUIETEST_DB))
    steps = "".join(
        f"L{LEFT + point * POINT_S * A_SECOND:.0f} {_height(level_db):.1f}h{POINT_S * A_SECOND:.0f}"
        for point, level_db in sorted(loudest.items())
    )
    last = LEFT + (max(loudest, default=0) + 1) * POINT_S * A_SECOND
    curve = f"M{LEFT} {LOUDNESS_HEIGHT}{steps}L{last:.0f} {LOUDNESS_HEIGHT}z" if loudest else ""
    scale = "".join(
        f'<path d="M{LEFT} {_height(level_db):.1f}H{EDGE}" stroke="{LINE}" stroke-dasharray="2 4"/>'
        f'<text class="small" x="{EDGE + 6}" y="{_height(level_db) + 4:.1f}">{level_db} dB</text>'
        for level_db in (0, -20, -40)
    )
    shape = f'<path d="{curve}" fill="{PALE}" stroke="{DEEP}" stroke-width="1.2"/>' if curve else ""
    return Lane(LOUDNESS_HEIGHT, _name("Loudness", LOUDNESS_HEIGHT // 2 + 4) + shape + scale)


def _height(level_db: float) -> float:
    return LOUDNESS_HEIGHT * min(max(level_db / QUIETEST_DB, 0.0), 1.0)
