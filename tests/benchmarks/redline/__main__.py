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

from notifier.core.alignment import align
from notifier.core.changeset import compare
from notifier.core.document import Document, parse
from tests.benchmarks.redline import corpus, metrics, sizes, tools, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.benchmarks.redline.corpus import Pair

PARTS = ("speed", "reading", "truth", "history", "growth", "hostile")
LIMIT = 10.0
BUDGET = 60.0


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
    mine = {pair.id: timed(lambda pair=pair: tools.ours(pair.before, pair.after)) or LIMIT for pair in pairs}
    print(
        f"\n## Speed: {len(pairs)} real pairs, {sum(len(p.before) + len(p.after) for p in pairs) / 1e6:.1f} million characters"
    )
    print("\n| tool | pairs | over 10 s | CPU s | ours on the same | ours / it | median ms | p99 ms |")
    print("|---|---|---|---|---|---|---|---|")
    _line("ours: parse, align, redline", list(mine.values()), 0, sum(mine.values()))
    for name, tool in peers.items():
        spent: list[float] = []
        same = 0.0
        slow = 0
        for pair in pairs:
            if sum(spent) + slow * LIMIT > BUDGET:
                break
            try:
                took = timed(lambda pair=pair, tool=tool: tool(pair.before, pair.after))
            except ImportError:
                print(f"| {name} | not installed: pip install --group bench |||||||")
                break
            except Exception as error:  # noqa: BLE001
                print(f"<!-- {name} on {pair.id}: {type(error).__name__} -->")
                continue
            slow += took is None
            spent.append(LIMIT if took is None else took)
            same += mine[pair.id]
        if spent:
            _line(name, spent, slow, same)


def _line(name: str, spent: Sequence[float], slow: int, same: float) -> None:
    ranked = sorted(spent)
    p99 = ranked[min(len(ranked) - 1, int(0.99 * len(ranked)))]
    print(
        f"| {name} | {len(spent)} | {slow} | {sum(spent):.2f} | {same:.2f} | {same / sum(spent):.3f} "
        f"| {1000 * statistics.median(spent):.1f} | {1000 * p99:.0f} |",
        flush=True,
    )


def reading(pairs: Sequence[Pair]) -> None:
    """Print how redlines read, and whether both texts come back from ours."""
    names = ["git diff --word-diff", "patiencediff on words", "difflib on words"]
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
    print(f"\n## Reading: {len(small)} pairs under 300,000 characters")
    print(f"\nBoth texts come back byte for byte from our redline: {whole} of {len(pairs)} pairs.")
    print(
        "\n| tool | strokes | / git | islands | / git | of short words | words marked | / git | cut words, numbers, links |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, one in told.items():
        print(
            f"| {name} | {one.strokes} | {one.strokes / git.strokes:.2f} | {one.islands} | {one.islands / git.islands:.3f} "
            f"| {one.crumbs} | {one.marked} | {one.marked / git.marked:.2f} | {one.cut_words}, {one.cut_numbers}, {one.cut_links} |"
        )


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
        f"\n## Truth: {count} real documents edited by known steps, {scores['ours'].true} changed pairs of clauses"
    )
    print(f"\n| aligner | F1 of changed clauses | {' | '.join(steps)} |\n|---|---|{'---|' * len(steps)}")
    for name, score in scores.items():
        recalls = (f"{score.by_step[step][0] / max(1, score.by_step[step][1]):.3f}" for step in steps)
        print(f"| {name} | {score.f1:.4f} | {' | '.join(recalls)} |")
    right, told, true = scores["ours"].moves
    print(f"\nMoves marked: precision {right / told:.3f}, recall {right / true:.3f} ({true} true).")


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
    print("\n## History: texts read from git by blob, parsed once each")
    print(
        f"\n{len(pairs)} pairs, {len(known)} texts, {spent:.2f} CPU s: {len(pairs) / spent:.0f} pairs a CPU second."
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
        "\n## Growth: one clause in ten edited\n\n| clauses | MB | parse s | align s | redline s | all s | times the half |"
    )
    print("|---|---|---|---|---|---|---|")
    last = 0.0
    for count in (3_125, 6_250, 12_500) if quick else (6_250, 12_500, 25_000, 50_000):
        clauses = sizes.document(count, 1)
        before, after = sizes.text(clauses), sizes.text(sizes.edited(clauses, 0.1, 2))
        start = cpu()
        old, new = parse(before), parse(after)
        parsed = cpu()
        align(old, new)
        aligned = cpu()
        compare(old, new)
        done = cpu()
        whole = parsed - start + done - aligned
        print(
            f"| {count} | {len(before) / 1e6:.1f} | {parsed - start:.2f} | {aligned - parsed:.2f} "
            f"| {done - aligned - (aligned - parsed):.2f} | {whole:.2f} | {whole / last if last else 1:.2f} |",
            flush=True,
        )
        last = whole


def hostile(*, quick: bool) -> None:
    """Print the time of inputs that mean harm."""
    print("\n## Harm: a megabyte a side\n\n| input | CPU s | both texts come back |\n|---|---|---|")
    for name, before, after in [*sizes.paragraphs(), *sizes.hostile()]:
        if quick:
            before, after = before[:100_000], after[:100_000]  # noqa: PLW2901
        start = cpu()
        changes = tools.ours(before, after)
        spent = cpu() - start
        print(
            f"| {name} | {spent:.2f} | {'yes' if tools.exact(changes, before, after) else 'NO'} |", flush=True
        )


def main() -> None:
    """Print every part that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a third of the pairs, small sizes")
    parser.add_argument("--only", default=",".join(PARTS))
    asked = parser.parse_args()
    wanted = asked.only.split(",")
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


if __name__ == "__main__":
    main()
