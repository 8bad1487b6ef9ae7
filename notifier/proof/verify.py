"""Check this evidence pack with nothing but Python 3.9 or newer: python3 verify.py [FOLDER] [--key PUBLIC_KEY].

What is checked: every file is the one that was packed, by a signed list; every answer is written as it was hashed; the
answers of the person form a chain; each sealed answer leads to the root that its seal signs; seals follow each other and
carry the signature (Ed25519) of the key they name; copies of seals in git are those seals; time stamps (RFC 3161) are
of those seals and signed with the certificate they carry; texts are those that the release records name and that the
answers were given to; personal data is what the answers committed to.

What is not checked: that the keys belong to whom they say. Compare the publisher's with the one on their site or in
their repository, or give it with --key; compare the certificate of a time stamp with that of its authority.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

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


# RFC 3161: the little of DER (X.690) that a time stamp needs; RSA (RFC 8017, PKCS #1 v1.5) and ECDSA on P-256 (FIPS 186).
_HASHES = {
    "608648016503040201": "sha256",
    "608648016503040202": "sha384",
    "608648016503040203": "sha512",
}
_DIGEST, _SIGNED_DATA, _RSA_KEY, _P256 = (
    "2a864886f70d010904",
    "2a864886f70d010702",
    "2a864886f70d010101",
    "2a8648ce3d030107",
)
_PREFIXES = {
    "sha256": "3031300d060960864801650304020105000420",
    "sha384": "3041300d060960864801650304020205000430",
    "sha512": "3051300d060960864801650304020305000440",
}
_Part = Tuple[int, bytes, bytes]


def _parts(told: bytes) -> List[_Part]:
    """Read DER values that stand one after the other: tag, content, and the whole."""
    found, place = [], 0
    while place < len(told):
        tag, size, head = told[place], told[place + 1], 2
        if size & 0x80:
            head += size & 0x7F
            size = int.from_bytes(told[place + 2 : place + head], "big")
        end = place + head + size
        if end > len(told):
            raise ValueError("it is cut off")
        found.append((tag, told[place + head : end], told[place:end]))
        place = end
    return found


def _inside(part: _Part, *way: int) -> _Part:
    """Follow a way into nested values."""
    for place in way:
        part = _parts(part[1])[place]
    return part


def stamped(told: bytes, message: bytes) -> Tuple[str, str]:
    """Check a time stamp on a message, and give its moment and the SHA-256 of the certificate that signed it.

    Raises ValueError, with the cause, when it is no stamp of this message.
    """
    answer = _parts(told)[0]
    if int.from_bytes(_inside(answer, 0, 0)[1], "big") or _inside(answer, 1, 0)[1].hex() != _SIGNED_DATA:
        raise ValueError("it was not granted")
    fields = _parts(_inside(answer, 1, 1, 0)[1])
    info = _inside(fields[2], 1, 0)[1]
    content = _parts(info)[0]
    imprint = _inside(content, 2)
    name = _HASHES[_inside(imprint, 0, 0)[1].hex()]
    if hashlib.new(name, message).digest() != _inside(imprint, 1)[1]:
        raise ValueError("it is of something else")
    certificates = [
        part for part in _parts(next(one for one in fields if one[0] == 0xA0)[1]) if part[0] == 0x30
    ]
    signer = _parts(_parts(fields[-1][1])[0][1])
    name = _HASHES[_inside(signer[2], 0)[1].hex()]
    attributes = next(one for one in signer if one[0] == 0xA0)
    told_digest = next(
        _inside(one, 1, 0)[1] for one in _parts(attributes[1]) if _inside(one, 0)[1].hex() == _DIGEST
    )
    if hashlib.new(name, info).digest() != told_digest:
        raise ValueError("what it says is not what was signed")
    size = attributes[2][1 : len(attributes[2]) - len(attributes[1])]
    what = hashlib.new(name, b"\x31" + size + attributes[1]).digest()
    signature = signer[[one[0] for one in signer].index(0x04)][1]
    own = next((one for one in certificates if _serial(one) == _parts(signer[1][1])[1][1]), None)
    if own is None or not _signed_by(own, name, what, signature):
        raise ValueError("its signature is not that of its certificate")
    if not any(hashlib.new(kind, own[2]).digest() in attributes[1] for kind in ("sha1", "sha256", "sha512")):
        raise ValueError("its certificate is not the one it was made with")
    return _inside(content, 4)[1].decode("ascii"), hashlib.sha256(own[2]).hexdigest()


def _own(certificate: _Part) -> List[_Part]:
    """Give the fields of a certificate, from its serial number on."""
    fields = _parts(_inside(certificate, 0)[1])
    return fields[1:] if fields[0][0] == 0xA0 else fields


def _serial(certificate: _Part) -> bytes:
    return _own(certificate)[0][1]


def _signed_by(certificate: _Part, name: str, what: bytes, signature: bytes) -> bool:
    """Say whether a signature over a hash is that of the key in a certificate."""
    kind, bits = _parts(_own(certificate)[5][1])
    key = bits[1][1:]
    oids = [one[1].hex() for one in _parts(kind[1])]
    if oids[0] == _RSA_KEY:
        modulus, exponent = (int.from_bytes(one[1], "big") for one in _parts(_parts(key)[0][1]))
        size = (modulus.bit_length() + 7) // 8
        padded = bytes.fromhex(_PREFIXES[name]) + what
        wanted = b"\x00\x01" + b"\xff" * (size - len(padded) - 3) + b"\x00" + padded
        return pow(int.from_bytes(signature, "big"), exponent, modulus).to_bytes(size, "big") == wanted
    if oids[1] == _P256:
        r, s = (int.from_bytes(one[1], "big") for one in _parts(_parts(signature)[0][1]))
        public = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:65], "big")
        return _elliptic(int.from_bytes(what[:32], "big"), r, s, public)
    raise ValueError("its key is of a kind that is not checked here")


_Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
_Place = Optional[Tuple[int, int]]


def _sum(one: _Place, two: _Place) -> _Place:
    if one is None or two is None:
        return one or two
    if one[0] == two[0] and (one[1] + two[1]) % _Q == 0:
        return None
    if one == two:
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], -1, _Q)
    else:
        slope = (two[1] - one[1]) * pow(two[0] - one[0], -1, _Q)
    x = (slope * slope - one[0] - two[0]) % _Q
    return x, (slope * (one[0] - x) - one[1]) % _Q


def _product(scalar: int, place: _Place) -> _Place:
    result: _Place = None
    while scalar:
        result = _sum(result, place) if scalar & 1 else result
        place = _sum(place, place)
        scalar >>= 1
    return result


def _elliptic(what: int, r: int, s: int, public: Tuple[int, int]) -> bool:
    if not (0 < r < _N and 0 < s < _N):
        return False
    inverse = pow(s, -1, _N)
    found = _sum(_product(what * inverse % _N, _G), _product(r * inverse % _N, public))
    return found is not None and found[0] % _N == r


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
    paths = [path for path in (folder / "records").glob("*.toml") if "withdrawn" not in path.name]
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


def _version(path: Path) -> Tuple[str, List[int]]:
    name, _, version = path.stem.rpartition("-")
    return name, [int(part) for part in version.split(".")]


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


def _manifest(folder: Path, seals: List[Any], key: str) -> Iterator[str]:
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    said = {name: value for name, value in told.items() if name != "signature"}
    message = hashlib.sha256(b"\x04" + canonical(said).encode("ascii")).digest()
    if not signed(bytes.fromhex(told["key"]), message, bytes.fromhex(told["signature"])):
        yield "manifest.json: its signature is not that of its key"
    if seals and told["key"] not in {seal["key"] for seal in seals}:
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
    """Give everything in a pack that does not hold."""
    entries = json.loads((folder / "answers.json").read_text("utf-8"))
    seals = json.loads((folder / "seals.json").read_text("utf-8"))
    yield from _seals(seals, key)
    yield from _entries(entries, seals)
    yield from _texts(folder, entries)
    yield from _records(folder)
    yield from _anchors(folder, seals)
    yield from _manifest(folder, seals, key)


def _good(folder: Path) -> Iterator[str]:
    """Say what was checked, and what a reader has still to compare."""
    entries = json.loads((folder / "answers.json").read_text("utf-8"))
    seals = json.loads((folder / "seals.json").read_text("utf-8"))
    sealed = sum(bool(entry["seal"]) for entry in entries)
    yield f"GOOD {len(entries)} answers, {sealed} of them sealed, {len(seals)} seals"
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


def main(arguments: List[str]) -> int:
    """Check a pack and say what was found."""
    key = arguments[arguments.index("--key") + 1] if "--key" in arguments else ""
    places = [one for one in arguments if one not in ("--key", key)]
    folder = Path(places[0]) if places else Path(__file__).resolve().parent
    found: List[str] = []
    try:
        found.extend(faults(folder, key))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        found.append(f"the pack is not complete: {type(error).__name__}: {error}")
    for line in [f"BAD  {fault}" for fault in found] or _good(folder):
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
