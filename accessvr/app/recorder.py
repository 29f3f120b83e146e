"""Effects as records: what goes into effects.jsonl, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

from accessvr.core.effects import Effect

Record = dict[str, object]


def record(at_s: float, effect: Effect) -> Record:
    """Give an effect with its time: `at_s`, `effect`, and its fields."""
    values = {field.name: plain(getattr(effect, field.name)) for field in fields(effect)}
    return {"at_s": round(at_s, 3), "effect": type(effect).__name__, **values}


def plain(value: object) -> object:
    """Give a value fit for JSON: enums by their value, dataclasses by their fields."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def line(record: Record) -> str:
    """Give a record as a line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def write_records(folder: Path, records: Iterable[Record]) -> None:
    """Write records to a folder, as effects.jsonl."""
    (folder / "effects.jsonl").write_text("".join(f"{line(record)}\n" for record in records), "utf-8")
