"""The core's means that the databases borrow: one reading of records, one cipher, one way to write a file,
and one set of rules by which files are followed."""

from __future__ import annotations

from workstation import codec, crypto, files
from workstation.ports import Toolbox
from workstation.services.matters import follow_by, shipped_rules

TOOLBOX = Toolbox(
    decode=codec.decode,
    encrypt=crypto.encrypt,
    decrypt=crypto.decrypt,
    random_key=crypto.random_key,
    write_whole=files.write_whole,
    follow=follow_by(shipped_rules),
)
