"""Words that nobody shall hear, in every way a page can hide them; and words near them that must be heard."""

from __future__ import annotations

from content.hostile.making import (
    ALSO_SAID,
    NEVER,
    SAID,
    SECRET,
    Hostile,
    epub,
    files,
    package,
    page,
    with_body,
    with_page,
    zipped,
)


def _hidden(name: str, inner: str, *said: str) -> Hostile:
    return Hostile(f"hidden by {name}", with_body(inner), (SAID, ALSO_SAID, *said))


def _styled(name: str, style: str, inner: str, *said: str) -> Hostile:
    body = f"<h1>One</h1><p>{SAID}</p>{inner}<p>{ALSO_SAID}</p>"
    return Hostile(f"hidden by {name}", with_page(page(body, head=f"<style>{style}</style>")), (SAID, ALSO_SAID, *said))


def _linked(name: str, style: str, inner: str) -> Hostile:
    body = f"<h1>One</h1><p>{SAID}</p>{inner}<p>{ALSO_SAID}</p>"
    link = '<link rel="stylesheet" type="text/css" href="book.css"/>'
    made = {"c0_xhtml": page(body, head=link), "book_css": style}
    return Hostile(f"hidden by {name}", lambda folder: epub(folder, **made), (SAID, ALSO_SAID))


SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"

HIDDEN = (
    _hidden("hidden", f'<p hidden="">{NEVER}</p><div hidden="hidden"><p>{NEVER}</p></div><p>near</p>', "near"),
    _hidden("hidden until found", f'<p hidden="until-found">{NEVER}</p>'),
    _hidden(
        "aria-hidden", f'<p aria-hidden="true">{NEVER}</p><p>a <b aria-hidden=" TRUE ">{NEVER}</b> word</p>', "word"
    ),
    _hidden(
        "display none", f'<p style="color:red; DISPLAY : None ;">{NEVER}</p><p style="display:block">near</p>', "near"
    ),
    _hidden("display none with importance", f'<p style="display:none!important">{NEVER}</p>'),
    _hidden("display none with a comment", f'<p style="display:/* */none">{NEVER}</p>'),
    _hidden("visibility", f'<p style="visibility:hidden">{NEVER}</p><p style="visibility:collapse">{NEVER}</p>'),
    _hidden("a script", f"<script>{NEVER}</script><p>near<script>//<![CDATA[\n{NEVER}\n//]]></script></p>", "near"),
    _hidden("a style", f"<style>{NEVER}</style>"),
    _hidden("a template", f"<template><p>{NEVER}</p></template>"),
    _hidden("a comment", f"<p>near<!-- {NEVER} --></p><!-- <p>{NEVER}</p> -->", "near"),
    _hidden("a processing instruction", f"<?php echo '{NEVER}' ?><p>near<?{NEVER} x?></p>", "near"),
    _hidden("a frame's own page", f'<iframe srcdoc="&lt;p&gt;{NEVER}&lt;/p&gt;" title="near"></iframe>', "near"),
    _hidden("an event", f'<p onclick="{NEVER}" data-x="{NEVER}" class="{NEVER}">near</p>', "near"),
    _hidden("a form's hidden field", f'<form><input type="hidden" value="{NEVER}"/></form>'),
    _hidden("ruby", f"<p><ruby>base<rp>({NEVER}</rp><rt>{NEVER}</rt><rp>)</rp></ruby> near</p>", "base near"),
    _hidden("a heading's part", f'<h2>near<span hidden="">{NEVER}</span></h2>', "near"),
    _hidden(
        "a list's item",
        f'<ul><li>near</li><li hidden="">{NEVER}</li><li style="display:none">{NEVER}</li></ul>',
        "near",
    ),
    _hidden("a table's row", f'<table><tr hidden=""><td>{NEVER}</td></tr><tr><td>near</td></tr></table>', "near"),
    _hidden(
        "a hidden header",
        f'<table><tr><th hidden="">{NEVER}</th><th>head</th></tr><tr><td>near</td></tr></table>',
        "near",
    ),
    _hidden(
        "a picture that is hidden",
        f'<img src="a.png" alt="{NEVER}" aria-hidden="true"/><img src="b" alt="{NEVER}" hidden=""/>',
    ),
    _hidden("a picture for show", f'<p><img src="a.png" alt="{NEVER}" role="presentation"/>near</p>', "near"),
    _hidden(
        "a picture's hidden frame",
        f'<figure hidden=""><img src="a" alt="{NEVER}"/><figcaption>{NEVER}</figcaption></figure>',
    ),
    _hidden(
        "a drawing's script",
        f'<svg xmlns="{SVG}"><title>near</title><script>{NEVER}</script><style>{NEVER}</style></svg>',
        "near",
    ),
    _hidden(
        "a drawing's metadata", f'<svg xmlns="{SVG}"><title>near</title><metadata>{NEVER}</metadata></svg>', "near"
    ),
    _hidden(
        "a drawing's hidden text",
        f'<svg xmlns="{SVG}"><title>near</title><text aria-hidden="true">{NEVER}</text>'
        f"<defs><text>{NEVER}</text></defs></svg>",
        "near",
    ),
    _hidden(
        "a formula's annotation",
        f'<p><math xmlns="{MATHML}" alttext="x"><semantics><mi>x</mi><annotation encoding="application/x-tex">{NEVER}'
        f"</annotation></semantics></math> near</p>",
        "near",
    ),
    _hidden(
        "a formula that is hidden",
        f'<p>near<math xmlns="{MATHML}" aria-hidden="true"><mtext>{NEVER}</mtext></math></p>',
        "near",
    ),
    _hidden(
        "a formula's phantom",
        f'<p>near <math xmlns="{MATHML}"><mi>x</mi><mphantom><mtext>{NEVER}</mtext></mphantom></math></p>',
        "near",
    ),
    _hidden("a link's title", f'<p><a href="c0.xhtml" title="{NEVER}">near</a></p>', "near"),
    _hidden("a hidden link", f'<p>near<a hidden="" href="c0.xhtml">{NEVER}</a></p>', "near"),
    _hidden("a datalist", f'<datalist id="d"><option value="{NEVER}">{NEVER}</option></datalist>'),
    _hidden("a sound's own words", f'<video src="a.mp4"><track label="{NEVER}" src="{NEVER}"/></video>'),
    _styled("a class", ".x { display: none }", f'<p class="x">{NEVER}</p><p class="y">near</p>', "near"),
    _styled("an id", "#x{visibility:hidden}", f'<p id="x">{NEVER}</p>'),
    _styled(
        "an element and a class",
        "p.a.b , div.c{display:none!important}",
        f'<p class="b a">{NEVER}</p><p class="a">near</p>',
        "near",
    ),
    _linked(
        "a class of a stylesheet",
        "@charset 'utf-8';\n/* .z{} */ .x,\n.y\n{ color: red; display:none; }",
        f'<p class="x">{NEVER}</p>',
    ),
)


