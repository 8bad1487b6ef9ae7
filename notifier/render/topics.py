"""What a change is about, and for whom it is good, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.finding import Category, Direction

if TYPE_CHECKING:
    from notifier.render.words import Words


def direction(value: Direction, words: Words) -> str:
    """Say for whom a change is good."""
    _ = words.gettext
    return {
        Direction.ADVERSE: _("to your disadvantage"),
        Direction.NEUTRAL: _("neither for nor against you"),
        Direction.FAVOURABLE: _("in your favour"),
        Direction.MIXED: _("partly for you, partly against you"),
    }[value]


def category(value: Category, words: Words) -> str:
    """Name what a clause is about."""
    _ = words.gettext
    return {
        Category.DATA: _("Data collected"),
        Category.PURPOSE: _("Purposes"),
        Category.RECIPIENTS: _("Recipients"),
        Category.RETENTION: _("How long data is kept"),
        Category.RIGHTS: _("Rights and choices"),
        Category.CONSENT: _("Consent and legal basis"),
        Category.SECURITY: _("Security"),
        Category.TRANSFER: _("Transfers to other countries"),
        Category.CHILDREN: _("Children"),
        Category.CHANGE_NOTICE: _("How the policy changes"),
        Category.DISPUTE: _("Disputes and liability"),
        Category.COST: _("Costs"),
        Category.DUTIES: _("What is asked of you"),
        Category.SCOPE: _("Services and definitions"),
        Category.CONTACT: _("Contact and identity"),
        Category.COOKIES: _("Cookies and trackers"),
        Category.OTHER: _("Other matters"),
    }[value]
