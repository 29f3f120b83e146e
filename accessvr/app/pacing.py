"""When the next line of a script or a pipe may come: after the answer to the one before has been heard."""

from __future__ import annotations

from accessvr.core.session import Session


def answered(session: Session, before: int, *, heard: bool = True) -> bool:
    """Say whether the last line has its answer.

    before  number of the last utterance when the line was given
    heard   there is sound to wait for; without it, an answer counts when it is written
    """
    if session.awaiting:
        return False
    if not session.said or not heard:
        return True
    return session.reading and session.said[0].turn > before + 1
