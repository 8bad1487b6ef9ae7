"""Check this evidence pack with nothing but Python 3.9 or newer: python3 verify.py [FOLDER] [--key PUBLIC_KEY].

What is checked: every answer is written as it was hashed; the answers of the person form a chain; each sealed answer
leads to the root that its seal signs; seals follow each other and carry the signature (Ed25519) of the key they name; the
texts that were shown have the hashes the answers name; personal data is what the answers committed to.

What is not checked: that the key is the publisher's. Compare it with the one on their site, in their repository, or give
it with --key.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Iterator, List, Optional, Tuple

# Ed25519 (RFC 8032), verification only.
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_I = pow(2, (_P - 1) // 4, _P)
_Point = Tuple[int, int, int, int]


def _add(one: _Point, two: _Point) -> _Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % _P
    b = (one[1] + one[0]) * (two[1] + two[0]) % _P
    c = 2 * one[3] * two[3] * _D % _P
    d = 2 * one[2] * two[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _point(told: bytes) -> Optional[_Point]:
    y = int.from_bytes(told, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _I % _P
    if (x * x - square) % _P or (not x and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether a signature is that of a key."""
    public, r = (_point(key) if len(key) == 32 else None), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if public is None or r is None or _BASE is None or len(signature) != 64 or s >= _L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _L
    left, right = _times(s, _BASE), _add(r, _times(h, public))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % _P or (left[1] * right[2] - right[1] * left[2]) % _P
    )


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


def faults(folder: Path, key: str = "") -> Iterator[str]:
    """Give everything in a pack that does not hold."""
    entries = json.loads((folder / "answers.json").read_text("utf-8"))
    seals = json.loads((folder / "seals.json").read_text("utf-8"))
    yield from _seals(seals, key)
    yield from _entries(entries, seals)
    yield from _texts(folder, entries)


def main(arguments: List[str]) -> int:
    """Check a pack and say what was found."""
    key = arguments[arguments.index("--key") + 1] if "--key" in arguments else ""
    places = [one for one in arguments if one not in ("--key", key)]
    folder = Path(places[0]) if places else Path(__file__).resolve().parent
    found: List[str] = []
    try:
        found.extend(faults(folder, key))
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        found.append(f"the pack is not complete: {error!r}")
    for fault in found:
        print(f"BAD  {fault}")
    if not found:
        entries = json.loads((folder / "answers.json").read_text("utf-8"))
        seals = json.loads((folder / "seals.json").read_text("utf-8"))
        sealed = sum(bool(entry["seal"]) for entry in entries)
        print(f"GOOD {len(entries)} answers, {sealed} of them sealed, {len(seals)} seals")
        for signer in sorted({seal["key"] for seal in seals}):
            print(f"     signed by {signer}; compare it with the publisher's")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
