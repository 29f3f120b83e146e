"""Values: classes of named fields, as the standard library's dataclasses are, and for type checkers just those.

The library's decorator compiles six methods a class, which takes 0.4 ms, and its own imports take 8 ms (measured): with
some 300 classes that is longer than a patron should wait for the first word. Here a class is made in a twentieth of
that: its `__init__` is compiled when its first value is made, the other methods are shared. `fields`, `asdict` and
`replace` of the library take these values too.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    MISSING = object()

    class Field:
        """What is known of a field: its default, or what makes one; whether it is given, shown and compared."""

        __slots__ = ("compare", "default", "factory", "init", "repr")

        def __init__(self, default: object, factory: object, init: bool, repr: bool, compare: bool) -> None:
            self.default, self.factory, self.init, self.repr, self.compare = default, factory, init, repr, compare

    Fields = dict[str, Field]
    Init = Callable[..., None]
    Compared = Callable[[object], tuple[object, ...]]

    def field(
        *,
        default: object = MISSING,
        default_factory: object = MISSING,
        init: bool = True,
        repr: bool = True,
        compare: bool = True,
    ) -> Field:
        """Describe a field, as dataclasses.field does."""
        return Field(default, default_factory, init, repr, compare)

    def dataclass(
        cls: type | None = None, *, frozen: bool = False, eq: bool = True, order: bool = False, slots: bool = False
    ) -> object:
        """Make a class one of values, as dataclasses.dataclass does."""
        if cls is None:
            return lambda given: _made(given, frozen, eq, order, slots)
        return _made(cls, frozen, eq, order, slots)

    def replace(value: object, /, **changes: object) -> object:
        """Give a value with other fields, as dataclasses.replace does."""
        for name in value.__match_args__:
            if name not in changes:
                changes[name] = getattr(value, name)
        return value.__class__(**changes)

    def _made(cls: type, frozen: bool, eq: bool, order: bool, slots: bool) -> type:
        inherited = {name: one for base in reversed(cls.__mro__[1:]) for name, one in _own_fields(base).items()}
        own = {name: _field(cls.__dict__.get(name, MISSING)) for name in cls.__annotations__}
        known = inherited | own
        members = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
        for name, one in own.items():
            members.pop(name, None)
            if not slots and one.default is not MISSING:
                members[name] = one.default
        if slots:
            members["__slots__"] = tuple(name for name in own if name not in inherited)
        members |= {"_fields_of_value": known, "__dataclass_fields__": _LibraryFields()}
        members["__match_args__"] = tuple(name for name, one in known.items() if one.init)
        compared = _getter([name for name, one in known.items() if one.compare])
        members |= _comparing(compared, frozen, eq, order)
        if "__repr__" not in members:
            members["__repr__"] = _shown
        if frozen:
            members |= {
                "__setattr__": _refuse,
                "__delattr__": _refuse,
                "__getstate__": _state,
                "__setstate__": _restore,
            }
        made = type(cls)(cls.__name__, cls.__bases__, members)
        if "__init__" not in members:
            made.__init__ = _first_init(made, known, frozen, slots)
        return made

    def _own_fields(base: type) -> Fields:
        return base.__dict__.get("_fields_of_value", {})

    def _field(given: object) -> Field:
        return given if isinstance(given, Field) else field(default=given)

    def _getter(names: list[str]) -> Compared:
        if len(names) > 1:
            return attrgetter(*names)
        return (lambda value: (getattr(value, names[0]),)) if names else (lambda value: ())

    def _comparing(compared: Compared, frozen: bool, eq: bool, order: bool) -> dict[str, object]:
        def equal(self: object, other: object) -> bool:
            return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

        def less(self: object, other: object) -> bool:
            return compared(self) < compared(other) if other.__class__ is self.__class__ else NotImplemented

        made = {"__eq__": equal} if eq else {}
        if eq:
            made["__hash__"] = (lambda self: hash(compared(self))) if frozen else None
        return made | ({"__lt__": less} if order else {})

    def _first_init(made: type, known: Fields, frozen: bool, slots: bool) -> Init:
        """Give an `__init__` that makes the real one, puts it in its own place, and calls it."""

        def first(self: object, *given: object, **named: object) -> None:
            made.__init__ = _init(made, known, frozen, slots)
            made.__init__(self, *given, **named)

        return first

    def _init(made: type, known: Fields, frozen: bool, slots: bool) -> Init:
        given, lines = ["self"], []
        space = {"MISSING": MISSING, "set_it": object.__setattr__}
        for name, one in known.items():
            space |= {f"default_{name}": one.default, f"make_{name}": one.factory}
            value = name
            if one.factory is not MISSING:
                value = f"make_{name}() if {name} is MISSING else {name}" if one.init else f"make_{name}()"
            elif not one.init:
                value = f"default_{name}"
            if one.init:
                usual = "MISSING" if one.factory is not MISSING else f"default_{name}"
                without = one.factory is MISSING and one.default is MISSING
                given.append(name if without else f"{name}={usual}")
            if frozen and slots:
                space[f"set_{name}"] = getattr(made, name).__set__
                lines.append(f" set_{name}(self, {value})")
            else:
                lines.append(f" set_it(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
        if hasattr(made, "__post_init__"):
            lines.append(" self.__post_init__()")
        exec(f"def __init__({', '.join(given)}):\n" + "\n".join(lines or [" pass"]), space)
        init = space["__init__"]
        init.__qualname__ = f"{made.__qualname__}.__init__"
        return init

    def _shown(self: object) -> str:
        known = type(self)._fields_of_value
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in known.items() if one.repr)
        return f"{type(self).__qualname__}({shown})"

    def _refuse(self: object, name: str, *value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is a value: its {name} cannot be changed")

    def _state(self: object) -> list[object]:
        return [getattr(self, name) for name in type(self)._fields_of_value]

    def _restore(self: object, state: list[object]) -> None:
        for name, value in zip(type(self)._fields_of_value, state, strict=True):
            object.__setattr__(self, name, value)

    class _LibraryFields:
        """What the library's own functions ask a class for; it is made when they do."""

        def __get__(self, value: object, owner: type) -> dict[str, object]:
            from dataclasses import MISSING as NONE
            from dataclasses import field as library_field
            from dataclasses import make_dataclass

            def described(one: Field) -> object:
                default = NONE if one.default is MISSING else one.default
                factory = NONE if one.factory is MISSING else one.factory
                flags = {"init": one.init, "repr": one.repr, "compare": one.compare}
                return library_field(default=default, default_factory=factory, **flags)

            listed = [(name, object, described(one)) for name, one in owner._fields_of_value.items()]
            found = make_dataclass(owner.__name__, listed).__dataclass_fields__
            owner.__dataclass_fields__ = found
            return found
