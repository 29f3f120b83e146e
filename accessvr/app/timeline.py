"""The timeline of a rehearsal as one picture: what was asked, spoken, sounded, felt, and how loud it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

Row = tuple[float, str, float]
Record = Mapping[str, object]
MOTORS = ("left.top", "left.inner", "right.top", "right.inner")
LEFT, RIGHT, A_SECOND = 150, 40, 36  # pixels
ROW_HEIGHT, FONT = 26, 13
INK, PAPER, STRONG, SOFT = "#101010", "#ffffff", "#1f3a93", "#dfe6f5"
QUIET_DB, LOUD_DB = -60.0, 0.0
STYLE = f"text{{font:{FONT}px sans-serif;fill:{INK}}} .small{{font-size:11px}} .name{{font-weight:bold}}"
MOST_LETTERS = 64


def wristbands_csv(rows: Iterable[Row]) -> str:
    """Give the motors' changes as a table: at_s, motor, level."""
    return "at_s,motor,level\n" + "".join(f"{at_s:.3f},{motor},{level:g}\n" for at_s, motor, level in rows)


def timeline_svg(
    effects: Sequence[Record],
    motors: Sequence[Row],
    levels: Sequence[tuple[float, float]],
    heard: Sequence[tuple[float, str]],
) -> str:
    """Give the picture. Words are beside the lines, so that nothing depends on colour.

    effects  records of effects.jsonl; motors  (at_s, motor, level); levels  (at_s, dB full scale) for each block
    heard    (at_s, words) that the patron said
    """
    length_s = max([at_s for at_s, _ in levels], default=1.0) + 0.5
    words = sorted([*_said(effects), *((at_s, "asked", text) for at_s, text in heard)])
    lanes = [*_speech_lanes(words), *_sign_lane(effects), *_motor_lanes(motors), _loudness_lane(levels)]
    height = 60 + sum(tall for tall, _ in lanes) + 30
    width = round(LEFT + length_s * A_SECOND + RIGHT)
    parts, y = [_axis(length_s, height)], 60
    for tall, draw in lanes:
        parts.append(draw.replace("{Y}", str(y)))
        y += tall
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="t d"><title id="t">Timeline of a rehearsed visit</title>'
        f'<desc id="d">{escape(_described(words, length_s))}</desc><style>{STYLE}</style>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(parts)}</svg>\n'
    )


def _described(words: Sequence[tuple[float, str, str]], length_s: float) -> str:
    lines = (f"{at_s:.1f} s, {who}: {text}." for at_s, who, text in words)
    return f"{length_s:.0f} seconds. " + " ".join(lines)


def _said(effects: Sequence[Record]) -> list[tuple[float, str, str]]:
    return [(_number(e["at_s"]), "spoken", str(e["text"])) for e in effects if e["effect"] == "Say"]


def _number(value: object) -> float:
    return float(str(value))


def _x(at_s: float) -> str:
    return f"{LEFT + at_s * A_SECOND:.1f}"


def _axis(length_s: float, height: int) -> str:
    parts = ['<text class="name" x="12" y="24">Timeline of a rehearsed visit</text>']
    for second in range(0, int(length_s) + 1, 5):
        x = _x(second)
        parts.append(f'<line x1="{x}" y1="40" x2="{x}" y2="{height - 24}" stroke="{SOFT}"/>')
        parts.append(f'<text class="small" x="{x}" y="{height - 8}" text-anchor="middle">{second} s</text>')
    return "".join(parts)


def _speech_lanes(words: Sequence[tuple[float, str, str]]) -> list[tuple[int, str]]:
    """Give one line for each thing said, so that no words cover others; the patron's are boxed."""
    lanes = []
    for at_s, who, text in words:
        short = text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
        name = "Patron" if who == "asked" else "Voice"
        style = 'class="name"' if who == "asked" else ""
        draw = (
            f'<g transform="translate(0 {{Y}})"><text class="small" x="12" y="14">{name} {at_s:.1f} s</text>'
            f'<line x1="{_x(at_s)}" y1="2" x2="{_x(at_s)}" y2="18" stroke="{STRONG}" stroke-width="3"/>'
            f'<text {style} x="{float(_x(at_s)) + 6:.1f}" y="14">{escape(short)}</text></g>'
        )
        lanes.append((20, draw))
    return lanes


def _sign_lane(effects: Sequence[Record]) -> list[tuple[int, str]]:
    lanes = []
    for kind, key, name in (("Cue", "earcon", "Sounds"), ("Buzz", "tacton", "Vibrations")):
        marks = "".join(
            f'<path d="M{_x(_number(e["at_s"]))} 4 l5 8 l-10 0 z" fill="{STRONG}"/>'
            f'<text class="small" x="{_x(_number(e["at_s"]))}" y="26" text-anchor="start">{escape(str(e[key]))}</text>'
            for e in effects
            if e["effect"] == kind
        )
        lanes.append(
            (34, f'<g transform="translate(0 {{Y}})"><text class="name" x="12" y="16">{name}</text>{marks}</g>')
        )
    return lanes


def _motor_lanes(motors: Sequence[Row]) -> list[tuple[int, str]]:
    return [(ROW_HEIGHT + 4, _motor_lane(motor, [row for row in motors if row[1] == motor])) for motor in MOTORS]


def _motor_lane(motor: str, rows: Sequence[Row]) -> str:
    boxes = []
    for (at_s, _, level), following in zip(rows, [*rows[1:], None], strict=True):
        if level and following is not None:
            tall = level * (ROW_HEIGHT - 6)
            width = (following[0] - at_s) * A_SECOND
            top = ROW_HEIGHT - 2 - tall
            boxes.append(f'<rect x="{_x(at_s)}" y="{top:.1f}" width="{width:.1f}" height="{tall:.1f}" fill="{INK}"/>')
    line = f'<line x1="{LEFT}" y1="{ROW_HEIGHT - 2}" x2="100%" y2="{ROW_HEIGHT - 2}" stroke="{SOFT}"/>'
    name = motor.replace(".", " ")
    return f'<g transform="translate(0 {{Y}})"><text class="name" x="12" y="18">{name}</text>{line}{"".join(boxes)}</g>'


def _loudness_lane(levels: Sequence[tuple[float, float]]) -> tuple[int, str]:
    """Give how loud it was, one point every tenth of a second."""
    tall = 60
    points = []
    for at_s, level_db in levels[::10]:
        share = min(max((level_db - QUIET_DB) / (LOUD_DB - QUIET_DB), 0.0), 1.0)
        points.append(f"{_x(at_s)},{tall - share * tall:.1f}")
    shape = f'<polyline points="{" ".join(points)}" fill="none" stroke="{STRONG}" stroke-width="1.5"/>'
    return tall + 10, f'<g transform="translate(0 {{Y}})"><text class="name" x="12" y="34">Loudness</text>{shape}</g>'
