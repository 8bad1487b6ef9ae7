"""Lists: bullets or commas, a comma before `and` or none, and the order of short items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifier.core.editorial.words import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.rewriting import Context
    from notifier.core.editorial.rules import EditorialRules

_BREAKS = re.compile(rf"(?: [,;.])? {LINE}(?= )| ;(?= )")


def opened(text: str) -> str:
    """Write the one dash of a sentence, which opens what a colon could open, as a colon."""
    if " — " not in text:
        return text
    sentences = text.split(" . ")
    return " . ".join(
        sentence.replace(" — ", " : ")
        if sentence.count(" — ") == 1 and _OPENING.isdisjoint(sentence.split())
        else sentence
        for sentence in sentences
    )


_OPENING = frozenset({":", ";", LINE})


def unmarked(text: str) -> str:
    """Take the marks off the items of a list within a sentence: `: ( a ) … ; ( b ) …`; marks out of their order name something."""
    if text.count(" ) ") < _LEAST:
        return text
    marks = [match for match in _MARKS.finditer(text) if match["mark"]]
    names = [match["mark"] for match in marks]
    if len(names) < _LEAST or marks[0]["joiner"] or not any(names == [*row[: len(names)]] for row in _ROWS):
        return text
    first, *later = marks
    for mark in reversed(later):
        text = f"{text[: mark.start()]} ;{mark['joiner'] or ''} {text[mark.end() :]}"
    colon = "" if text[: first.start()].rstrip().endswith(":") else " :"
    return f"{text[: first.start()]}{colon} {text[first.end() :]}"


_LEAST = 2
"""Items that make a list."""
_MARKS = re.compile(
    r"(?<![\d()])(?: [,;])?(?P<joiner> (?:and|or|et|ou))? (?:\( )?(?P<mark>[a-h]|[1-8]|i{1,3}|iv|vi{0,3}) \) "
)
_ROWS = ("abcdefgh", "12345678", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"))


def inlined(text: str, rules: EditorialRules) -> str:
    """Write each list that follows a colon as one sentence with commas; without a word between them all items count.

    Where any one of the items may do, as of conditions, such a list stays as it is; of what is denied, none is.
    """
    if LINE in text or text.count(" . ") == 0:
        return _inlined(text, rules)
    sentences = (f" {sentence.strip()} " for sentence in text.split(" . "))
    told = (_inlined(sentence, rules) if " : " in sentence else sentence for sentence in sentences)
    return f" {' . '.join(sentence.strip() for sentence in told)} "


def _inlined(text: str, rules: EditorialRules) -> str:
    """Write a list that follows a colon, or the words that leave a line open, as one sentence."""
    lead, tail = _led(text, rules)
    if not tail or " : " in f" {tail}":
        return text
    items = [item.strip(" ,;") for item in _BREAKS.split(f" {tail.rstrip(' .')} ")]
    items = [item for item in items if item]
    if len(items) == 1 and (_joined(items[0], rules) or _bare_names(items[0], rules)):
        return (
            _filled(lead, items[0].split(" , "), rules)
            if _joined(items[0], rules)
            else _told(lead, items[0].split(" , "), rules)
        )
    if len(items) < 2 or any(" . " in f" {item} " for item in items):
        return text
    return f"{lead} : {' ; '.join(items)} " if _hung(items, rules) else _told(lead, items, rules)


def _told(lead: str, items: list[str], rules: EditorialRules) -> str:
    """Write a list with the word that joins its last item; where nobody can tell which, with semicolons."""
    joiner, items = _joiner(items, rules)
    if not joiner and rules.denied_list.search(f" {lead} "):
        joiner = rules.joiners[1]
    elif not joiner and rules.shape["able"].search(f"{lead} "):
        joiner = rules.joiners[0]
    elif not joiner and rules.shape["open_ways"].search(f"{lead} ") and _ways(items, rules):
        joiner = rules.joiners[1]
    elif not joiner and (rules.open_lists.search(f" {lead} ") or rules.open_lists.match(f" {items[0]} ")):
        return f"{lead} : {' ; '.join(items)} "
    joiner = joiner or rules.joiners[0]
    return _filled(lead, [*items[:-1], f"{joiner} {items[-1]}"], rules)


def _filled(lead: str, items: list[str], rules: EditorialRules) -> str:
    """Set a list at the end of its lead-in, or where that says `the following`."""
    *first, last = items
    told = f"{' , '.join(first)} {last}" if last.split()[0] in rules.joiners else " , ".join(items)
    announced = rules.shape["announced_first"].match(f"{lead} ")
    if not announced:
        return f"{lead} {told} "
    return f"{announced['before']} {told} {announced['rest'].strip()} "


def _bare_names(items: str, rules: EditorialRules) -> bool:
    """Tell whether three short names at least stand side by side, with nothing but commas between them."""
    names = items.split(" , ")
    told = any(word in rules.joiners or not word.isalpha() for word in items.replace(" , ", " ").split())
    return len(names) > _LEAST and not told and all(0 < len(name.split()) <= _NAME for name in names)


def _hung(items: list[str], rules: EditorialRules) -> bool:
    """Tell whether one item alone has what would go with others in one sentence: `boats ; vests for a fee`, `old boots ; hats`."""
    hung = [bool(rules.shape["hung"].search(f" {item} ")) for item in items]
    ahead = bool(rules.shape["bare_ahead"].match(f" {items[0]} "))
    return (hung[-1] and not all(hung)) or (ahead and any(" " not in item for item in items))


def _ways(items: list[str], rules: EditorialRules) -> bool:
    """Tell whether all items are ways to do something, of which any one will do: `in cash ; by card`."""
    return all(rules.shape["way"].match(f"{item} ") for item in items)


def _led(text: str, rules: EditorialRules) -> tuple[str, str]:
    """Part a list from what leads it: a colon, or a line after words that leave the sentence open; empty where none is."""
    lead, colon, tail = text.partition(" : ")
    if not colon:
        lead, _, tail = text.partition(f" {LINE} ")
        if not rules.hanging.search(lead):
            return text, ""
    return rules.announced.sub("", lead.rstrip()), tail


def _joined(items: str, rules: EditorialRules) -> bool:
    """Tell whether a list of three or more short items is already written as a sentence: `a , b and c`."""
    first, *others = items.split(" , ")
    last = re.split(rf" (?:{'|'.join(rules.joiners)}) ", others[-1]) if others else []
    return len(last) == 2 and all(len(item.split()) <= _NAME for item in (first, *others[:-1], *last))


def _joiner(items: list[str], rules: EditorialRules) -> tuple[str, list[str]]:
    """Find the word that joins the last item, wherever it is written; empty where there is none."""
    first, second = rules.joiners
    for joiner in (second, first):
        if items[-1].startswith(f"{joiner} "):
            return joiner, [*items[:-1], items[-1].removeprefix(f"{joiner} ")]
        if f" {items[-2]}".endswith(f" {joiner}"):
            kept = [*items[:-2], items[-2].removesuffix(joiner).strip(" ,;"), items[-1]]
            return joiner, [item for item in kept if item]
    return "", items


_CELL = re.compile(r"(?<=\| )[^|,;:]{1,60}(?: , [^|,;:]{1,60}){2,}(?= \|)")
_NAME = 6


def arrayed(text: str) -> str:
    """Sort the names that fill a cell of a table with nothing but commas between them."""
    if "|" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        names = match.group().split(" , ")
        return (
            " , ".join(sorted(names)) if all(len(name.split()) <= _NAME for name in names) else match.group()
        )

    return _CELL.sub(one, text)


def unserial(text: str, rules: EditorialRules) -> str:
    """Leave out the comma before the `and` of a list of three or more short items."""
    return rules.serial.sub(r"\1\2 ", text)


def sorted_items(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Sort the items of a list, short ones without words that reach over to their neighbours, and two purposes.

    A sorted list is marked, so that it never meets one that nobody could sort: in `old name, town`, both may be old.
    Where a sentence tells who comes first, the order of its items is what it says.
    """
    rules = context.rules
    if rules.shape["ranked"].search(sentence):
        return
    for match in (*rules.items.finditer(sentence), *rules.purposes.finditer(sentence)):
        kind = next(name for name, words in match.groupdict().items() if words and name.startswith("items"))
        joiner = match[kind.replace("items", "joiner")]
        items = re.split(rf" , | {joiner} ", match[kind].strip())
        if len(set(items)) == len(items) and not rules.shape["going_on"].search(f" {match[kind].strip()} "):
            listed = f" ={joiner} ".join(sorted(items))
            yield "order of a list", f"{sentence[: match.start(kind)]}{listed}{sentence[match.end(kind) :]}"
