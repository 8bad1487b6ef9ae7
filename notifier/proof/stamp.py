"""Time stamps (RFC 3161): the little of DER (X.690) that they need; RSA (RFC 8017, PKCS #1 v1.5) and ECDSA on P-256 (FIPS 186)."""

from __future__ import annotations

import hashlib
from typing import List, Optional, Tuple

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
