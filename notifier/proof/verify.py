"""Check this evidence pack with nothing but Python 3.9 or newer: python3 verify.py [FOLDER] [--key PUBLIC_KEY].

What is checked: every file is the one that was packed, by a signed list; every answer is written as it was hashed; the
answers of the person form a chain; each sealed answer leads to the root that its seal signs; seals follow each other and
carry the signature (Ed25519) of the key they name; copies of seals in git are those seals; time stamps (RFC 3161) are
of those seals and signed with the certificate they carry; texts are those that the release records name and that the
answers were given to; personal data is what the answers committed to; and which words bound the person, by the rule of
binding, from the records and the answers alone.

What is not checked: where the person began, which is the publisher's word, and that the keys belong to whom they say. Compare the publisher's with the one on their site or in
their repository, or give it with --key; compare the certificate of a time stamp with that of its authority.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

from notifier.proof.rule import Release, bound, day_of, release
from notifier.proof.signature import signed
from notifier.proof.stamp import stamped

BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError)
"""What a file does to its reader that is missing, cut short, or not what it should be."""


def canonical(told: Any) -> str:
    """Write values in the one way that is hashed."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def climb(leaf: str, place: int, size: int, path: List[str]) -> str:
    """Give the root that a proof leads to (RFC 9162); nothing when the proof does not fit."""
    node, rest, last = bytes.fromhex(leaf), list(path), size - 1
    if not 0 <= place < size:
        return ""
    while last:
        if place % 2 or place < last:
            if not rest:
                return ""
            beside = bytes.fromhex(rest.pop(0))
            pair = beside + node if place % 2 else node + beside
            node = hashlib.sha256(b"\x01" + pair).digest()
        place //= 2
        last //= 2
    return "" if rest else node.hex()


def _seals(seals: List[Any], key: str) -> Iterator[str]:
    previous = ""
    for number, seal in enumerate(seals, 1):
        told = {name: seal[name] for name in ("number", "size", "root", "previous", "at", "key")}
        found = hashlib.sha256(b"\x03" + canonical(told).encode("ascii")).hexdigest()
        if seal["number"] != number or seal["previous"] != previous:
            yield f"seal {number}: it does not follow the seal before it"
        if found != seal["hash"]:
            yield f"seal {number}: it does not say what was hashed"
        if not signed(bytes.fromhex(seal["key"]), bytes.fromhex(found), bytes.fromhex(seal["signature"])):
            yield f"seal {number}: its signature is not that of its key"
        if key and seal["key"] != key:
            yield f"seal {number}: it was signed with another key"
        previous = found


def _entries(entries: List[Any], seals: List[Any]) -> Iterator[str]:
    head = ""
    for number, entry in enumerate(entries, 1):
        body = json.loads(entry["body"])
        leaf = hashlib.sha256(b"\x00" + entry["body"].encode("utf-8")).hexdigest()
        if leaf != entry["leaf"] or canonical(body) != entry["body"]:
            yield f"answer {number}: its words are not those that were hashed"
        if body["previous"] != head:
            yield f"answer {number}: the answer before it is not the one it names"
        if entry.get("private") is not None:
            told = b"\x02" + bytes.fromhex(entry["salt"]) + entry["private"].encode("utf-8")
            if hashlib.sha256(told).hexdigest() != body["commitment"]:
                yield f"answer {number}: the personal data is not what it committed to"
        if entry["seal"]:
            seal = next((one for one in seals if one["number"] == entry["seal"]), None)
            if seal is None:
                yield f"answer {number}: seal {entry['seal']} is missing"
            elif climb(leaf, entry["place"], seal["size"], entry["path"]) != seal["root"]:
                yield f"answer {number}: it is not under seal {entry['seal']}"
        head = leaf


def _texts(folder: Path, entries: List[Any]) -> Iterator[str]:
    for number, entry in enumerate(entries, 1):
        body = json.loads(entry["body"])
        path = folder / "texts" / f"{body['policy']}-{body['version']}-{body['language']}.md"
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != body["shown"]:
            yield f"answer {number}: {path.name} is not the text that was shown"


