"""The timeline of a rehearsal as one picture: what was asked, spoken, sounded and felt, and how loud it was.

Time runs from left to right, and goes on below as lines of a page do. Everything has its name in letters and a shape
of its own, so that nothing hangs on colour.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TypeVar
from xml.sax.saxutils import escape

from accessvr.app.timeline_lanes import (
    BAND_S,
    EDGE,
    INK,
    LEFT,
    MOTORS,
    PAPER,
    WIDTH,
    Form,
    Lane,
    Level,
    Mark,
    Row,
    axis,
    box_lane,
    clock,
    loudness_lane,
    motor_lane,
    readable,
    sign_lane,
)
from accessvr.core.pace import CHARACTERS_A_WORD

Record = Mapping[str, object]
Timed = TypeVar("Timed", Row, Level)
HEAD, BETWEEN, LANE_GAP = 112, 26, 6  # pixels
STYLE = (
    f"text{{font-family:'DejaVu Sans',Verdana,Arial,sans-serif;font-size:12px;fill:{INK}}}"
    f".title{{font-size:22px;font-weight:bold}}.name{{font-weight:bold}}.small{{font-size:11px}}.light{{fill:{PAPER}}}"
)
TITLE = "A visit, second by second"
LEGEND = "A box begins when its words begin. A triangle is a sound, a diamond a vibration, a square is silence."


def wristbands_csv(rows: Iterable[Row]) -> str:
    """Give the motors' changes as a table: at_s, motor ("left.top"), level 0 to 1."""
    return "at_s,motor,level\n" + "".join(f"{at_s:.3f},{motor},{level:g}\n" for at_s, motor, level in rows)


def timeline_svg(
    effects: Sequence[Record], motors: Sequence[Row], loudness: Sequence[Level], heard: Sequence[tuple[float, str]]
) -> str:
    """Give the picture as SVG. The same data always give the same letters.

    effects   records of effects.jsonl, in order of time
    motors    (at_s, motor, level 0 to 1), in order of time
    loudness  (at_s, level in dB full scale), in order of time
    heard     (at_s, words) of the patron
    """
    marks = _marks(effects, heard)
    moments = [*(mark.at_s for mark in marks), *(row[0] for row in motors), *(level[0] for level in loudness)]
    length_s = max(moments, default=0.0)
    by_motor = {motor: [row for row in motors if row[1] == motor] for motor in MOTORS}
    bands = [_lanes(number * BAND_S, marks, by_motor, loudness) for number in range(int(length_s // BAND_S) + 1)]
    parts, y = [], HEAD
    for number, lanes in enumerate(bands):
        tall = sum(lane.height + LANE_GAP for lane in lanes)
        parts.append(_band(number * BAND_S, lanes, y, tall))
        y += tall + BETWEEN
    return _page(y, _summary(marks, loudness, length_s), "\n".join(parts))


def _marks(effects: Sequence[Record], heard: Sequence[tuple[float, str]]) -> list[Mark]:
    """Give what is written into the picture."""
    asked = [Mark(at_s, Form.PATRON, readable(words)) for at_s, words in heard]
    return [*asked, *_spoken(effects), *filter(None, map(_sign, effects))]


def _sign(record: Record) -> Mark | None:
    match record["effect"]:
        case "Cue":
            return Mark(_number(record["at_s"]), Form.SOUND, readable(str(record["earcon"])))
        case "Buzz":
            return Mark(_number(record["at_s"]), Form.FELT, readable(str(record["tacton"])))
        case "Hush":
            return Mark(_number(record["at_s"]), Form.QUIET, "silence")
        case _:
            return None


def _spoken(effects: Sequence[Record]) -> list[Mark]:
    """Give what was spoken. How long it took is not recorded: it is taken from its letters, to what came next."""
    turns = [record for record in effects if record["effect"] in ("Say", "Hush")]
    marks = []
    for record, after in pairwise([*turns, None]):
        if record is not None and record["effect"] == "Say":
            at_s, text = _number(record["at_s"]), readable(str(record["text"]))
            lasts_s = len(text) / CHARACTERS_A_WORD / _number(record["words_per_minute"]) * 60
            until_s = lasts_s if after is None else _number(after["at_s"]) - at_s
            marks.append(Mark(at_s, Form.VOICE, text, min(lasts_s, until_s)))
    return marks


def _number(value: object) -> float:
    return float(str(value))


def _lanes(
    from_s: float, marks: Sequence[Mark], motors: Mapping[str, Sequence[Row]], loudness: Sequence[Level]
) -> list[Lane]:
    """Give the lanes of one band of the picture, from above."""
    here = [mark for mark in marks if from_s <= mark.at_s < from_s + BAND_S]
    return [
        axis(from_s),
        box_lane("Patron", from_s, [mark for mark in here if mark.form is Form.PATRON]),
        box_lane("Voice", from_s, [mark for mark in here if mark.form is Form.VOICE]),
        sign_lane("Sounds", from_s, [mark for mark in here if mark.form in (Form.SOUND, Form.QUIET)]),
        sign_lane("Vibrations", from_s, [mark for mark in here if mark.form is Form.FELT]),
        *(motor_lane(motor, from_s, _band_of(rows, from_s, before=1)) for motor, rows in motors.items()),
        loudness_lane(from_s, _band_of(loudness, from_s)),
    ]


def _band_of(rows: Sequence[Timed], from_s: float, before: int = 0) -> Sequence[Timed]:
    """Give the rows of a band, and `before` of those before it."""
    first, after = (bisect_left(rows, at_s, key=itemgetter(0)) for at_s in (from_s, from_s + BAND_S))
    return rows[max(first - before, 0) : after]


def _band(from_s: float, lanes: Sequence[Lane], top: int, tall: int) -> str:
    parts = [f'<g role="group" aria-label="{clock(from_s)} to {clock(from_s + BAND_S)}">']
    for second in range(0, BAND_S + 1, 5):
        x = LEFT + second * (EDGE - LEFT) // BAND_S
        parts.append(f'<path d="M{x} {top + 18}V{top + tall - LANE_GAP}" stroke="#c4c4c4"/>')
    y = top
    for lane in lanes:
        parts.append(f'<g transform="translate(0 {y})">{lane.drawn}</g>')
        y += lane.height + LANE_GAP
    return "\n".join([*parts, "</g>"])


def _summary(marks: Sequence[Mark], loudness: Sequence[Level], length_s: float) -> str:
    count = {form: sum(mark.form is form for mark in marks) for form in Form}
    parts = (
        _counted(count[Form.PATRON], "request", "requests"),
        _counted(count[Form.VOICE], "answer or sentence spoken", "answers and sentences spoken"),
        _counted(count[Form.SOUND], "sound", "sounds"),
        _counted(count[Form.FELT], "vibration", "vibrations"),
    )
    loudest = f" It is loudest at {clock(max(loudness, key=itemgetter(1))[0])}." if loudness else ""
    return f"{clock(length_s)} minutes: {', '.join(parts)}.{loudest}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _page(height: int, summary: str, drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'xml:lang="en" role="graphics-document document" aria-labelledby="title" aria-describedby="description">\n'
        f'<title id="title">{TITLE}</title>\n<desc id="description">{escape(summary)} {LEGEND} '
        f"The same words, a line each, are in transcript.txt.</desc>\n<style>{STYLE}</style>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>\n<text class="title" x="24" y="40">{TITLE}</text>\n'
        f'<text x="24" y="64">{escape(summary)}</text>\n<text x="24" y="84">{LEGEND}</text>\n{drawn}\n</svg>\n'
    )
