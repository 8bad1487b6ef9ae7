"""How fast a key may ask: a bucket that fills at its rate, and holds two seconds of it."""

from __future__ import annotations

from dataclasses import dataclass, field

_KEPT = 10_000
_BURST = 2.0


@dataclass(slots=True)
class Pace:
    """Buckets by name.

    Attributes:
        rate: requests a second.
        told: what is left in each bucket, and when it was looked at.
    """

    rate: float
    told: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait(self, name: str, *, at: float) -> float:
        """Take one request out of a bucket; give how many seconds to wait when it is empty."""
        if len(self.told) >= _KEPT:
            self.told.clear()
        most = self.rate * _BURST
        left, before = self.told.get(name, (most, at))
        left = min(most, left + max(0.0, at - before) * self.rate)
        if left < 1:
            self.told[name] = (left, at)
            return (1 - left) / self.rate
        self.told[name] = (left - 1, at)
        return 0.0
