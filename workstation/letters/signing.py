"""Electronic signatures on archived papers: PAdES baseline B (ETSI EN 319 142-1), invisible, EC P-256.

In: a PDF's bytes and the lender's signing key with its certificate. Out: the same bytes with a signature
appended as an incremental update; or what a signature says. An ECDSA signature differs each time it is made:
the archive keeps the signed bytes, and a reprint is those bytes. Everything heavy is imported when it is
used.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

FIELD = "Signature"
_SIGNATURE_ROOM = 8_192  # hexadecimal digits kept free for the signature; one takes about 3,000
_LIFE = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class PaperSigner:
    """A P-256 private key (PKCS#8, DER) and its certificate (DER); the key is a secret of the profile."""

    key: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class SignatureState:
    """`valid`: the signature fits its certificate and the bytes it covers. `by` is the certificate's name,
    `certificate_sha256` its fingerprint; whether it is the lender's is for the caller to compare. `changed`:
    the file is not the one that was signed. `at` is when the signer's own clock says it was, None where it
    does not say."""

    valid: bool
    by: str
    certificate_sha256: str
    changed: bool
    at: datetime | None = None


def new_signer(name: str, now: datetime) -> PaperSigner:
    """A fresh P-256 key with a self-signed certificate in this name, good for ten years from `now`."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, *[False] * 7)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks of two computers differ
        .not_valid_after(now + _LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.DER
    pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return PaperSigner(key.private_bytes(encoding, pkcs8, plain), certificate.public_bytes(encoding))


def sign_pdf(pdf: bytes, signer: PaperSigner) -> bytes:
    """The paper with an invisible signature over all its bytes."""
    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    certificate = x509.Certificate.load(signer.certificate)
    key = keys.PrivateKeyInfo.load(signer.key)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # the library's types end here
    store.register(certificate)
    house = signers.SimpleSigner(certificate, key, store)
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    # Outside the page and yet not hidden: PDF/A wants it printable, PDF/UA leaves what lies outside alone.
    unseen = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    field = SigFieldSpec(
        FIELD, invis_sig_settings=unseen, readable_field_name="电子签名 Electronic signature"
    )

    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """What the paper says of itself stays: pyHanko's own update of XMP is not PDF/A."""

    signed = signers.PdfSigner(about, house, new_field_spec=field).sign_pdf(
        Writer(io.BytesIO(pdf)), bytes_reserved=_SIGNATURE_ROOM
    )
    return bytes(signed.getvalue())


def check_signature(pdf: bytes) -> SignatureState | None:
    """What the paper's signature says, or nothing where it carries none.

    Raises `KnownError` `letter.unreadable` where the file or its signature cannot be read.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    from workstation.letters.pages import unreadable

    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        return _state(signatures[-1]) if signatures else None
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise unreadable("its signature cannot be read") from error


def _state(signature: Any) -> SignatureState:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    certificate = signature.signer_cert
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status: PdfSignatureStatus = validate_pdf_signature(signature, context)
    untouched = status.intact and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return SignatureState(
        valid=status.intact and status.valid,
        by=str(certificate.subject.native.get("common_name", "")),
        certificate_sha256=certificate.sha256.hex(),
        changed=not untouched,
        at=signature.self_reported_timestamp,
    )
