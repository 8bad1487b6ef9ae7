"""Generated adverse edits of real clauses, in both languages: of which none may be cleared.

Three kinds: one word or sign changed for a worse one; a sentence of weight dropped; a sentence that moves to another
clause and loses something on the way, or comes under a title that narrows it.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from notifier.core.text import EN, FR, Language
from tests.benchmarks.assessment import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.assessment import Level

Edit = tuple[str, str]

MADE = 10_000
WORSE: dict[Language, tuple[Edit, ...]] = {
    EN: (
        (r"\bwill\b", "may"), (r"\bmust\b", "may"), (r"\bnot ", ""), (r"\bonly ", ""), (r"\bnever\b", "sometimes"),
        (r" with your consent", ""), (r"\b30 days", "90 days"), (r"\bexplicit(?:ly)? ", ""), (r"\bunless\b", "if"),
        (r"\bbefore\b", "after"), (r"\bwithin\b", "after"), (r"\bwithout\b", "with"), (r"\bat least\b", "at most"),
        (r"\bat any time\b", "once"), (r"\bfree of charge\b", "for a fee"), (r"\bdelete\b", "keep"),
        (r"\bdeleted\b", "kept"), (r"\byour (?=data|personal|information)", "everyone's "), (r"\bor\b(?! (?:over|older|above))", "and"),
        (r"\bevery month\b", "every year"), (r"\bmonthly\b", "yearly"), (r" a\.?m\.?\b", " p.m."),
        (r"(?<=\d)%", "0%"), (r"[$€£] ?(?=\d)", r"\g<0>1"), (r"\bpersonal data\b", "data"),
        (r"\bservice providers?\b", "partners"), (r"\bprivacy policy\b", "cookie policy"),
        (r"\bmobile applications?\b", "applications"), (r"\bmay not\b", "may"), (r"\bcannot\b", "can"),
        (r"\bsome\b", "all"), (r"\bwhere necessary\b", "where we wish"), (r"\bnecessary\b", "useful"),
        (r"\bask\b", "pay"), (r"\bcurrently\b", "always"), (r"\busually\b", "always"), (r"\bin person\b", "by post"),
        (r"\bencrypted\b", "stored"), (r"\banonym\w+\b", "personal"), (r"\bright to\b", "chance to"),
        (r"\bremov(?=e\b|ed\b)", "retain"), (r"\bchildren\b", "people"), (r"\bEuropean\b", "other"),
        (r"\bwe do not\b", "we try not to"), (r"(?<=\d{3}[ -])\d{4}\b", "0000"), (r"\bthe following\b", "any"),
        (r"(?<=[a-z]) (?=sell\b)", " \u200b"), (r"(?<=[a-z])e(?=s?\b)", "\u0435"), (r"\ba\b", "any"),
        (r"\byou may\b(?! not)", "you must"), (r"\byou can\b", "we can"), (r"\bwe\b", "anyone"), (r"\bour\b", "any"),
        (r"\bonce\b", "unless"), (r"\bup to\b", "at least"), (r"\bbecause\b", "even if"), (r"\bwhile\b", "until"),
        (r"\b(?:forbidden|prohibited)\b", "allowed"), (r"\bduring\b", "except during"), (r"\bthat we\b", "that others"),
        (r"\bby us\b", "by others"), (r"\b(?:all|any) of\b", "some of"), (r"\b(?:each|every)\b", "hardly any"),
        (r"\bregardless of\b", "depending on"), (r"\bexcept\b", "including"), (r"\bhave no\b", "have"),
        (r"\bno (?=\w+ (?:is|are|will)\b)", ""), (r"\bsolely\b|\bexclusively\b", "mainly"), (r"\buntil\b", "long after"),
        (r"\bas long as\b", "even when not"), (r"\bto you\b", "to others"), (r"\bon behalf of\b", "instead of"),
        (r"\bfrom (?=\d)", "until "), (r"\b(?:required|obliged) to\b", "free to"), (r"\bneed not\b", "must not"),
        (r"\bmore than\b", "less than"), (r"'s\b", "'s former"), (r"\bwithout undue delay\b", "in due course"),
    ),
    FR: (
        (r"\b(?:ne |n['’])(\w+) pas\b", r"\1"), (r"\buniquement ", ""), (r"\bne (\w+) jamais\b", r"\1"),
        (r" avec votre (?:accord|consentement)", ""), (r"\b30 jours", "90 jours"), (r"\bsans\b", "avec"),
        (r"\bavant\b", "après"), (r"\bau moins\b", "au plus"), (r"\bà tout moment\b", "une fois"),
        (r"\bgratuit(?:ement)?\b", "payant"), (r"\bsupprim(?=er|ons|é)", "conserv"), (r"\bsauf si\b", "si"),
        (r"\bpeut\b", "doit"), (r"\bdoit\b", "peut"), (r"\bdoivent\b", "peuvent"), (r"\bpouvez\b", "devez"),
        (r"\bchaque mois\b", "chaque année"), (r"(?<=\d) ?%", "0 %"), (r"(?<=\d) ?(?=€)", "0 "),
        (r"\bdonnées personnelles\b", "données"), (r"\bprestataires?\b", "partenaires"), (r"\bou\b", "et"),
        (r"\bpolitique de confidentialité\b", "politique de cookies"), (r"\bcertain[es]*\b", "tous"),
        (r"\bnécessaires?\b", "utiles"), (r"\bexpr(?:ès|esse)\b ?", ""), (r"\bexplicite(?:ment)?\b ?", ""),
        (r"\bactuellement\b", "toujours"), (r"\bchiffrées?\b", "conservées"), (r"\banonym\w+\b", "personnelles"),
        (r"\bdroit (?=d)", "espoir "), (r"\benfants?\b", "personnes"), (r"\beuropéen(?:ne)?\b", "mondiale"),
        (r"\bne vendons pas\b", "évitons de vendre"), (r"(?<=\d\d[ .]\d\d[ .])\d\d\b", "00"),
        (r"\ble cas échéant\b", "toujours"), (r"\bsuivantes?\b", "quelconques"), (r"\bvos données\b", "les données"),
        (r"(?<=\w) (?=vend)", " \u200b"), (r"(?<=[a-z])e(?=s?\b)", "\u0435"), (r"\bnous\b", "quiconque"),
        (r"\bnotre\b", "tout"), (r"\bseul(?:e|s|es)?\b ?", ""), (r"\bdans un délai de\b", "après"),
        (r"\bau plus tard\b", "au plus tôt"), (r"\bplus de\b", "moins de"), (r"\bmoins de\b", "plus de"),
        (r"\bparce que\b|\bcar\b", "même si"), (r"\btant que\b", "même quand"), (r"\binterdit", "permis"),
        (r"\bpendant\b", "après"), (r"\bque nous\b", "que d'autres"), (r"\bpar nous\b", "par d'autres"),
        (r"\bl'ensemble de\b", "certains de"), (r"\bchaque\b|\btoute?\b", "quelque"), (r"\bà l'exception de\b", "y compris"),
        (r"\baucune? ", "quelque "), (r"\bexclusivement\b", "surtout"), (r"\bjusqu['’]", "bien après d'ici "),
        (r"\bà partir du\b", "jusqu'au"), (r"\bà compter d", "avant d"), (r"\btenus? de\b", "libres de"),
        (r"\bà condition que\b", "bien que"), (r"\bdès que\b", "longtemps après que"), (r"\bni\b", "et"),
        (r"\bpour notre compte\b", "pour leur compte"), (r"\bà votre demande\b", "à sa guise"), (r"\bsauf\b", "même"),
        (r"\bpeuvent\b", "doivent"), (r"\bqui sont\b", "qui furent"), (r"\bà défaut de\b", "en plus de"),
    ),
}  # fmt: skip
"""What becomes worse, and what it becomes."""

NARROW = {EN: "If you live in California", FR: "Si vous habitez au Québec"}
NEUTRAL = {EN: ("Introduction", "General information"), FR: ("Introduction", "Informations générales")}
BETWEEN = {EN: "A line stands between.", FR: "Une ligne se trouve entre les deux."}
_STAMP = re.compile(r"(?i)updated|published on|mise? à jour|effective|date|version|vigueur|revised|modified")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SENTENCES = re.compile(r"(?<=[.;]) ")


def run(judge: Callable[[Language, str, str], Level], editorial: Level) -> None:
    """Make the edits, ask about each, and print how many were cleared."""
    draw = random.Random(11)
    texts = _texts()
    if not any(texts.values()):
        return
    asked = [*_share(list(_worse(texts)), draw), *_share(list(_dropped(texts, draw)), draw)]
    asked += _share(list(_moved(texts, draw)), draw)
    answers = {ask: judge(*ask) for ask in dict.fromkeys(asked)}
    for ask, level in answers.items():
        if level <= editorial:
            print(f"  cleared {ask}")
    cleared = sum(answers[ask] <= editorial for ask in asked)
    print(f"generated adverse edits: {len(asked)} ({len(answers)} different), cleared {cleared}")


def _share(edits: list[tuple[Language, str, str]], draw: random.Random) -> list[tuple[Language, str, str]]:
    """Draw a third of all edits from one kind."""
    return draw.choices(edits, k=-(-MADE // 3))


def _texts() -> dict[Language, list[str]]:
    """Give the clauses, links as their words: the words of a link may change while it leads to the same page."""
    texts: dict[Language, list[str]] = {EN: [], FR: []}
    for example in corpus.read("train") + corpus.read("changes"):
        both = (_LINK.sub(r"\1", text) for text in (example["before"], example["after"]))
        texts[Language(example["lang"])] += [t for t in both if 40 < len(t) < 900 and not _STAMP.search(t)]
    return texts


def _worse(texts: dict[Language, list[str]]) -> Iterator[tuple[Language, str, str]]:
    """Make one word of a text worse."""
    for language, all_ in texts.items():
        for text in all_:
            for find, give in WORSE[language]:
                after = re.sub(find, give, text, count=1)
                if after != text:
                    yield language, text, after


def _dropped(texts: dict[Language, list[str]], draw: random.Random) -> Iterator[tuple[Language, str, str]]:
    """Drop a sentence of weight, or all."""
    for language, all_ in texts.items():
        for text in all_:
            sentences = _weighty(text)
            yield language, text, text.replace(draw.choice(sentences), "", 1) if len(sentences) > 1 else ""


def _weighty(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCES.split(text) if len(sentence.split()) > 4]


def _moved(texts: dict[Language, list[str]], draw: random.Random) -> Iterator[tuple[Language, str, str]]:
    """Move a sentence to another clause: worse than it was, or under a title that narrows it."""
    for language, all_ in texts.items():
        plain = [text for text in all_ if "\n" not in text and text[:1].isalpha() and text.endswith(".")]
        for text in plain:
            sentences = _weighty(text)
            if len(sentences) < 2:
                continue
            other, moved = draw.choice(plain), draw.choice(sentences)
            rest = text.replace(moved, "", 1).strip()
            yield language, *_page(language, text, other, rest, f"{other} {moved}", narrow=True)
            worse = next((w for _, _, w in _worse({language: [moved]})), "")
            if worse:
                yield language, *_page(language, text, other, rest, f"{other} {worse}", narrow=False)


def _page(language: Language, one: str, two: str, one_after: str, two_after: str, *, narrow: bool) -> Edit:
    """Set two clauses under titles, before and after."""
    first, second = NEUTRAL[language]
    second = NARROW[language] if narrow else second
    before, after = (
        f"# {first}\n\n{a}\n\n{BETWEEN[language]}\n\n## {second}\n\n{b}\n"
        for a, b in ((one, two), (one_after, two_after))
    )
    return before, after
