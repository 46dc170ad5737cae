"""Whether a folder lies on this computer and nowhere else: network and cloud folders are refused.

A database that a cloud client copies while it is written is a damaged one, and applicants' files have no
business on somebody else's computer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

from workstation.errors import KnownError

_CLOUD_NAMES = (
    "onedrive", "dropbox", "icloud", "iclouddrive", "mobile documents", "com~apple~clouddocs", "cloudstorage",
    "google drive", "googledrive", "my drive", "box sync", "nextcloud", "owncloud", "syncthing", "nutstore",
    "坚果云", "baidunetdisk", "百度网盘", "wps云盘",
)  # fmt: skip
_NETWORK_FILE_SYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "fuse.sshfs",
    "davfs",
    "fuse.davfs2",
}
_DRIVE_REMOTE = 4  # GetDriveTypeW, https://learn.microsoft.com/windows/win32/api/fileapi/


def require_local(folder: Path) -> None:
    """Raises `KnownError` (`profile.folder`) with what is wrong with the folder."""
    reason = why_not_local(folder.absolute())
    if reason:
        raise KnownError(
            "profile.folder",
            f"the profile cannot lie there: {reason}",
            where=str(folder),
            remedy="Choose a folder on this computer's own disk.",
        )


def why_not_local(folder: PurePath) -> str:
    """In words, or empty where nothing speaks against it."""
    if str(folder).startswith(("\\\\", "//")):
        return "it is a folder on another computer"
    cloud = next((part for part in folder.parts if _is_cloud(part)), "")
    if cloud:
        return f"{cloud!r} is copied to a cloud"
    if _is_on_network(Path(folder)):
        return "it is on a network drive"
    return ""


def _is_cloud(part: str) -> bool:
    """`OneDrive` and also `OneDrive - Company` and `Dropbox (Personal)`."""
    name = part.casefold()
    return any(name == cloud or name.startswith((f"{cloud} -", f"{cloud} (")) for cloud in _CLOUD_NAMES)


def _is_on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    return file_system_of(folder, mounts.read_text(encoding="utf-8").splitlines()) in _NETWORK_FILE_SYSTEMS


def file_system_of(folder: PurePath, mounts: Iterable[str]) -> str:
    """The type of the file system that holds a folder, from lines of /proc/self/mounts."""
    found, depth = "", -1
    for line in mounts:
        _, point, kind, *_ = line.split(" ")
        where = PurePath(point.replace("\\040", " "))
        if len(where.parts) > depth and (where == folder or where in folder.parents):
            found, depth = kind, len(where.parts)
    return found
