"""Measure parse, alignment and redline beside peers, in one run, in CPU time.

    python -m tests.benchmarks.redline [--quick] [--only speed,reading,truth,history,growth,hostile]

Real pairs are read from POLICY_CORPUS, or from ../shared/corpus beside the repository. Peers beyond the standard library
come with `pip install --group bench`, and prosediff (0.7.0) by itself since it brings much along; one that is not there is named and left out.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import statistics
import subprocess
import tempfile
from typing import TYPE_CHECKING

from notifier.cli import collect_seldom
from notifier.core.changeset import compare
from notifier.core.document import Document, parse
from tests.benchmarks.redline import corpus, metrics, sizes, tools, truth
from tests.benchmarks.redline.board import Board

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.benchmarks.redline.corpus import Pair

PARTS = ("speed", "reading", "truth", "history", "growth", "hostile")
LIMIT = 10.0
SAMPLE_SECONDS = 15.0
BOARD = Board()
DMP, PATIENCE = "diff-match-patch on words", "patiencediff on words"
RATIOS = {DMP: 1 / 10, "difflib on words": 1 / 25, "redlines": 1 / 25, PATIENCE: 1.25}
"""Our CPU time on the same pairs, beside each peer's."""


def cpu() -> float:
    """Give the CPU seconds of this process and its children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class TooSlowError(Exception):
    """A peer took longer than the limit."""


def _stop(*_: object) -> None:
    raise TooSlowError


def timed(work: Callable[[], object]) -> float | None:
    """Give the CPU seconds of a piece of work; nothing when it passed the limit."""
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    start = cpu()
    try:
        work()
    except TooSlowError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return cpu() - start


def speed(pairs: Sequence[Pair]) -> None:
    """Print the CPU time of each tool, beside ours on the same pairs."""
    tools.ours("a", "b")
    peers = {**tools.WITH_STROKES, **tools.TIME_ONLY}
    size = sum(len(pair.before) + len(pair.after) for pair in pairs) / 1e6
    mine: dict[str, float] = {}
    for pair in pairs:
        taken = timed(lambda pair=pair: tools.ours(pair.before, pair.after))
        mine[pair.id] = LIMIT if taken is None else taken
    print(f"\n**Speed**: {len(pairs)} real pairs, {size:.1f} million characters.")
    print(
        f"A peer that takes longer than {SAMPLE_SECONDS:.0f} s is measured on as many pairs as that allows.\n"
    )
    print("| tool | pairs | over 10 s | CPU s | ours on the same | ours / it | median ms | p99 ms |")
    print("|---|---|---|---|---|---|---|---|")
    p99 = _line("ours: parse, align, redline", list(mine.values()), 0, sum(mine.values()))
    for name, tool in peers.items():
        spent, same, slow = _peer(name, tool, pairs, mine)
        if not spent:
            continue
        theirs = _line(name, spent, slow, same)
        if name in RATIOS:
            sample = f", {len(spent)} pairs" if len(spent) < len(pairs) else ""
            BOARD.at_most(f"total CPU / {name}{sample}", same / sum(spent), RATIOS[name])
        if name == DMP:
            BOARD.at_most(f"p99 of a pair / {name}", p99 / theirs, 0.15)


def _peer(
    name: str, tool: Callable[[str, str], object], pairs: Sequence[Pair], mine: dict[str, float]
) -> tuple[list[float], float, int]:
    """Give what a peer took on each pair, what we took on the same, and how often it took too long."""
    spent: list[float] = []
    same, slow = 0.0, 0
    # The same sample for all, spread over the whole: every third pair first.
    for pair in [*pairs[::3], *pairs[1::3], *pairs[2::3]]:
        if sum(spent) > SAMPLE_SECONDS:
            break
        try:
            took = timed(lambda pair=pair: tool(pair.before, pair.after))
        except ImportError:
            print(f"| {name} | not installed: pip install --group bench |||||||")
            break
        except Exception as error:  # noqa: BLE001
            print(f"<!-- {name} on {pair.id}: {type(error).__name__} -->")
            continue
        slow += took is None
        spent.append(LIMIT if took is None else took)
        same += mine[pair.id]
    return spent, same, slow


def _line(name: str, spent: Sequence[float], slow: int, same: float) -> float:
    """Print one tool, and give its p99."""
    ranked = sorted(spent)
    p99 = ranked[min(len(ranked) - 1, int(0.99 * len(ranked)))]
    print(
        f"| {name} | {len(spent)} | {slow} | {sum(spent):.2f} | {same:.2f} | {same / sum(spent):.3f} "
        f"| {1000 * statistics.median(spent):.1f} | {1000 * p99:.0f} |",
        flush=True,
    )
    return p99


def reading(pairs: Sequence[Pair]) -> None:
    """Print how redlines read, and whether both texts come back from ours."""
    names = ["git diff --word-diff", PATIENCE]
    small = [pair for pair in pairs if len(pair.before) < 300_000]
    told = {"ours": metrics.Reading()} | {name: metrics.Reading() for name in names}
    whole = 0
    for pair in pairs:
        changes = tools.ours(pair.before, pair.after)
        whole += tools.exact(changes, pair.before, pair.after)
        if pair in small:
            told["ours"].add(tools.strokes(changes))
    for name in names:
        for pair in small:
            try:
                made: list[tools.Stroke] = []
                timed(
                    lambda pair=pair, name=name, made=made: made.extend(
                        tools.WITH_STROKES[name](pair.before, pair.after)
                    )
                )
                told[name].add(made)
            except ImportError:
                break
    git = told["git diff --word-diff"]
    print(f"\n**Reading**: {len(small)} pairs under 300,000 characters.")
    print(f"Both texts come back byte for byte from our redline: {whole} of {len(pairs)} pairs.")
    print(
        "\n| tool | strokes | / git | islands | / git | of short words | words marked | / git | cut words, numbers, links |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, one in told.items():
        print(
            f"| {name} | {one.strokes} | {one.strokes / git.strokes:.2f} | {one.islands} | {one.islands / git.islands:.3f} "
            f"| {one.crumbs} | {one.marked} | {one.marked / git.marked:.2f} | {one.cut_words}, {one.cut_numbers}, {one.cut_links} |"
        )
    ours = told["ours"]
    BOARD.at_least("both texts come back, of all pairs", whole / len(pairs), 1.0)
    BOARD.at_most("cut words, numbers and links", ours.cut_words + ours.cut_numbers + ours.cut_links, 0)
    BOARD.at_most("islands of one or two short words / git's", ours.crumbs / git.crumbs, 0.1)
    BOARD.at_most("strokes / git's", ours.strokes / git.strokes, 0.4)
    BOARD.at_most("words marked / git's", ours.marked / git.marked, 0.95)


def truths(pairs: Sequence[Pair], seeds: Sequence[int]) -> None:
    """Print how well clauses are aligned where we know the truth."""
    texts = [pair.before for pair in pairs if 3_000 < len(pair.before) < 60_000 and pair.lang in {"en", "fr"}]
    scores = {name: truth.Score() for name in ("ours", "difflib, best ratio over 0.6", "difflib, in order")}
    count = 0
    for edited in truth.documents(texts, seeds):
        count += 1
        found, moved = truth.ours(edited)
        scores["ours"].add(edited, found, moved)
        scores["difflib, best ratio over 0.6"].add(edited, truth.by_difflib(edited, ratio=0.6), None)
        scores["difflib, in order"].add(edited, truth.by_difflib(edited), None)
    steps = sorted(scores["ours"].by_step)
    print(
        f"\n**Truth**: {count} real documents edited by known steps, {scores['ours'].true} changed pairs of clauses."
    )
    print(f"\n| aligner | F1 of changed clauses | {' | '.join(steps)} |\n|---|---|{'---|' * len(steps)}")
    for name, score in scores.items():
        recalls = (f"{score.by_step[step][0] / max(1, score.by_step[step][1]):.3f}" for step in steps)
        print(f"| {name} | {score.f1:.4f} | {' | '.join(recalls)} |")
    right, told, true = scores["ours"].moves
    print(f"\nMoves marked: precision {right / told:.3f}, recall {right / true:.3f} ({true} true).")
    ours = scores["ours"]
    BOARD.at_least("F1 of changed clauses", ours.f1, 0.995)
    worst = min(steps, key=lambda step: ours.by_step[step][0] / max(1, ours.by_step[step][1]))
    BOARD.at_least(
        f"lowest recall of a step ({worst})", ours.by_step[worst][0] / ours.by_step[worst][1], 0.97
    )
    BOARD.at_least("moves marked: precision", right / told, 0.95)
    BOARD.at_least("moves marked: recall", right / true, 0.95)


def history(pairs: Sequence[Pair]) -> None:
    """Print how many pairs a CPU second handles, git and a cache of parsed texts included."""
    with tempfile.TemporaryDirectory() as folder:
        git = ["git", "-C", folder]
        subprocess.run([*git, "init", "-q", "--bare"], check=True)
        blobs = []
        for pair in pairs:
            for side in (pair.before, pair.after):
                ran = subprocess.run(
                    [*git, "hash-object", "-w", "--stdin"],
                    input=side.encode(),
                    capture_output=True,
                    check=True,
                )
                blobs.append(ran.stdout.decode().strip())
        start = cpu()
        known: dict[str, Document] = {}
        reader = subprocess.Popen(
            [*git, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for one, two in zip(blobs[::2], blobs[1::2], strict=True):
            compare(_read(reader, known, one), _read(reader, known, two))
        reader.communicate()
        spent = cpu() - start
    BOARD.at_least("history: pairs a CPU second", len(pairs) / spent, 150)
    print("\n**History**: texts read from git by blob, parsed once each.")
    print(
        f"{len(pairs)} pairs, {len(known)} texts, {spent:.2f} CPU s: {len(pairs) / spent:.0f} pairs a CPU second."
    )


def _read(reader: subprocess.Popen[bytes], known: dict[str, Document], blob: str) -> Document:
    if blob not in known and reader.stdin and reader.stdout:
        reader.stdin.write(f"{blob}\n".encode())
        reader.stdin.flush()
        size = int(reader.stdout.readline().split()[2])
        known[blob] = parse(reader.stdout.read(size + 1)[:-1].decode("utf-8"))
    return known[blob]


def growth(*, quick: bool) -> None:
    """Print the time of documents that double, one in ten clauses edited."""
    print(
        "\n**Growth**: one clause in ten edited.\n\n| clauses | MB | parse s | compare s | all s | times the half |"
    )
    print("|---|---|---|---|---|---|")
    last, times = 0.0, 0.0
    for count in (3_125, 6_250, 12_500) if quick else (6_250, 12_500, 25_000, 50_000):
        clauses = sizes.document(count, 1)
        before, after = sizes.text(clauses), sizes.text(sizes.edited(clauses, 0.1, 2))
        start = cpu()
        old, new = parse(before), parse(after)
        parsed = cpu()
        compare(old, new)
        whole = cpu() - start
        times = max(times, whole / last) if last else 0.0
        print(
            f"| {count:,} | {len(before) / 1e6:.1f} | {parsed - start:.2f} | {whole - parsed + start:.2f} "
            f"| {whole:.2f} | {whole / last if last else 1:.2f} |",
            flush=True,
        )
        last = whole
    BOARD.at_most(f"{count:,} clauses, 10 % edited, s", last, 2.0)
    BOARD.at_most("time of twice the text", times, 2.3)


def hostile(*, quick: bool) -> None:
    """Print the time of inputs that mean harm."""
    print("\n**Harm**: a megabyte a side.\n\n| input | CPU s | both texts come back |\n|---|---|---|")
    paragraph = [*sizes.paragraphs()]
    taken: dict[str, float] = {}
    exact = True
    for name, before, after in [*paragraph, *sizes.hostile()]:
        if quick:
            before, after = before[:100_000], after[:100_000]  # noqa: PLW2901
        start = cpu()
        changes = tools.ours(before, after)
        taken[name] = cpu() - start
        same = tools.exact(changes, before, after)
        exact = exact and same
        print(f"| {name} | {taken[name]:.2f} | {'yes' if same else 'NO'} |", flush=True)
    worst = max(taken, key=taken.__getitem__)
    BOARD.at_most("1 MB single paragraph, any edit, s", max(taken[name] for name, _, _ in paragraph), 2.0)
    BOARD.at_most(f"worst input of 2 MB ({worst}), s", taken[worst], 5.0)
    BOARD.at_least("both texts come back, of all that mean harm", float(exact), 1.0)


def main() -> None:
    """Print every part that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a third of the pairs, small sizes")
    parser.add_argument("--only", default=",".join(PARTS))
    asked = parser.parse_args()
    wanted = asked.only.split(",")
    collect_seldom()  # As the command does; for the peers, too.
    pairs = corpus.pairs()
    print(f"# Redline, beside its peers (CPU seconds, {os.uname().machine}, one process)")
    if not pairs:
        print(f"\nNo corpus at {corpus.CORPUS}: set POLICY_CORPUS. Only growth and harm are measured.")
        wanted = [part for part in wanted if part in {"growth", "hostile"}]
    pairs = pairs[::3] if asked.quick else pairs
    if "speed" in wanted:
        speed(pairs)
    if "reading" in wanted:
        reading(pairs)
    if "truth" in wanted:
        truths(pairs, [1] if asked.quick else [1, 2])
    if "history" in wanted:
        history([*pairs, *corpus.pairs("releases.jsonl")[:: 3 if asked.quick else 1]])
    if "growth" in wanted:
        growth(quick=asked.quick)
    if "hostile" in wanted:
        hostile(quick=asked.quick)
    print(BOARD.table())


if __name__ == "__main__":
    main()
