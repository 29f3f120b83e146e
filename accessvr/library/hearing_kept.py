"""How a patron hears, in the record: a table of its own; what older records say of it is read as well."""

from __future__ import annotations

from collections.abc import Mapping

from accessvr.core.hearing import EARS, Hearing, Way
from accessvr.core.values import replace

LIMITS: Mapping[str, tuple[float, float]] = {"pitch": (125, 8000), "loss": (-10, 120), "balance_db": (-20, 20)}
USUAL = {name: getattr(Hearing(), name) for name in Hearing.__dataclass_fields__}


def with_hearing(stored: Mapping[str, object], usual: Hearing) -> Mapping[str, object]:
    """Give the stored wishes with the hearing as a value. Raises ValueError naming what is wrong.

    Older records hold `one_ear` beside it, and an audiogram of both ears alone, {"1000": 20}, or null.
    """
    if "hearing" not in stored and "one_ear" not in stored:
        return stored
    others = {name: value for name, value in stored.items() if name not in ("hearing", "one_ear")}
    given = stored.get("hearing") or {}
    if not isinstance(given, Mapping):
        raise ValueError(f"hearing is {given!r}; it must be a table")  # noqa: TRY004
    if given and all(str(key).isdecimal() for key in given):
        given = {"loss": dict.fromkeys(EARS, given)}
    if "one_ear" in stored:
        given = {"one_ear": stored["one_ear"], **given}
    return {**others, "hearing": _hearing(given, usual)}


def _hearing(given: Mapping[str, object], usual: Hearing) -> Hearing:
    values: dict[str, object] = {}
    for name, value in given.items():
        if name not in USUAL:
            raise ValueError(f"hearing has nothing named {name!r}; it has {', '.join(USUAL)}")
        values[name] = _value(name, value)
    return replace(usual, **values)  # type: ignore[arg-type]  # names and types are checked above


def _value(name: str, value: object) -> object:
    match name:
        case "way":
            return Way(value)
        case "one_ear" if value not in ("", *EARS):
            raise ValueError(f"one_ear is {value!r}; it must be '', 'left' or 'right'")
        case "loss":
            return _loss(value)
        case "balance_db":
            return _number(name, value)
        case _:
            return _alike(name, value)


def _alike(name: str, value: object) -> object:
    like = USUAL[name]
    if not isinstance(value, type(like)):
        raise ValueError(f"{name} is {value!r}; it must be like {like!r}")  # noqa: TRY004
    return value


def _loss(given: object) -> dict[str, dict[int, float]]:
    if not isinstance(given, Mapping) or not set(given) <= set(EARS):
        raise ValueError(f"loss is {given!r}; it must be like {{'left': {{'1000': 20}}}}")
    return {str(ear): _by_pitch(by) for ear, by in given.items()}


def _by_pitch(given: object) -> dict[int, float]:
    if not isinstance(given, Mapping):
        raise ValueError(f"the loss of an ear is {given!r}; it must be like {{'1000': 20}}")  # noqa: TRY004
    return {int(_number("pitch", pitch)): _number("loss", loss) for pitch, loss in given.items()}


def _number(name: str, value: object) -> float:
    """Give a number within its limits; a pitch is a key, and so written as text."""
    number = float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else float("nan")
    lowest, highest = LIMITS[name]
    if not lowest <= number <= highest:
        raise ValueError(f"{name} is {value!r}; it must be from {lowest:g} to {highest:g}")
    return number
