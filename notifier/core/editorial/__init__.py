"""The proof that a change says nothing new: the only thing that clears a change as editorial.

Two texts are editorial to each other when small, named, separately tested transformations take both to the same
words. Whatever is left over on either side is no proof. The rules that judge a change may raise and explain; they
never clear.
"""

from __future__ import annotations

from notifier.core.editorial.links import explain_change
from notifier.core.editorial.passages import explain_all
from notifier.core.editorial.proof import Open, Proof, explain, prove
from notifier.core.editorial.rules import EditorialRules

__all__ = [
    "EditorialRules",
    "Open",
    "Proof",
    "explain",
    "explain_all",
    "explain_change",
    "prove",
]
