"""A text as the proof compares it: tokens free of typography, case and punctuation at the edges."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from notifier.core.editorial.needs import Sought
from notifier.core.text import fold, holds, swapped

if TYPE_CHECKING:
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

LINE = "¶"
"""The token of a line: several clauses stand on a line each."""

STOPS = frozenset({".", "!", "?", LINE})
"""Tokens that end a sentence."""

_MARK = "~"
_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cn"})
_RARE = re.compile(r"[^\w \n\t\u00a0\u00ad\u202f!-~¡-¿«»–—‘’“”…•€]")
_FAR = re.compile("[^\\x00-\u017f\u2013-\u2026\u202f\u20ac]|[ıĸſŀ]")
_WITHOUT_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_WIDTHLESS = tuple((mark, "") for mark in sorted(_WITHOUT_WIDTH))
_LIGATURES = frozenset("ﬁﬂ")
_TYPOGRAPHY = (
    ("«", '"'),
    ("»", '"'),
    ("„", '"'),
    ("“", '"'),
    ("”", '"'),
    ("‹", '"'),
    ("›", '"'),
    ("…", "..."),
    ("–", "—"),
    ("−", "—"),
    ("œ", "oe"),
    ("Œ", "Oe"),
    ("æ", "ae"),
    ("ﬁ", "fi"),
    ("ﬂ", "fl"),
    ("•", " "),
    ("（", "("),
    ("）", ")"),
    ("：", ": "),
)
_TOKEN = re.compile(
    r"https?://[^\s)\]>\"]*[^\s)\]>\".,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d+(?:[.,:/-]\d+)*(?!\w)|\w+|'s\b|\.{3}|[^\w\s]|\n"
)
_LABEL = re.compile(
    r"(?m)^\s*(?:[-*+·▪‣◦]\s+|(?:#{1,6}\s+)?(?:§\s*)?\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-LN-Z]|[ivxIVX]{2,6})"
    r"\\?[.)](?!\w)\s*"
    r"|(?:#{1,6}\s+)?(?:\d{1,2}(?:\.\d{1,2}){1,3}|(?:Article )?\d{1,2} ?[-—])\s+(?=[A-ZÀ-Ý])"
    r"|(?:#{1,6}\s+)?(?i:Section|Article|Chapter|Chapitre|Part|Partie|Titre|Annex|Annexe|Appendix|Schedule)"
    r" (?:\d{1,2}(?:\.\d{1,2})?|[A-H]|[IVX]{1,5}) ?[.:—] (?=[A-ZÀ-Ý])"
    r"|#{1,6}\s+)"
)
_BREAK = re.compile(r"<br ?/?>")
_LEFTOVER = re.compile(
    r"\*\*|__|(?<!\w)_+(?!\w)|={4,}|-{5,}|(?<=[;:.,] )[*▪‣◦](?= )|\{:? ?datetime=\"?[\d-]+\"? ?\}"
)
_DASHES = Sought(r"(?m)^— ")
_EMPTY_CELLS = re.compile(r"(?m)(?:[ \t]*\|)+[ \t]*$")
_PICTURE = re.compile(
    r"https?://[^\s)\]>|\"]*?([^\s/]+?)\.(?:png|jpe?g|gif|svg|webp)(?:\.avif|\.webp)?(?=[\s)\]|,.;]|$)"
)
_LEFT = ("*", "_", "{", "<", "=", "▪", "‣", "◦", "-----")
_LINE_ENDS = re.compile(r"(?<![ .,;])[ .,;]+(?=\n)")
_CELL_ENDS = re.compile(r"(?<![ .,;])[ .,;]+(?= \|)")
_BRACKETED = re.compile(r"\( ?\"([^\"()\n]{1,60})\" ?\)")
_ADDRESS = re.compile(
    r"(?<![\w@.-])(?:https?://(?:www\.)?|www\.)([\w-]+(?:\.[\w-]+)+)(?:[/?#](?:[^\s)\]>|\"]*[^\s)\]>|\".,;:!?])?)?"
)
_POSTED = re.compile(r"\[([\w.+-]+@[\w.-]+)\]\(mailto:\1\)")
_WITHIN = re.compile(r"\]\((?:/(?!/)|\./|#)[^\s()\"]*\)")
_PLACED = re.compile(r"\[\]\(#[^\s()]*\)")
"""Where a page links to itself or to another page of its site: those may move there."""
_PHONE = Sought(r"(?<![\w.,/+-])(?:\+|0)(?:[ .()-]{0,2}\d){8,14}(?![\w-])")
_DIGITLESS = re.compile(r"\D+")
_QUOTED = re.compile(r"(?<![\w])'((?:[^'\n]|(?<=\w)'(?=\w)){1,100}?)'(?!\w)")
_HYPHEN = re.compile(r"-(?<=[^\W_]-)(?=[^\W\d_])")
_FIRM_ENDS = Sought(r"\b(?:Ltd|Inc|Corp|Co)\.(?= (?!(?:Ltd|Inc|LLC|KG|Limited|GmbH|of)\b)[A-Z])")
"""The full stop of an abbreviation that ends a sentence, too: `… and Oak Ltd. You …`."""
_SHOUTED = Sought(r"\b(?:US|IT|WHO|SA)\b")


_EDGES_FIRST = (("'", _QUOTED, r'"\1"'), ("\n", _LINE_ENDS, ""), (" |", _CELL_ENDS, ""))
"""What is done to quotes, lines and cells, each only where its mark stands."""


def unseen(text: str) -> str:
    """Give the characters of a text that a reader cannot see, sorted; soft hyphens left out."""
    return "".join(sorted(found for found in _RARE.findall(text) if unicodedata.category(found) in _HIDDEN))


def bared(text: str) -> str:
    """Take the characters without width off a text: both texts have the same ones."""
    return swapped(text, _WIDTHLESS)


def steered(text: str) -> bool:
    """Tell whether a text holds characters that do more than take no room: they may turn its direction."""
    return not set(unseen(text)) <= _WITHOUT_WIDTH


def strange(text: str) -> frozenset[str]:
    """Give the letters, digits and marks of a text that no French or English keyboard writes."""
    return frozenset(
        letter
        for letter in _FAR.findall(unicodedata.normalize("NFC", text))
        if unicodedata.category(letter)[0] in "LNM" and letter not in _LIGATURES
    )


def folded(text: str) -> str:
    """Fold typography, line by line."""
    text = text.replace("\u00ad", "")
    if holds(text, _LEFT):
        text = _BREAK.sub("\n", _LEFTOVER.sub("", text))
    lines = (swapped(fold(line), _TYPOGRAPHY) for line in text.split("\n"))
    if "|" in text:
        lines = (_EMPTY_CELLS.sub("", line) for line in lines)
    return "\n".join(line for line in lines if line)


def unlabelled(text: str) -> str:
    """Take the number, letter or bullet off the beginning of each line; a bare number is part of the words."""
    return _LABEL.sub("", text)


def read(text: str, rules: EditorialRules) -> Words:
    """Read a folded text into tokens."""
    shouting = text.isupper()
    if not shouting:
        text = _SHOUTED.sub(lambda found: f"{found.group()}~", text)
    for mark, pattern, given in _EDGES_FIRST:
        if mark in text:
            text = pattern.sub(given, text)
    text = _FIRM_ENDS.sub(r"\g<0>.", text).lower()
    text = _linked(text)
    text = _DASHES.sub("", _PHONE.sub(_dialled, text))
    if "(" in text:
        text = _BRACKETED.sub(r"(\1)", text)
    if rules.clock:
        text = rules.clock.sub(_hour, text)
    text = _replaced(text, rules)
    if "-" in text:
        text = _HYPHEN.sub(" ", text)
    tokens = [LINE if found == "\n" else found for found in _TOKEN.findall(text)]
    return trimmed(tuple(_varied(_marked(tokens), rules)))


def _replaced(text: str, rules: EditorialRules) -> str:
    """Write otherwise what stands in the table of replacements, in its order; after one that changed the text others may be of use."""
    likely = [*rules.replaceable.places(text)]
    while likely:
        place = likely.pop(0)
        find, given = rules.replacements[place]
        # To read what is given takes longer than to find that nothing matches, as in most texts.
        changed = find.pattern.sub(given, text) if find.pattern.search(text) else text
        if changed != text:
            text = changed
            likely = [later for later in rules.replaceable.places(text) if later > place]
    return text


def _linked(text: str) -> str:
    """Write where links lead by the site alone; an address that is its own link stays an address."""
    if "](" in text:
        text = _WITHIN.sub("](site_)", _POSTED.sub(r"\1", _PLACED.sub("", text)))
    if "www." in text or "://" in text:
        text = _ADDRESS.sub(_site, _PICTURE.sub(r"picture_\1", text))
    return text


_ABROAD = re.compile(r"^\+(?:44|33)[ .()-]*")
"""How a number of the United Kingdom or of France begins when it is dialled from abroad."""


def _dialled(found: re.Match[str]) -> str:
    """Write a telephone number as its digits; a zero in brackets is dialled at home and not from abroad."""
    return _DIGITLESS.sub("", _ABROAD.sub("0", found.group().replace("(0)", "")))


_TONGUE = re.compile(
    r"^(?:fr|en|es|de|it|nl|pt|uk|us|help|support|aide|assistance|docs?|faq|legal|privacy|policies|about)\.(?=[^.]+\.)"
)
"""The part of a site for a language, for help or for its texts: pages move between these."""


def _site(found: re.Match[str]) -> str:
    """Write the address of a page as one word, by its site alone: a page may move there."""
    return f"site_{re.sub('[.-]', '_', _TONGUE.sub('', found[1]))}"


def _hour(found: re.Match[str]) -> str:
    """Write an hour of the clock from 0 to 24: noon is 12 p.m., midnight 12 a.m."""
    hour = int(found["hour"]) % 12 + (0 if found["am"] else 12)
    return f"{hour}:{found['minute'] or '00'}"


def trimmed(words: Words) -> Words:
    """Take the punctuation off both edges."""
    start, end = 0, len(words)
    while start < end and words[start] in _EDGES:
        start += 1
    while end > start and words[end - 1] in _EDGES:
        end -= 1
    return words[start:end]


_EDGES = frozenset({".", "...", ",", ";", ":", LINE, "!", "—", "-"})


def _marked(tokens: list[str]) -> list[str]:
    """Join the mark of a shouted abbreviation to its word."""
    done: list[str] = []
    for part in tokens:
        if part == _MARK and done:
            done[-1] += part
        else:
            done.append(part)
    return done


def _varied(tokens: list[str], rules: EditorialRules) -> list[str]:
    """Give each word the spelling it is compared by."""
    done: list[str] = []
    for word in tokens:
        given = rules.variants.get(word)
        if given:
            done += given
        else:
            done.append(_ended(word, rules) if len(word) >= _LONG else word)
    return done


_LONG = 7


def _ended(word: str, rules: EditorialRules) -> str:
    """Give a long word the ending it is compared by."""
    if word in rules.fixed or not word.endswith(rules.variable):
        return word
    ending, given = next(pair for pair in rules.endings if word.endswith(pair[0]))
    return word[: -len(ending)] + given
