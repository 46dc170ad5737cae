"""Breaks mixed Chinese and Latin text into lines that obey 避头尾 and keep words and numbers whole.

In: a text, a width, and a function that measures a text. Out: lines, none wider than the width. The rules
are those of GB/T 15834-2011 and of W3C's Requirements for Chinese Text Layout, section 3.1.3: closing marks
never begin a line, opening marks never end one, and a dash or an ellipsis is not torn. A number keeps its
unit and a paragraph does not end on a single character. Only a piece wider than the whole line is cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Measure = Callable[[str], float]

# 避头: these never begin a line.
CLOSING = frozenset("、。，．：；！？）》〉」』】〕〗〙〛｝］”’…—～·・々〻ーゝゞ％‰℃°,.:;!?)]}%»›‧")
# 避尾: these never end one.
OPENING = frozenset("（《〈「『【〔〖〘〚｛［“‘([{¥￥$€£«‹№#＃＄")
HALF_EMPTY = frozenset("（《〈「『【〔〖〘〚｛［“‘")
"""Opening marks that are a character wide and whose left half is empty: 行首挤压, the room before them at the
beginning of a line is taken away (W3C's Requirements, section 3.1.6)."""
GLUE = "\u00a0"

_IDEOGRAPHIC = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af"
_WORD = rf"[^\s{_IDEOGRAPHIC}、。“”‘’…—·]"
_UNIT = "(?:个月|个工作日|万元|亿元|工作日|年|月|日|天|元|角|分|期|页|号|笔|次|倍)"
_FIGURE = r"\d[\d,.:/-]*"
_PIECE = re.compile(
    rf"(?P<space>[^\S{GLUE}]+)"
    rf"|(?P<number>[¥￥$]?{_FIGURE}(?:{GLUE}?{_UNIT}{_FIGURE})*(?:{GLUE}?{_UNIT}|(?<=\d){GLUE}?[%％‰])?)(?!{_WORD})"
    rf"|(?P<word>{_WORD}+(?:’{_WORD}+)*)"
    r"|(?P<run>——|……)"
    r"|(?P<mark>.)",
    re.DOTALL,
)

# A last line of one piece is left over where it fills less than this share; the line above must keep enough.
_LEFT_OVER = 0.12
_ENOUGH = 4


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of `text` within `width` (the unit is that of `measure`); a line end in it is kept."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_fill(clusters(paragraph), width, measure))
    return lines


def clusters(text: str) -> list[str]:
    """Unbreakable clusters; a cluster of one blank is a place where a line may end and the blank vanish."""
    found: list[str] = []
    glue_next = False
    for match in _PIECE.finditer(text):
        piece = match[0]
        if match.lastgroup == "space":
            if found and not glue_next:
                found.append(" ")
            continue
        glued = piece[0] in CLOSING or piece[0] == GLUE or glue_next
        if glued and found:
            blank = found.pop() if found[-1] == " " else ""
            piece = (found.pop() if found else "") + blank + piece
        found.append(piece)
        glue_next = piece[-1] in OPENING or piece[-1] == GLUE
    while found and found[-1] == " ":
        found.pop()
    return found


def _fill(pieces: list[str], width: float, measure: Measure) -> list[str]:
    """Greedy lines, then one repair of the last. A line keeps the blank at its end until it is printed."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for cluster in _cut_overwide(pieces, width, measure):
        size = measure(cluster)
        if cluster != " " and lines[-1] and used + size > width:
            lines.append([])
            used = 0.0
        if cluster == " " and not lines[-1]:
            continue
        lines[-1].append(cluster)
        used += size
    _feed_last(lines, width, measure)
    return ["".join(line).strip(" ") for line in lines]


def _cut_overwide(whole: list[str], width: float, measure: Measure) -> list[str]:
    """Cut what no line can hold: a long hash or address, at the last character that fits."""
    pieces: list[str] = []
    for cluster in whole:
        while len(cluster) > 1 and measure(cluster) > width:
            fits = 1
            while fits < len(cluster) - 1 and measure(cluster[: fits + 1]) <= width:
                fits += 1
            fits = _tidy_cut(cluster, fits)
            pieces.append(cluster[:fits])
            cluster = cluster[fits:]
        pieces.append(cluster)
    return pieces


def _tidy_cut(cluster: str, fits: int) -> int:
    """Step back to a cut that obeys the line-start and line-end rules, where there is one."""
    for at in range(fits, 0, -1):
        if cluster[at] not in CLOSING and cluster[at - 1] not in OPENING and cluster[at] != " ":
            return at
    return fits


def _feed_last(lines: list[list[str]], width: float, measure: Measure) -> None:
    """孤字不成行: where one character or a short word is left over, its neighbour joins it."""
    if len(lines) < 2 or len(lines[-1]) != 1 or measure(lines[-1][0]) > width * _LEFT_OVER:
        return
    above = lines[-2]
    blank = above[-1:] if above[-1] == " " else []
    words = above[: len(above) - len(blank)]
    if len(words) < _ENOUGH:
        return
    fed = [words[-1], *blank, *lines[-1]]
    if words[-1] != " " and measure("".join(fed)) <= width:
        lines[-2:] = [words[:-1], fed]
