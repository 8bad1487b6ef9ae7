"""A time stamp authority on loopback: real certificates, and openssl's own answers."""

from __future__ import annotations

import subprocess
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes

_POLICY = """\
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """Answers as a test wants: well, with rubbish, with an error, or not at all.

    Attributes:
        folder: its certificates and keys.
        url: where it answers.
        answer: "stamp", "rubbish", "busy", "large" or "replay" (the same answer again).
        asked: how often somebody asked.
    """

    folder: Path
    url: str = ""
    answer: str = "stamp"
    asked: int = 0
    kept: bytes = field(default=b"", repr=False)

    @property
    def roots(self) -> Path:
        return self.folder / "root.pem"

    def reply(self, query: bytes) -> bytes:
        (self.folder / "query.tsq").write_bytes(query)
        done = subprocess.run(
            [
                "openssl",
                "ts",
                "-reply",
                "-config",
                "tsa.conf",
                "-queryfile",
                "query.tsq",
                "-signer",
                "tsa.pem",
                "-inkey",
                "tsa.key",
            ],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        return done.stdout


def certify(folder: Path, *, curve: bool = False) -> None:
    """Make a root and an authority under it, with RSA or elliptic keys."""
    now = datetime.now(UTC)

    def make() -> CertificateIssuerPrivateKeyTypes:
        return ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, 2048)

    def name(told: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, told)])

    root_key, key = make(), make()

    def build(subject: str, public: object) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name("Test root"))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
        )

    constraints = x509.BasicConstraints(ca=True, path_length=None)
    signing = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    own = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())
    root = (
        build("Test root", root_key.public_key())
        .add_extension(constraints, critical=True)
        .add_extension(signing, critical=True)
        .add_extension(own, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    leaf = (
        build("Test time", key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), critical=False)
    )
    leaf = leaf.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "tsa.pem").write_bytes(
        leaf.sign(root_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    (folder / "tsa.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (folder / "serial").write_text("01\n")
    (folder / "tsa.conf").write_text(_POLICY.format(folder=folder))


def authority(folder: Path, *, curve: bool = False) -> Iterator[Authority]:
    """Run an authority."""
    certify(folder, curve=curve)
    running = Authority(folder)

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            running.asked += 1
            query = self.rfile.read(int(self.headers["Content-Length"]))
            if running.answer != "replay" or not running.kept:
                running.kept = running.reply(query)
            told = {"rubbish": b"hello", "large": b"x" * (1 << 17)}.get(running.answer, running.kept)
            self.send_response(503 if running.answer == "busy" else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    running.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
