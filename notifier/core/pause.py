"""A pause of the garbage collector: values without cycles need none, and it would walk all of them again and again."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def pause() -> Iterator[None]:
    """Collect nothing while many values are made; who finds it paused already leaves it so."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
