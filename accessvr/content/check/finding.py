"""One thing to mend: what it is, where it stands, what to do."""

from __future__ import annotations

from enum import Enum

from accessvr.core.values import dataclass, field


class Severity(Enum):
    """How much a finding matters to someone who does not see the page.

    BLOCKS  words or things are lost, or cannot be reached
    SHOULD  a standard asks for it; reading goes on with less
    COULD   it would be better, or it is only a suspicion
    """

    BLOCKS = "blocks"
    SHOULD = "should"
    COULD = "could"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands.

    file  in the book's archive, or the book's own file; "" for the book as a whole
    line  in the file, from 1; 0 when it is not known
    path  for a program: the element ("body/section[2]/p[1]"), or the id of a node
    near  a few words that stand there, to search for
    """

    file: str = ""
    line: int = 0
    path: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend.

    code       a stable name for programs ("picture-without-words")
    what       in plain words, complete without the code
    remedy     what to do, in plain words
    criterion  what asks for it ("WCAG 1.1.1")
    """

    severity: Severity
    code: str
    place: Place
    what: str
    remedy: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a book, the most serious first.

    path   the book as it was named; title  its own name
    """

    path: str
    title: str
    findings: tuple[Finding, ...] = field(default=())

    def count(self, severity: Severity) -> int:
        """Give how many findings are this serious."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def blocks(self) -> bool:
        """Tell whether something blocks reading without eyes."""
        return self.count(Severity.BLOCKS) > 0
