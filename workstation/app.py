"""The one composition root: puts core, databases and, when asked for it, the window together.

Goes in: a profile's folder and a passphrase, or a hub's folder. Comes out: a desk, an administrator's
workshop, a running hub or a window. It decides nothing that a use-case could decide.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.clock import Clock, FixedClock, SystemClock
from workstation.config import Settings, load_settings, save_settings
from workstation.domain.text import Bilingual
from workstation.errors import KnownError, Lane
from workstation.paths import default_demo, default_profile, resources

if TYPE_CHECKING:
    from workstation.commands.demo_day import Means
    from workstation.domain.workshop import HubIdentity
    from workstation.hub.admin import HubAdmin
    from workstation.hub.place import HubPlace
    from workstation.hub.ports import Workshop
    from workstation.hub.retention import Retention
    from workstation.hub.serve import Listen
    from workstation.hub.services import Assess
    from workstation.lending import Rulebook
    from workstation.profile import UnlockedProfile
    from workstation.services.campaigns import Campaigns
    from workstation.services.desk import Desk
    from workstation.services.launching import Launcher, ProfileState, Progress
    from workstation.services.paper_signer import PaperKey
    from workstation.services.values import Officer


def read_passphrase(source: str | None) -> str:
    """The passphrase out of a file, standard input (-), or typed where somebody sits there.

    Raises `KnownError` (`sign_in.passphrase_file`)."""
    if source is None and sys.stdin.isatty():
        from getpass import getpass

        return getpass("Passphrase: ")
    try:
        if source is None:
            raise OSError("nobody is here to type it")
        text = sys.stdin.readline() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError(
            "sign_in.passphrase_file",
            f"the passphrase cannot be read: {getattr(error, 'strerror', None) or error}",
            where=source or "",
            remedy="Give it with --passphrase-file FILE, or - for standard input.",
            lane=Lane.SIGN_IN,
        ) from None
    return text.rstrip("\r\n")


def clock_of(profile: Path) -> Clock:
    """The real calendar, or the fixed business day of a profile that replays a past one."""
    from workstation.profile import ProfilePaths

    fixed = load_settings(ProfilePaths(profile).settings).business_day
    return FixedClock(date.fromisoformat(fixed)) if fixed else SystemClock()


@contextmanager
def open_desk(profile: Path | None, passphrase: str) -> Iterator[Desk]:
    """The desk of a profile for as long as the block lasts. Raises `KnownError`: `profile.*`, `sign_in.*`,
    `db.*`, `profile.not_enrolled`."""
    from workstation.keyslots import find_keychain
    from workstation.profile import open_profile

    unlocked = open_profile(profile or default_profile(), passphrase, find_keychain())
    try:
        with desk_over(unlocked) as desk:
            yield desk
    finally:
        unlocked.close()


@contextmanager
def desk_over(unlocked: UnlockedProfile) -> Iterator[Desk]:
    """The desk of an unlocked profile, every store and rule behind it."""
    from db.cache import open_cache
    from workstation import crypto
    from workstation.events import Bell
    from workstation.services.desk_making import make_desk
    from workstation.services.synchronising import Synchronising
    from workstation.sync import DeviceKey, HubAddress, HubClient, Synchroniser
    from workstation.toolbox import TOOLBOX

    paths, link = unlocked.paths, unlocked.hub
    if link is None:
        raise KnownError(
            "profile.not_enrolled",
            "this profile belongs to no hub yet",
            where=str(paths.folder),
            remedy="Enrol it with a one-time code.",
        )
    clock, bell = clock_of(paths.folder), Bell()
    cache = open_cache(paths.cache, unlocked.data_key, paths.blobs, TOOLBOX, clock.today)
    officer, paper_key = officer_of(unlocked), _paper_key(unlocked)
    authority = paths.authority if paths.authority.exists() else None

    def connect() -> Synchroniser:
        key = DeviceKey(link.device_id, unlocked.device_private_key)
        client = HubClient(HubAddress(link.url, authority), key)
        return Synchroniser(cache.sync, cache.blobs, client, own_signer=paper_key.certificate_sha256)

    sync = Synchronising(cache.sync, cache.acts, bell, clock, link.url, connect)
    try:
        yield make_desk(
            cache,
            officer,
            clock,
            bell,
            sync,
            partial(crypto.sign, unlocked.device_private_key),
            paper_key.sign,
            lambda: cache.sync.paper_signers() or (),
            cache.sync.scenarios,
            adjusting=cache.sync.adjustment,
            forms=cache.sync.forms,
        )
    finally:
        sync.close()
        cache.close()


def officer_of(unlocked: UnlockedProfile) -> Officer:
    from workstation.services.values import Officer

    link = unlocked.hub
    assert link is not None, "only an enrolled profile has an officer"
    return Officer(link.officer_id, link.officer_name, link.role, link.device_id)


def _paper_key(unlocked: UnlockedProfile) -> PaperKey:
    """What signs this profile's papers."""
    from workstation.services.paper_signer import PaperKey

    name = f"Workstation {officer_of(unlocked).device}"
    # Certificates live in real time, whatever day a demonstration plays.
    return PaperKey(unlocked.paths.paper_signer, unlocked.data_key, name, SystemClock())


