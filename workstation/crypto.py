"""The only door to cryptography: signatures, key wrapping, passphrases, sealed boxes, file encryption.

Keys are raw bytes in and raw bytes out (32 bytes each), so that nothing else in the program handles key
objects. Ed25519 signs, X25519 with HKDF seals to a public key, AES-256-GCM encrypts, Argon2id slows a
guess at a passphrase. A wrong key or a changed byte raises `KnownError`, never a library's own error.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workstation.errors import KnownError

KEY_BYTES = 32
_NONCE_BYTES = 12
_ARGON2_MEMORY_KIB = 64 * 1024
_ARGON2_ITERATIONS = 3
_ARGON2_LANES = 2

_RAW_PRIVATE = (
    serialization.Encoding.Raw,
    serialization.PrivateFormat.Raw,
    serialization.NoEncryption(),
)


def random_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key_id(public: bytes) -> str:
    """Short name of a public key: the first sixteen hex digits of its sha256."""
    return sha256(public)[:16]


def same(left: bytes, right: bytes) -> bool:
    """Compare secrets in constant time."""
    return hmac.compare_digest(left, right)


def new_keypair() -> tuple[bytes, bytes]:
    """A fresh Ed25519 key pair as (private, public)."""
    private = Ed25519PrivateKey.generate()
    return private.private_bytes(*_RAW_PRIVATE), private.public_key().public_bytes_raw()


def public_key(private: bytes) -> bytes:
    """The Ed25519 public key that belongs to a private one."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, message: bytes) -> bytes:
    """The 64-byte Ed25519 signature of `message`; the same key and message give the same bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is `public`'s over `message`. Malformed keys and signatures are simply False."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def encrypt(key: bytes, data: bytes, context: bytes = b"") -> bytes:
    """AES-256-GCM: nonce, then ciphertext with tag. `context` is authenticated but not stored."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def decrypt(key: bytes, sealed: bytes, context: bytes = b"") -> bytes:
    """The inverse of `encrypt`; raises `KnownError` (`crypto.refused`) for a wrong key or a changed byte."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise KnownError(
            "crypto.refused", "the key does not fit, or the data was changed", remedy="Check the passphrase."
        ) from None


def stretch(passphrase: str, salt: bytes) -> bytes:
    """A 32-byte key from a passphrase: Argon2id (RFC 9106), 64 MiB, three passes, about 0.1 s."""
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=_ARGON2_ITERATIONS,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_MEMORY_KIB,
    ).derive(passphrase.encode())


def combine(*secrets_in_order: bytes) -> bytes:
    """One 32-byte key that needs all of the given secrets (HKDF-SHA256 over their hashes)."""
    material = b"".join(hashlib.sha256(s).digest() for s in secrets_in_order)
    return HKDF(hashes.SHA256(), KEY_BYTES, None, b"workstation combined key").derive(material)


def new_box() -> tuple[bytes, bytes]:
    """A fresh X25519 key pair as (private, public), for sealing to a recovery key."""
    private = X25519PrivateKey.generate()
    return private.private_bytes(*_RAW_PRIVATE), private.public_key().public_bytes_raw()


def _box_key(shared: bytes, ephemeral: bytes, recipient: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, None, b"workstation box" + ephemeral + recipient).derive(shared)


def seal(recipient_public: bytes, data: bytes) -> bytes:
    """Encrypt so that only the holder of the recipient's private key can read; needs no private key here."""
    ephemeral = X25519PrivateKey.generate()
    ephemeral_public = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient_public))
    return ephemeral_public + encrypt(_box_key(shared, ephemeral_public, recipient_public), data)


def unseal(recipient_private: bytes, sealed: bytes) -> bytes:
    """The inverse of `seal`; raises `KnownError` (`crypto.refused`)."""
    ephemeral_public, body = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
    try:
        private = X25519PrivateKey.from_private_bytes(recipient_private)
        shared = private.exchange(X25519PublicKey.from_public_bytes(ephemeral_public))
    except ValueError:
        raise KnownError("crypto.refused", "this is not a key, or nothing was sealed to it") from None
    return decrypt(_box_key(shared, ephemeral_public, private.public_key().public_bytes_raw()), body)
