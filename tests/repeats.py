"""Tests that go many times over lines which other tests cover."""

from __future__ import annotations

import pytest

again = pytest.mark.no_cover
"""Not measured for coverage: that takes half of the time of a long test, and tells nothing new of what it repeats."""
