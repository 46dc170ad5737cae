"""Where things lie in a profile's folder. Light enough to be asked before the first window: no ciphers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ProfilePaths:
    """Where things lie in a profile folder."""

    folder: Path

    @property
    def cache(self) -> Path:
        return self.folder / "cache.db"

    @property
    def blobs(self) -> Path:
        return self.folder / "blobs"

    @property
    def keys(self) -> Path:
        return self.folder / "keys.json"

    @property
    def hub(self) -> Path:
        return self.folder / "hub.json"

    @property
    def authority(self) -> Path:
        return self.folder / "authority.pem"

    @property
    def paper_signer(self) -> Path:
        return self.folder / "paper-signer.bin"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.json"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def lock(self) -> Path:
        return self.folder / "profile.lock"

    @property
    def exists(self) -> bool:
        return self.keys.exists()