def _records(folder: Path) -> Iterator[str]:
    """Each record names the one before it and the texts of its release by their hashes."""
    before: Dict[str, str] = {}
    paths = [path for path in (folder / "records").glob("*.toml") if _of_release(path)]
    for path in sorted(paths, key=_version):
        name, _, version = path.stem.rpartition("-")
        told = path.read_text("utf-8")
        found = re.search(r'^previous = "(\w*)"$', told, re.MULTILINE)
        if not found or found.group(1) != before.get(name, ""):
            yield f"records/{path.name}: it does not follow the record before it"
        for language, text in re.findall(
            r'^"?(\w+)"? = \{ blob = "\w+", sha256 = "(\w+)" \}$', told, re.MULTILINE
        ):
            place = folder / "texts" / f"{name}-{version}-{language}.md"
            if not place.exists() or hashlib.sha256(place.read_bytes()).hexdigest() != text:
                yield f"texts/{place.name}: it is not the text that its record names"
        taken = path.with_name(f"{path.stem}.withdrawn.toml")
        whole = path.read_bytes() + (taken.read_bytes() if taken.exists() else b"")
        before[name] = hashlib.sha256(whole).hexdigest()


def _of_release(path: Path) -> bool:
    return not path.name.endswith(".withdrawn.toml")


def _version(path: Path) -> Tuple[str, List[int]]:
    name, _, version = path.stem.rpartition("-")
    return name, _numbers(version)


def _numbers(version: str) -> List[int]:
    return [int(part) for part in version.split(".")]


def _anchors(folder: Path, seals: List[Any]) -> Iterator[str]:
    known = {seal["number"]: seal for seal in seals}
    copies = folder / "anchors" / "ledger.jsonl"
    for line, written in enumerate(copies.read_text("utf-8").splitlines() if copies.exists() else (), 1):
        told = json.loads(written)
        if known.get(told["number"]) != told:
            yield f"anchors/ledger.jsonl:{line}: seal {told['number']} is not the one that was anchored"
    for path in sorted((folder / "stamps").glob("*.tsr")):
        try:
            stamped(path.read_bytes(), bytes.fromhex(known[int(path.stem)]["hash"]))
        except (ValueError, KeyError, IndexError, StopIteration) as error:
            yield f"stamps/{path.name}: the time stamp of seal {path.stem} does not hold: {error}"


def _bindings(folder: Path, entries: List[Any]) -> Iterator[str]:
    """Work out anew which words bound the person at each moment that the pack tells of."""
    answers = [json.loads(entry["body"]) for entry in entries]
    known: Dict[str, List[Release]] = {}
    for number, told in enumerate(json.loads((folder / "binding.json").read_text("utf-8")), 1):
        name = told["policy"]
        if name not in known:
            known[name] = _releases(folder, name)
        if day_of(told["at"], told["zone"]) not in (None, told["day"]):
            yield f"binding {number}: {told['at']} was not on {told['day']} in {told['zone']}"
        own = [one for one in answers if one["policy"] == name]
        found = bound(known[name], own, told["baseline"], told["at"], told["day"], whole=told["whole"])
        for clause in sorted(set(found) | set(told["clauses"])):
            if found.get(clause) != told["clauses"].get(clause):
                yield f"binding {number}: at {told['at']} clause {clause} did not bind as the pack says"


def _releases(folder: Path, name: str) -> List[Release]:
    paths = [path for path in (folder / "records").glob(f"{name}-*.toml") if _of_release(path)]
    return [
        release(path.read_text("utf-8"))
        for path in sorted(paths, key=_version)
        if _version(path)[0] == name and not path.with_name(f"{path.stem}.withdrawn.toml").exists()
    ]


