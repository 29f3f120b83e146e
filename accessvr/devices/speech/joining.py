"""Pieces of speech put together: parts of an utterance that follow each other, and silence that is cut or replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from accessvr.devices.speech.voice import SAMPLE_RATE, Piece

SILENCE = 0.003  # chosen: 50 dB below full scale, and far below the softest consonant
END = int(0.02 * SAMPLE_RATE)  # chosen: what dies away at the end of an utterance; a pause after it is not the voice's
TAIL = int(0.06 * SAMPLE_RATE)  # chosen: the pause between two words, where espeak-ng makes one of a sentence


def is_silent(piece: Piece) -> bool:
    """Tell whether nothing is heard in a piece."""
    return bool(np.abs(piece.samples).max(initial=0) < SILENCE)


def later(piece: Piece, samples: int, characters: int = 0) -> Piece:
    """Give a piece as it is counted when so many samples, and characters of the text, come before."""
    return Piece(piece.samples, tuple((at + samples, offset + characters) for at, offset in piece.marks))


def unless_silent(pieces: Iterator[Piece], instead: Callable[[], Iterator[Piece]]) -> Iterator[Piece]:
    """Give the pieces, or the others when nothing is heard in any of them."""
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        if not is_silent(piece):
            yield from held
            yield from pieces
            return
    yield from instead()


def without_end(pieces: Iterator[Piece], tail: int = TAIL) -> Iterator[Piece]:
    """Give the pieces, with no more than `tail` samples of the silence at their end."""
    held: list[Piece] = []
    end = 0
    for piece in pieces:
        loud = np.flatnonzero(np.abs(piece.samples) >= SILENCE)
        if len(loud):
            heard, rest = _cut(piece, int(loud[-1]) + 1, end)
            yield from (*held, heard)
            held = []
        else:
            rest = piece
        end += len(piece.samples)
        held += [rest] if len(rest.samples) or rest.marks else []
    if held:
        silence = np.concatenate([piece.samples for piece in held])
        begin = end - len(silence)
        last = begin + max(0, min(len(silence), tail) - 1)
        yield Piece(silence[:tail], tuple((min(at, last), offset) for piece in held for at, offset in piece.marks))


def _cut(piece: Piece, length: int, begin: int) -> tuple[Piece, Piece]:
    """Give a piece that begins at a sample of the utterance in two: the first of a length, and the rest."""
    marks = [[mark for mark in piece.marks if (mark[0] < begin + length) == early] for early in (True, False)]
    return Piece(piece.samples[:length], tuple(marks[0])), Piece(piece.samples[length:], tuple(marks[1]))
