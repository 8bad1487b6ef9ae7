"""A command that ends soon collects its garbage seldom; whatever serves others collects it as Python does."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import pytest

from notifier.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def usual() -> Iterator[tuple[int, int, int]]:
    """Python's own threshold, which stands again after the test."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield gc.get_threshold()
    gc.set_threshold(*before)


@pytest.mark.parametrize("words", [("serve",), ("worker",), ("site", "serve")])
def test_what_serves_others_collects_as_python_does(
    words: tuple[str, ...],
    usual: tuple[int, int, int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["policy", *words, "--help"])
    main([*words, "--help"])
    assert "Usage: policy" in capsys.readouterr().out
    assert gc.get_threshold() == usual
    assert gc.isenabled()


def test_a_command_that_ends_soon_collects_seldom_and_still_collects(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["policy", "diff", "--help"])
    main(["diff", "--help"])
    assert capsys.readouterr().out
    assert gc.get_threshold()[0] > 700
    assert gc.isenabled()
