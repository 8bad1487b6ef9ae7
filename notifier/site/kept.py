"""Make each thing once: what its key says is all it is made from, so an equal key gives equal bytes."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import orjson

import notifier

if TYPE_CHECKING:
    from collections.abc import Callable


class Shelf(Protocol):
    """Where things are kept from one build to the next."""

    def get(self, key: bytes, /) -> bytes | None:
        """Give what is kept under a key."""
        ...

    def put(self, key: bytes, content: bytes, /) -> None:
        """Keep something under a key."""
        ...


@cache
def edition() -> str:
    """Name the code that prints: with another line of it, everything is printed anew."""
    package = Path(notifier.__file__).parent
    told = blake2b(digest_size=16)
    sources = [path for part in ("core", "render", "site") for path in (package / part).rglob("*.*")]
    catalogues = [
        path for place in (package, package.parent) for path in place.glob("translations/*/*/notifier.[mp]o")
    ]
    for path in sorted([*sources, *catalogues]):
        if path.suffix in {".py", ".html", ".css", ".po", ".mo"}:
            told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


class Kept:
    """Names things by what they are made from, and makes small ones once."""

    def __init__(self, shelf: Shelf, *ground: object) -> None:
        self._shelf = shelf
        self._ground = repr((edition(), ground))

    def name(self, key: tuple[object, ...]) -> str:
        """Name what is made from a key: by this code, for this registry."""
        return blake2b(f"{self._ground}{key!r}".encode(), digest_size=16).hexdigest()

    def value(self, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
        """Give a value that JSON can hold, made once from one build to the next."""
        name = bytes.fromhex(self.name(key))
        if found := self._shelf.get(name):
            return orjson.loads(found)
        made = make()
        self._shelf.put(name, orjson.dumps(made))
        return made