def _offscreen() -> Hostile:
    inner = '<p style="position:absolute; left:-10000px">meant for us</p><p class="sr-only">also for us</p>'
    return Hostile("words that stand off the screen", with_body(inner), (SAID, "meant for us", "also for us"))


def _no_script() -> Hostile:
    return Hostile(
        "words in place of a script", with_body("<noscript><p>without script</p></noscript>"), ("without script",)
    )


def _contents() -> Hostile:
    """Hidden contents still count; hidden words in a line of them do not."""
    first = f'<li><a href="c0.xhtml">One<span hidden=""> {NEVER}</span></a></li>'
    lines = f'{first}<li hidden=""><a href="c0.xhtml">Two</a></li>'
    nav = page(f'<nav epub:type="toc" hidden=""><h2>{NEVER}</h2><ol>{lines}</ol></nav><p>{NEVER}</p>')
    return Hostile("contents that are hidden", lambda folder: epub(folder, nav_xhtml=nav), (SAID, "One"))


def _metadata() -> Hostile:
    meta = (
        f"<dc:title>A \u202eLamp\u202c\u00ad</dc:title><dc:creator>\u200bAda\u0007 Reed</dc:creator>"
        f"<dc:description>{NEVER}</dc:description><meta name='x' content='{NEVER}'/>"
    )
    manifest = '<item id="c0" href="c0.xhtml" media-type="application/xhtml+xml"/>'
    opf = package(manifest, '<itemref idref="c0"/>', meta.replace("\u0007", ""))
    return Hostile(
        "a title with marks of direction", lambda folder: epub(folder, package_opf=opf), (SAID, "A Lamp", "Ada Reed")
    )


def _other_files() -> Hostile:
    """Files of the zip that are not in the reading order are not read."""

    def make(folder: object) -> object:
        inside = files(loose_xhtml=page(f"<p>{NEVER}</p>"), notes_txt=NEVER)
        return zipped(folder / "book.epub", inside)  # type: ignore[operator]

    return Hostile("files that are in no order", make)  # type: ignore[arg-type]


MIXED = "The word שלום means peace, and مرحبا is a greeting."
NEAR_HIDDEN = (
    _offscreen(),
    _no_script(),
    _contents(),
    _metadata(),
    _other_files(),
    Hostile(
        "marks inside of words",
        with_body("<p>un\u00adbro\u200bken w\u2060or\ufeffds \u202eleft\u202c \u2067right\u2069 \u200fmark</p>"),
        ("unbroken words left right mark",),
        (NEVER, "\u00ad", "\u200b", "\u2060", "\ufeff", "\u202e", "\u202c", "\u2067", "\u2069", "\u200f"),
    ),
    Hostile(
        "mixed directions",
        with_body(f'<p dir="rtl">\u202b{MIXED}\u202c</p><p><bdo dir="rtl">near</bdo></p>'),
        (MIXED, "near"),
    ),
    Hostile(
        "ruby of many parts",
        with_body("<p><ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>へ</p>"),
        ("東京へ",),
        (NEVER, "とう", "きょう"),
    ),
    Hostile(
        "a secret in a link", with_body(f'<p><a href="javascript:{SECRET}">near</a></p>'), ("near",), (NEVER, SECRET)
    ),
)