def enrol(
    profile: Path | None, passphrase: str, hub_url: str, code: str, authority: str | None = None
) -> Officer:
    """Make a profile here and enrol it; after an error no profile is left behind. Raises `KnownError`:
    `enrol.code`, `hub.unreachable`, `profile.exists`, `profile.folder`, `passphrase.short`."""
    import platform

    from workstation.keyslots import find_keychain
    from workstation.profile import HubLink, ProfilePaths, create_profile
    from workstation.services.paper_signer import make_known
    from workstation.sync import HubAddress, register_signer
    from workstation.sync import enrol as redeem

    folder = profile or default_profile()
    unlocked = create_profile(folder, passphrase, find_keychain())
    enrolled = False
    try:
        certificate = Path(authority) if authority else None
        address = HubAddress(hub_url, certificate)
        device, answer = redeem(address, code, unlocked.device_private_key, platform.node() or "workstation")
        link = HubLink(
            url=hub_url,
            device_id=device.device_id,
            officer_id=answer.officer_id,
            officer_name=answer.officer_name,
            role=answer.role,
            hub_public_key=answer.hub_public_key,
            recovery_public_key=answer.recovery_public_key,
        )
        unlocked.enrol(link, certificate.read_bytes() if certificate else b"")
        enrolled = True
        make_known(_paper_key(unlocked), partial(register_signer, address, device, answer.epoch))
        return officer_of(unlocked)
    finally:
        unlocked.close()
        if not enrolled:
            ProfilePaths(folder).keys.unlink(missing_ok=True)


def _workshop_at(target: Path | str, identity: HubIdentity | None) -> Workshop:
    from db.workshop import open_workshop
    from workstation.toolbox import TOOLBOX

    return open_workshop(target, TOOLBOX, identity)


def _open_workshop(place: HubPlace) -> Workshop:
    from workstation.hub.place import open_hub

    return open_hub(place, _workshop_at)


@contextmanager
def open_admin(place: HubPlace, clock: Clock | None = None, *, create: bool = False) -> Iterator[HubAdmin]:
    """The administrator's use-cases over a hub's folder; `create` founds the hub where there is none."""
    from workstation.hub.admin import HubAdmin
    from workstation.hub.place import create_hub
    from workstation.services.hub_making import own_loans_when_asked, reservations, scenarios_of

    if create and not place.exists:
        workshop = create_hub(place, _workshop_at)
    else:
        workshop = _open_workshop(place)
    try:
        yield HubAdmin(
            workshop,
            clock or SystemClock(),
            own_loans=own_loans_when_asked(),
            reservations=reservations,
            scenarios=scenarios_of,
        )
    finally:
        workshop.close()


@contextmanager
def open_campaigns(place: HubPlace, clock: Clock) -> Iterator[Campaigns]:
    """Campaigns of visits over a hub's folder."""
    from workstation.services.campaigns import Campaigns

    workshop = _open_workshop(place)
    try:
        yield Campaigns(workshop, clock, by="administrator")
    finally:
        workshop.close()


@contextmanager
def open_retention(place: HubPlace, clock: Clock) -> Iterator[Retention]:
    """What may be erased of a hub's files, by the lender's policies."""
    from workstation.hub.retention import Retention
    from workstation.services.hub_making import keep

    workshop = _open_workshop(place)
    try:
        yield Retention(workshop, place.blobs(), clock, keep(), by="administrator")
    finally:
        workshop.close()


