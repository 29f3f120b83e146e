"""A report in words, for a librarian who may listen to it; and as JSON, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from accessvr.content.check.audio_rules import AUDIO_RULES
from accessvr.content.check.finding import Finding, Place, Report, Severity
from accessvr.content.check.rules import RULES
from accessvr.content.stored import Json

MOST_PLACES = 10  # chosen: more are a task for a program
_HEADINGS = {
    Severity.BLOCKS: "Blocks reading without eyes",
    Severity.SHOULD: "Should be mended",
    Severity.COULD: "Could be better",
}


def lines(report: Report) -> Iterator[str]:
    """Give a report in lines: a summary, then each kind of finding with its places and what to do."""
    yield f"Checked: {report.title.rstrip('.')}."
    yield _summary(report)
    for severity, serious in groupby(report.findings, key=lambda finding: finding.severity):
        yield ""
        yield f"{_HEADINGS[severity]}."
        for code, same in groupby(serious, key=lambda finding: finding.code):
            yield ""
            yield from _kind(code, list(same))


def to_json(report: Report) -> Json:
    """Give a report fit for JSON."""
    return {
        "path": report.path,
        "title": report.title,
        "summary": {severity.value: report.count(severity) for severity in Severity},
        "findings": [_finding_to_json(finding) for finding in report.findings],
    }


def _summary(report: Report) -> str:
    if not report.findings:
        return "Nothing to mend."
    blocks, should, could = (report.count(severity) for severity in Severity)
    first = f"{_things(blocks)} reading without eyes" if blocks else "Nothing blocks reading without eyes"
    return f"{first}. {should} should be mended. {could} could be better."


def _things(count: int) -> str:
    return "1 thing blocks" if count == 1 else f"{count} things block"


def _kind(code: str, findings: list[Finding]) -> Iterator[str]:
    rule = RULES.get(code) or AUDIO_RULES[code]
    places = "1 place" if len(findings) == 1 else f"{len(findings)} places"
    yield ". ".join(part for part in (rule.title, places, rule.criterion) if part) + "."
    yield f"What to do: {rule.remedy}"
    for finding in findings[:MOST_PLACES]:
        yield f"  {_where(finding.place)}{finding.what}"
    if len(findings) > MOST_PLACES:
        yield f"  And {len(findings) - MOST_PLACES} more. With --json all of them are listed."


def _where(place: Place) -> str:
    parts = [place.file] if place.file else []
    if place.line:
        parts.append(f"line {place.line}")
    if place.near:
        parts.append(f'near "{place.near}"')
    return ", ".join(parts) + ": " if parts else ""


def _finding_to_json(finding: Finding) -> Json:
    place = finding.place
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "what": finding.what,
        "remedy": finding.remedy,
        "criterion": finding.criterion,
        "place": {"file": place.file, "line": place.line, "path": place.path, "near": place.near},
    }
