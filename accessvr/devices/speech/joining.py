"""Pieces of speech put together: parts of an utterance that follow each other, and silence that is cut or replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from accessvr.devices.speech.voice import SAMPLE_RATE, Piece

SILENCE = 0.003  # chosen: 50 dB below full scale, and far below the softest consonant
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


def without_end(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Give the pieces, with no more than TAIL of the silence at their end."""
    held: list[Piece] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        if not is_silent(piece):
            yield from held
            length += sum(len(one.samples) for one in held)
            held = []
    if held:
        tail = np.concatenate([piece.samples for piece in held])[:TAIL]
        last = max(length, length + len(tail) - 1)
        yield Piece(tail, tuple((min(at, last), offset) for piece in held for at, offset in piece.marks))
