"""The authorisation (授权书): each scope with its own box to tick and its own line to sign."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.text import Bilingual
from workstation.letters.figures import day
from workstation.letters.layouts.closing import Signer, closing, replaced
from workstation.letters.layouts.parts import Parts
from workstation.letters.letterhead import WIDTH
from workstation.letters.papers import PAPERS
from workstation.letters.pen import Pen
from workstation.letters.piece import Piece, beside, stack
from workstation.letters.typeset import BODY_BOLD, ENGLISH, LABEL, LABEL_EN, Typesetter
from workstation.letters.values import Authorisation, ScopeText
from workstation.letters.wording import WORDS
from workstation.letters.wording_file import AUTHORISATION
from workstation.letters.wording_papers import BINDING

_BOX = 10.0
_TEXT_AT = 20.0
_SIGN_ROOM = 128.0


def authorisation(paper: Authorisation, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), paper.head
    signers = [
        Signer(AUTHORISATION["signs_giver"], head.applicant_name),
        Signer(AUTHORISATION["taken_by"], paper.taken_by),
    ]
    return [
        parts.title(PAPERS["authorisation"].title),
        parts.dates(
            [
                (WORDS["number"], head.number),
                (WORDS["issued_on"], day(head.issued_on)),
                (AUTHORISATION["expires"], day(paper.expires_on)),
            ]
        ),
        *parts.facts(
            AUTHORISATION["who"],
            [
                [
                    (AUTHORISATION["giver"], head.applicant_name),
                    (AUTHORISATION["receiver"], head.lender.name),
                ],
                [
                    (AUTHORISATION["identity"], paper.identity or "—"),
                    (BINDING["address"], head.applicant_address or "—"),
                ],
            ],
        ),
        *replaced(parts, head),
        parts.opening(AUTHORISATION["opening"], 12.0),
        parts.set.section(AUTHORISATION["scopes"], WIDTH),
        *(_scope(parts, scope, first=number == 0) for number, scope in enumerate(paper.scopes)),
        *parts.listed(AUTHORISATION["terms"], paper.terms),
        *closing(parts, head.verification_code, content_hash, signers, AUTHORISATION["signatures"]),
    ]


def _scope(parts: Parts, scope: ScopeText, *, first: bool) -> Piece:
    """A box to tick, the words, how long what was read is kept, and a line to sign."""
    room = WIDTH - _TEXT_AT - _SIGN_ROOM - 14.0
    kept = AUTHORISATION["kept"]
    retention = Bilingual(f"{kept.zh}：{scope.retention.zh}", f"{kept.en}: {scope.retention.en}")
    words = stack(
        [
            parts.set.line(scope.title, BODY_BOLD, ENGLISH, room),
            parts.set.both(scope.text, room),
            replace(parts.set.both(retention, room, LABEL, LABEL_EN), gap=2.0),
        ]
    )
    label = parts.set.inline(AUTHORISATION["sign"], LABEL, LABEL_EN)
    body = beside([(_TEXT_AT, words), (WIDTH - _SIGN_ROOM, label)])
    height = body.height + 6.0

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.outline(x, top + 2.0, _BOX, _BOX, "primary", 1.0)
        body.draw(pen, x, top)
        pen.rule(x + WIDTH - _SIGN_ROOM, top + 40.0, x + WIDTH, "muted", 0.5)
        pen.rule(x, top + height, x + WIDTH, "hair", 0.5)

    return Piece(height, draw, gap=0.0 if first else 6.0)