def back_up(place: HubPlace, target: Path) -> Path:
    from workstation.hub.place import back_up_hub

    workshop = _open_workshop(place)
    try:
        return back_up_hub(place, workshop, target)
    finally:
        workshop.close()


def restore(place: HubPlace, source: Path) -> None:
    """Raises `KnownError` (`hub.running`, `hub.no_backup`)."""
    from db import backup
    from workstation.hub.place import restore_hub

    restore_hub(
        place,
        source,
        _workshop_at,
        lambda saved, target: backup.restore(saved, target, None),
    )


def serve_hub(place: HubPlace, listen: Listen, business_day: date | None = None) -> None:
    """Run the hub until it is told to stop."""
    from workstation.commands.hub_assessing import assess_at_hub
    from workstation.hub.app import create_app
    from workstation.hub.serve import serve
    from workstation.services.hub_making import hub_services
    from workstation.services.models import Models

    clock: Clock = FixedClock(business_day) if business_day else SystemClock()
    models = Models(resources() / "models", clock)

    def assess(rules: Rulebook) -> Assess:
        return partial(assess_at_hub, models=models, rules=rules, clock=clock)

    with place.alone():
        services = hub_services(place.blobs(), clock, models, assess)
        workshop = _open_workshop(place)
        try:
            serve(create_app(workshop, services), listen)
        finally:
            workshop.close()


def make_cache(folder: Path, key: bytes) -> None:
    """Make an encrypted cache in `folder`, or open the one that is there with its key; then close it."""
    from db.cache import open_cache
    from workstation.toolbox import TOOLBOX

    open_cache(folder / "cache.db", key, folder / "blobs", TOOLBOX, SystemClock().today).close()


def window_library() -> str:
    """Load what window and printing stand on; says which Qt it is."""
    from ui.application import qt_version

    return qt_version()


def demo_means() -> Means:
    from workstation.commands.demo_day import Means

    return Means(open_admin, enrol, open_campaigns)


class DesktopLauncher:
    """What the window's first-run and sign-in screens call (`services.launching.Launcher`)."""

    def __init__(self, profile: Path | None = None) -> None:
        self._folder = profile or default_profile()
        self._open = ExitStack()

    @property
    def profile_folder(self) -> Path:
        return self._folder

    def state(self) -> ProfileState:
        from workstation.profile_paths import ProfilePaths
        from workstation.services.launching import ProfileState

        return ProfileState.LOCKED if ProfilePaths(self._folder).exists else ProfileState.EMPTY

    def settings(self) -> Settings:
        return load_settings(self._settings_file)

    def save_settings(self, settings: Settings) -> None:
        save_settings(self._settings_file, settings)

    @property
    def _settings_file(self) -> Path:
        return self._folder / "settings.json"

    def sign_in(self, passphrase: str) -> Desk:
        from db.cache.search import pinyin

        desk = self._open.enter_context(open_desk(self._folder, passphrase))
        pinyin("字")  # loads its tables now, while one waits anyway, and not when the first file comes
        return desk

    def enrol(self, hub_url: str, code: str, passphrase: str, progress: Progress) -> Desk:
        progress(Bilingual("正在登记本设备…", "Enrolling this device…"))
        enrol(self._folder, passphrase, hub_url, code)
        return self.sign_in(passphrase)

    def open_demo(self, progress: Progress) -> Desk:
        from workstation.commands.demo_day import DEMO_PASSPHRASE, prepare_demo

        self._folder = self._open.enter_context(prepare_demo(demo_means(), default_demo(), progress))
        return self.sign_in(DEMO_PASSPHRASE)

    def close(self) -> None:
        self._open.close()


def take_pictures(desk: Desk, profile: Path, folder: Path, applicants: Sequence[str]) -> list[Path]:
    """Screenshots of every screen in both languages and both themes, drawn without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.pictures import take_pictures as take

    return take(desk, profile, folder, applicants)


def run_desktop(profile: Path | None, launcher: Launcher | None = None) -> int:
    """Open the window; returns the exit status once it is closed."""
    from ui.application import run_window

    return run_window(launcher or DesktopLauncher(profile), sys.argv[:1])
