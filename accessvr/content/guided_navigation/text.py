"""A node's words as the text of a guided navigation object: plain, and as SSML where marks or languages ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from accessvr.content.stored import Json
from accessvr.core.publication import Kind, Span

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|x(-[A-Za-z0-9]{1,8})+")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_AROUND = " []()"
_SPACE = re.compile(r" {2,}")
_SPACE_BEFORE = re.compile(r" (?=[.,;:!?)\]])")


def text_object(text: str, spans: Sequence[Span], language: str, marks: Mapping[Span, str]) -> Json:
    """Give words as plain text, and as SSML when the plain text does not tell all.

    marks  the placeholder of each span that stands in the text as an object of its own: "pagebreak pagebreak1"
    """
    covered = [span for span in marks if _is_sign(text, span)]
    data: Json = {"plain": _without(text, covered) or text}
    if tag := language_tag(language):
        data["language"] = tag
    speaking = [span for span in spans if span.kind in (Kind.LANGUAGE, Kind.PRONUNCIATION) and span.start < span.end]
    if speaking or marks:
        data["ssml"] = _ssml(text, speaking, marks, covered)
    return data


def language_tag(language: str) -> str:
    """Give a language as BCP 47 writes it, or "" for none."""
    tag = language.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) and tag.lower() != "und" else ""


def _is_sign(text: str, span: Span) -> bool:
    """Tell whether a mark's sign stands in the text ("[1]") and is said by the object in its place."""
    return span.start < span.end and text[span.start : span.end].strip(_AROUND) == span.label.strip(_AROUND) != ""


def _without(text: str, covered: Sequence[Span]) -> str:
    for span in sorted(covered, key=lambda span: -span.start):
        text = _SPACE.sub(" ", text[: span.start] + text[span.end :])
    return _SPACE_BEFORE.sub("", text).strip() if covered else text


def _ssml(text: str, speaking: list[Span], marks: Mapping[Span, str], covered: Sequence[Span]) -> str:
    """Write the words between any two places where something begins or ends, each in its language and sound."""
    ends = {0, len(text)} | {at for span in (*speaking, *marks) for at in (span.start, span.end)}
    places = sorted(at for at in ends if 0 <= at <= len(text))
    pieces: list[str] = []
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        pieces += _placeholders(marks, start, covered)
        if start < end and not any(span.start <= start < span.end for span in covered):
            pieces.append(_wrapped(text[start:end], [s for s in speaking if s.start <= start and end <= s.end]))
    return "".join(pieces)


def _placeholders(marks: Mapping[Span, str], at: int, covered: Sequence[Span]) -> Iterator[str]:
    """Give the placeholders that belong here: in place of a sign, else after the words that are the mark."""
    for span, name in marks.items():
        if at == (span.start if span in covered else span.end):
            role, _, own = name.partition(" ")
            yield f"<readium:{role} id={quoteattr(own)}/>"


def _wrapped(text: str, speaking: list[Span]) -> str:
    words = escape(_NOT_XML.sub("", text))
    for span in sorted(speaking, key=lambda span: span.kind is Kind.LANGUAGE):
        words = _sounded(words, span)
    return words


def _sounded(words: str, span: Span) -> str:
    if span.kind is Kind.LANGUAGE:
        tag = language_tag(span.label)
        return f"<lang xml:lang={quoteattr(tag)}>{words}</lang>" if tag else words
    alphabet, _, sounds = _NOT_XML.sub("", span.label).partition(" ")
    if alphabet == "alias":
        return f"<sub alias={quoteattr(sounds)}>{words}</sub>"
    return f"<phoneme alphabet={quoteattr(alphabet)} ph={quoteattr(sounds)}>{words}</phoneme>"