def _manifest(folder: Path, seals: List[Any], key: str) -> Iterator[str]:
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    said = {name: value for name, value in told.items() if name != "signature"}
    message = hashlib.sha256(b"\x04" + canonical(said).encode("ascii")).digest()
    if not signed(bytes.fromhex(told["key"]), message, bytes.fromhex(told["signature"])):
        yield "manifest.json: its signature is not that of its key"
    if seals and told["key"] not in {seal.get("key") for seal in seals}:
        yield "manifest.json: it was signed with another key than the seals"
    elif key and told["key"] != key:
        yield "manifest.json: it was signed with another key"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(there - set(told["files"]) - {"manifest.json"}):
        yield f"{name}: it was not in the pack"
    for name, wanted in sorted(told["files"].items()):
        if name not in there:
            yield f"{name}: it is missing"
        elif hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted:
            yield f"{name}: it is not the file that was packed"


def faults(folder: Path, key: str = "") -> Iterator[str]:
    """Give everything in a pack that does not hold; a file that cannot be read keeps no other from being checked."""
    found: Dict[str, List[Any]] = {"answers.json": [], "seals.json": []}
    for name in found:
        try:
            found[name] = json.loads((folder / name).read_text("utf-8"))
        except BROKEN as error:
            yield _unread(name, error)
    entries, seals = found["answers.json"], found["seals.json"]
    yield from _named("seals.json", _seals(seals, key))
    yield from _named("answers.json", _entries(entries, seals))
    yield from _named("texts", _texts(folder, entries))
    yield from _named("records", _records(folder))
    yield from _named("anchors", _anchors(folder, seals))
    yield from _named("manifest.json", _manifest(folder, seals, key))
    yield from _named("binding.json", _bindings(folder, entries))


def _named(name: str, check: Iterator[str]) -> Iterator[str]:
    """Go through a check; where it meets what it cannot read, say of which file."""
    try:
        yield from check
    except BROKEN as error:
        yield _unread(name, error)


def _unread(name: str, error: Exception) -> str:
    return f"{name}: it cannot be read: {type(error).__name__}: {error}"


def _good(folder: Path) -> Iterator[str]:
    """Say what was checked, and what a reader has still to compare."""
    entries = json.loads((folder / "answers.json").read_text("utf-8"))
    seals = json.loads((folder / "seals.json").read_text("utf-8"))
    sealed = sum(bool(entry["seal"]) for entry in entries)
    yield f"GOOD {len(entries)} answers, {sealed} of them sealed, {len(seals)} seals"
    for policy, (told, count) in _latest(folder).items():
        yield f"     what bound by {policy} at {count} moments was worked out anew, from {told['baseline']} on; at {told['at']}:"
        versions = sorted(
            {one["version"] for one in told["clauses"].values() if one["present"]}, key=_numbers
        )
        held = [clause for clause, one in told["clauses"].items() if one["held_by"]]
        yield f"     version {' and '.join(versions)}; earlier words hold in {', '.join(held) or 'no clause'}"
    copies = folder / "anchors" / "ledger.jsonl"
    if copies.exists():
        yield f"     {len(copies.read_text('utf-8').splitlines())} copies of seals as they stand in git"
    known = {seal["number"]: seal for seal in seals}
    for path in sorted((folder / "stamps").glob("*.tsr")):
        moment, certificate = stamped(path.read_bytes(), bytes.fromhex(known[int(path.stem)]["hash"]))
        yield f"     seal {path.stem} was there at {moment}, says the holder of certificate {certificate}"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for signer in sorted({manifest["key"], *(seal["key"] for seal in seals)}):
        yield f"     signed by {signer}; compare it with the publisher's"


def _latest(folder: Path) -> Dict[str, Tuple[Any, int]]:
    """Give the last binding that is told of each policy, and how many are."""
    found: Dict[str, Tuple[Any, int]] = {}
    for told in json.loads((folder / "binding.json").read_text("utf-8")):
        found[told["policy"]] = told, found.get(told["policy"], (None, 0))[1] + 1
    return found


def main(arguments: List[str]) -> int:
    """Check a pack and say what was found."""
    key = arguments[arguments.index("--key") + 1] if "--key" in arguments else ""
    places = [one for one in arguments if one not in ("--key", key)]
    folder = Path(places[0]) if places else Path(__file__).resolve().parent
    found = list(faults(folder, key))
    for line in [f"BAD  {fault}" for fault in found] or _good(folder):
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
