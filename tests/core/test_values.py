"""Values behave as the standard library's dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable

import pytest

from accessvr.core import values


@values.dataclass(frozen=True, slots=True)
class Place:
    """Somewhere."""

    name: str
    deg: float = 0.0
    near: dict[str, int] = values.field(default_factory=dict, compare=False)
    index: tuple[int, ...] = values.field(init=False, repr=False, compare=False, default=(0,))

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", (len(self.name),))


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    """The same by the library."""

    name: str
    deg: float = 0.0
    near: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
    index: tuple[int, ...] = dataclasses.field(init=False, repr=False, compare=False, default=(0,))

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", (len(self.name),))


@values.dataclass
class Open:
    """One that changes."""

    count: int
    parts: list[str] = values.field(default_factory=list)


@values.dataclass(slots=True)
class Nothing:
    """One without fields."""


@values.dataclass(frozen=True, slots=True, order=True)
class Step:
    """One that has an order."""

    at: int
    name: str = ""


@pytest.mark.parametrize("make", [lambda of: of("a"), lambda of: of("a", 3.0), lambda of: of(deg=2.0, name="b")])
def test_a_value_is_made_shown_and_compared_as_one_of_the_library(make: Callable[[type], object]) -> None:
    ours, theirs = make(Place), make(Usual)
    assert repr(ours) == repr(theirs).replace("Usual", "Place")
    assert ours == make(Place) != theirs
    assert hash(ours) == hash(theirs)
    assert [getattr(ours, name) for name in ("name", "deg", "near", "index")] == [
        getattr(theirs, name) for name in ("name", "deg", "near", "index")
    ]


@pytest.mark.parametrize("given", [{}, {"name": "a", "other": 1}, {"name": "a", "index": (1,)}])
def test_fields_that_are_missing_or_unknown_are_refused(given: dict[str, object]) -> None:
    for of in (Place, Usual):
        with pytest.raises(TypeError):
            of(**given)  # type: ignore[arg-type]  # that is what is tried


def test_a_frozen_value_cannot_be_changed() -> None:
    place = Place("a")
    with pytest.raises(AttributeError, match="name cannot be changed"):
        place.name = "b"  # type: ignore[misc]  # that is what is tried
    with pytest.raises(AttributeError):
        del place.name
    assert not hasattr(place, "__dict__")


def test_another_value_is_made_of_one_by_either_replace() -> None:
    near = {"b": 1}
    place = Place("a", 1.0, near)
    for replace in (values.replace, dataclasses.replace):
        changed = replace(place, name="long")
        assert (changed.name, changed.deg, changed.index) == ("long", 1.0, (4,))
        assert changed.near is near
    with pytest.raises((TypeError, ValueError)):
        values.replace(place, other=1)  # type: ignore[call-arg]  # that is what is tried


def test_the_library_knows_a_value() -> None:
    assert dataclasses.is_dataclass(Place)
    assert [field.name for field in dataclasses.fields(Place)] == [field.name for field in dataclasses.fields(Usual)]
    assert dataclasses.asdict(Place("a")) == dataclasses.asdict(Usual("a"))


@pytest.mark.parametrize("value", [Place("a", 2.0, {"c": 3}), Open(1, ["x"]), Step(1, "b")])
def test_a_value_is_the_same_after_it_was_sent_or_copied(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value


def test_each_value_has_containers_of_its_own() -> None:
    first, second = Open(1), Open(1)
    first.parts.append("x")
    assert second.parts == []
    with pytest.raises(TypeError):
        hash(first)


def test_a_value_is_matched_by_its_fields() -> None:
    match Place("a", 4.0):
        case Place(name, deg):
            assert (name, deg) == ("a", 4.0)
    assert Nothing() == Nothing()
    assert repr(Nothing()) == "Nothing()"
    others: tuple[object, ...] = ("a", Usual("a"), Place("b"))
    assert Place("a") not in others


def test_values_with_an_order_are_sorted() -> None:
    assert sorted([Step(2), Step(1, "b"), Step(1, "a")]) == [Step(1, "a"), Step(1, "b"), Step(2)]
