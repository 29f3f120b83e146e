"""Tables that are wrong: they span millions, or nothing; their headers name each other."""

from __future__ import annotations

from content.hostile.making import ALSO_SAID, SAID, Hostile, with_body


def _table(name: str, rows: str, said: tuple[str, ...] = ()) -> Hostile:
    return Hostile(name, with_body(f"<table>{rows}</table>"), (SAID, ALSO_SAID, *said))


GRIDS = (
    _table(
        "a table that spans a million rows",
        '<tr><td rowspan="1000000" colspan="1000000">first</td><td>second</td></tr><tr><td>third</td></tr>',
        ("first", "second", "third"),
    ),
    _table(
        "a table whose spans are no numbers",
        '<tr><td rowspan="-3" colspan="x">first</td><td rowspan="0" colspan="1e9">second</td>'
        f'<td colspan="{"9" * 5000}">third</td></tr><tr><td rowspan="" colspan="٣">fourth</td></tr>',
        ("first", "second", "third", "fourth"),
    ),
    _table(
        "a table in which every cell spans the rest",
        "<tr>" + '<th rowspan="65534" colspan="1000">head</th>' * 30 + "</tr>" + "<tr><td>cell</td></tr>" * 3000,
        ("head", "cell"),
    ),
    _table(
        "a table of sixty thousand cells",
        "<tr>" + "<th>h</th>" * 300 + "</tr>" + ("<tr><th>r</th>" + "<td>c</td>" * 299 + "</tr>") * 200,
    ),
    _table(
        "headers that name each other",
        '<tr><th id="a" headers="b">x</th><th id="b" headers="a b c">y</th></tr>'
        '<tr><td headers="a b a b none">third</td></tr>',
        ("third",),
    ),
    _table(
        "a cell with ten thousand headers",
        "<tr>" + "".join(f'<th id="h{n}">h</th>' for n in range(10_000)) + "</tr>"
        f'<tr><td headers="{" ".join(f"h{n}" for n in range(10_000))}">second</td></tr>',
        ("second",),
    ),
    _table("a table without rows", "<caption>only a caption</caption>", ("only a caption",)),
    _table("cells without a table's order", "</table><tr><td>loose</td></tr><td>more</td><table>", ("loose", "more")),
)
