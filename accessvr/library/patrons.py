"""One patron's own record: wishes, places, bookmarks. One file, on this machine, and only when it was asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from accessvr.core.errors import ConfigError
from accessvr.core.profile import Profile, Treat, Wordiness
from accessvr.core.publication import Bookmark, Locator
from accessvr.core.values import dataclass, field, replace
from accessvr.library.hearing_kept import with_hearing

WEEK_DAYS = 7
REMEDY = "Mend the line named, or remove the file: the patron then begins anew."


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one publication: the place, the bookmarks, and how words are to be said."""

    at: Locator | None = None
    marks: tuple[Bookmark, ...] = ()
    respellings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dose:
    """So much of a week's safe dose of sound had been heard on a day (ISO 8601); 1 is all of it."""

    share: float = 0.0
    day: str = ""

    def on(self, day: date) -> float:
        """Give what of it still counts on a day: a seventh is forgotten each day, after a week all of it."""
        try:
            days = (day - date.fromisoformat(self.day)).days
        except ValueError:
            return 0.0
        return self.share * min(max(1 - days / WEEK_DAYS, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Patron:
    """A patron's record: wishes, what is kept of each publication by its id, and the week's dose of sound."""

    profile: Profile = Profile()
    kept: Mapping[str, Kept] = field(default_factory=dict)
    dose: Dose = Dose()


def read_patron(path: Path | None, usual: Profile | None = None) -> Patron:
    """Read a record; a patron without one begins anew. Raises ConfigError naming the file and the key.

    usual  the wishes of somebody who has not named any; those of the program when None
    """
    usual = usual or Profile()
    if path is None or not path.exists():
        return Patron(usual)
    try:
        stored = json.loads(path.read_text("utf-8"))
        kept = {name: _kept(value) for name, value in stored.get("kept", {}).items()}
        return Patron(profile_from(stored.get("profile", {}), usual), kept, _dose(stored.get("dose", {})))
    except (ValueError, TypeError, AttributeError, OSError) as error:
        raise ConfigError(
            f"{path}: this patron's record cannot be read ({error})",
            spoken="Your wishes cannot be read. Ask a librarian.",
            remedy=REMEDY,
        ) from error


def write_patron(path: Path, patron: Patron) -> None:
    """Write a record whole, or leave the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    from dataclasses import asdict  # only whoever keeps a record waits for it

    kept = {name: asdict(k) for name, k in patron.kept.items()}
    stored = {"profile": profile_to(patron.profile), "kept": kept, "dose": asdict(patron.dose)}
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(stored, ensure_ascii=False, indent=1), "utf-8")
    fresh.replace(path)


def profile_to(profile: Profile) -> dict[str, object]:
    """Give a profile fit for JSON."""
    from dataclasses import asdict

    treats = {role: treat.value for role, treat in profile.treats.items()}
    hearing = {**asdict(profile.hearing), "way": profile.hearing.way.value}
    return {**asdict(profile), "wordiness": profile.wordiness.value, "treats": treats, "hearing": hearing}


def profile_from(stored: Mapping[str, object], everybody: Profile | None = None) -> Profile:
    """Give the profile of a stored one; wishes that are not named are as for everybody. Raises ConfigError."""
    known = Profile.__match_args__
    stored = with_hearing(stored, (everybody or Profile()).hearing)
    for name in stored:
        if name not in known:
            raise ValueError(f"there is no wish named {name!r}; there are {', '.join(known)}")
    values = dict(stored)
    if "wordiness" in values:
        values["wordiness"] = Wordiness(values["wordiness"])
    if isinstance(values.get("treats"), dict):
        values["treats"] = {str(role): Treat(how) for role, how in dict(values["treats"]).items()}  # type: ignore[call-overload]
    for name, value in values.items():
        usual = getattr(Profile(), name)
        if usual is not None and not isinstance(value, (type(usual), int) if isinstance(usual, float) else type(usual)):
            raise ValueError(f"{name} is {value!r}; it must be like {usual!r}")
    return replace(everybody or Profile(), **values)  # type: ignore[arg-type]  # names and types are checked above


def _dose(stored: object) -> Dose:
    share, day = (stored.get("share", 0.0), stored.get("day", "")) if isinstance(stored, dict) else (None, None)
    if not isinstance(share, (int, float)) or not isinstance(day, str):
        raise ValueError(f"dose is {stored!r}; it must be like {{'share': 0.2, 'day': '2026-01-31'}}")  # noqa: TRY004
    return Dose(max(float(share), 0.0), day)


def _kept(stored: Mapping[str, object]) -> Kept:
    at, marks = stored.get("at"), stored.get("marks")
    respellings = stored.get("respellings")
    return Kept(
        Locator(**at) if isinstance(at, dict) else None,
        tuple(_bookmark(mark) for mark in (marks if isinstance(marks, list) else [])),
        dict(respellings) if isinstance(respellings, dict) else {},
    )


def _bookmark(stored: dict[str, object]) -> Bookmark:
    """Give a bookmark as it was kept; records before notes held the place alone."""
    place = stored.get("place")
    if not isinstance(place, dict):
        return Bookmark(Locator(**stored))  # type: ignore[arg-type]  # a record with other fields is refused above
    return Bookmark(Locator(**place), str(stored.get("name", "")), str(stored.get("note", "")))
