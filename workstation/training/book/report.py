"""The report of a run as one HTML page with its pictures inside, for a lender's own people.

In: a book, its figures, its model and scorecard. Out: HTML text that needs nothing else. Its first sentence
says what the figures are of; prohibited columns that were kept for a comparison are said before any figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from workstation.training import metrics
from workstation.training.book.book import Book
from workstation.training.book.judging import Finished, Judged
from workstation.training.book.leaks import Suspect
from workstation.training.book.profit import Economics, profit_points
from workstation.training.book.proxies import Proxy
from workstation.training.evaluation import Figures
from workstation.training.pictures import (
    Bars,
    CalibrationBin,
    Curve,
    bar_chart,
    calibration_chart,
    line_chart,
    percent,
    profit_curve,
)
from workstation.training.table import Flags, Matrix

_STYLE = (
    "body{font:15px/1.5 Helvetica,Arial,'Noto Sans SC',sans-serif;max-width:1180px;margin:2em auto;"
    "padding:0 1em;color:#222;background:#fff}table{border-collapse:collapse;margin:1em 0}"
    "td,th{border-bottom:1px solid #ddd;padding:.2em .7em;text-align:left;vertical-align:top}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}svg{margin:.5em 0;max-width:100%}"
    ".warn{border-left:4px solid #d55e00;padding-left:1em}"
)
_CALIBRATION_BINS, _SCORE_BINS, _Z = 10, 24, 1.959964
_SIGNS = {1: "+", -1: "−", 0: "free"}


def report_page(
    book: Book,
    judged: Judged,
    done: Finished,
    suspected: Sequence[Suspect],
    economics: Economics,
    told: Sequence[Proxy] = (),
    more: Sequence[str] = (),
) -> str:
    """The whole page; `more` are further parts of it."""
    parts = [
        f"<h1>Default model for {escape(book.target)} · 违约模型报告</h1>",
        (
            f"<p>Figures are of {len(book):,} loans, {int(book.bad.sum()):,} of them bad "
            f"({escape(book.bad_means)}), each judged by a model that had not seen it. "
            "下列指标均为样本外（交叉验证）结果。</p>"
        ),
        _warnings(book, suspected, told),
        _figures(judged),
        *_pictures(book, judged, economics),
        *more,
        _columns(book),
        _left_out(book),
        _card_table(done),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(book.target)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(filter(None, parts))
        + "\n</body></html>\n"
    )


def _warnings(book: Book, suspected: Sequence[Suspect], told: Sequence[Proxy]) -> str:
    lines = [
        f"{escape(p.name)} holds {p.attribute}, which no lending decision may read; it was kept for a "
        "comparison with published figures, and this model must not be used."
        for p in book.prohibited
        if p.kept
    ]
    lines += [f"{escape(s.name)} may know the outcome: {escape(s.why)}." for s in suspected]
    lines += [escape(proxy.words) + "." for proxy in told]
    if book.repeated:
        lines.append(f"{book.repeated:,} rows repeat an earlier row, so some of the ranking may be memory.")
    if book.unlabelled:
        lines.append(f"{book.unlabelled:,} rows have no outcome and were left out.")
    return "".join(f'<p class="warn">{line}</p>' for line in lines)


def _figures(judged: Judged) -> str:
    rows = [
        ("AUC", *(f"{f.auc:.4f} ({f.auc_low:.4f}–{f.auc_high:.4f})" for f in (judged.figures, judged.card))),
        *(
            (words, *(form.format(getattr(f, key)) for f in (judged.figures, judged.card)))
            for words, key, form in _LINES
        ),
    ]
    table = _table(["", "trees 树模型", "scorecard 评分卡"], rows)
    kept = judged.kept
    promises = (
        f"<p>Signs: {kept.sweeps_broken} of {kept.sweeps:,} steps against a sign. Blanks of signed columns: "
        f"{kept.blanks_broken} of {kept.blanks:,} lowered the risk. Blanks of free columns, of which nothing "
        f"is promised: {kept.free_blanks_helped:,} of {kept.free_blanks:,}.</p>"
    )
    return f"<h2>Figures · 指标</h2>{table}{promises}"


_LINES = (
    ("KS", "ks", "{:.3f}"),
    ("Brier", "brier", "{:.4f}"),
    ("log loss", "log_loss", "{:.4f}"),
    ("calibration slope 校准斜率", "slope", "{:.3f}"),
    ("expected calibration error", "ece", "{:.4f}"),
    ("mean probability 平均违约概率", "mean_probability", "{:.4f}"),
)


def _pictures(book: Book, judged: Judged, economics: Economics) -> list[str]:
    return [
        "<h2>Pictures · 图</h2>",
        *map(inside, _charts(book, judged, economics)),
        (
            f"<p>Assumed: a repaid loan earns {economics.margin:.0%} of its amount, a bad one loses "
            f"{economics.loss:.0%}; so approving pays up to PD* = {economics.cut_off:.1%}.</p>"
        ),
    ]


def inside(picture: str) -> str:
    """A picture without the declaration that only a file of its own may have."""
    return picture[picture.index("<svg") :]


def _charts(book: Book, judged: Judged, economics: Economics) -> list[str]:
    bad, margins = book.bad, judged.unseen.margins
    p = metrics.probability(margins)
    best = economics.cut_off
    return [
        line_chart(
            [
                Curve("trees", roc(bad, margins)),
                Curve("scorecard", roc(bad, judged.card_margins)),
                Curve("chance", [(0.0, 0.0), (1.0, 1.0)]),
            ],
            title="ROC",
            x="share of good loans declined",
            y="share of bad loans declined",
            x_ticks=percent,
            y_ticks=percent,
        ),
        calibration_chart(
            calibration_bins(bad, p), title="Calibration · 校准", x="predicted probability", y="bad rate"
        ),
        _distribution(bad, margins),
        profit_curve(
            profit_points(bad, p, economics),
            title="Profit by cut-off · 利润曲线",
            x="highest probability approved",
            y="profit per 100 asked for",
            in_force=[(best, f"PD* {best:.1%}")],
        ),
    ]


def roc(bad: Flags, score: Matrix, most: int = 200) -> list[tuple[float, float]]:
    """Shares of good and of bad at or above each cut-off, thinned to `most` points."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(bad[order]) / max(int(bad.sum()), 1)
    alarms = np.cumsum(~bad[order]) / max(int((~bad).sum()), 1)
    places = np.unique(np.linspace(0, len(bad) - 1, most).astype(int))
    return [(0.0, 0.0), *((float(alarms[i]), float(hits[i])) for i in places)]


def calibration_bins(bad: Flags, p: Matrix, count: int = _CALIBRATION_BINS) -> list[CalibrationBin]:
    """Bins of equal count with the Wilson interval of their bad rate (Wilson 1927)."""
    order = np.argsort(p, kind="stable")
    bins = []
    for part in np.array_split(order, count):
        if not len(part):
            continue
        n, rate = len(part), float(bad[part].mean())
        middle = (rate + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * float(np.sqrt(rate * (1 - rate) / n + _Z**2 / (4 * n**2))) / (1 + _Z**2 / n)
        bins.append(CalibrationBin(float(p[part].mean()), rate, max(middle - half, 0.0), middle + half))
    return bins


def _distribution(bad: Flags, margins: Matrix) -> str:
    from workstation.scoring.scale import STANDARD_FACTOR, STANDARD_OFFSET

    points = STANDARD_OFFSET - STANDARD_FACTOR * margins
    low, high = (float(np.quantile(points, share)) for share in (0.002, 0.998))
    edges = np.linspace(low, max(high, low + 1.0), _SCORE_BINS + 1)
    kept = np.clip(points, edges[0], edges[-1])
    good, worse = (np.histogram(kept[of], edges)[0] / max(int(of.sum()), 1) for of in (~bad, bad))
    return bar_chart(
        [f"{edge:.0f}" for edge in edges[:-1]],
        [Bars("good", good.tolist()), Bars("bad", worse.tolist())],
        title="Scores · 评分分布",
        x="points",
        y="share of each",
        y_ticks=percent,
    )


def _columns(book: Book) -> str:
    rows = [
        (
            f.name,
            "number" if f.numbers is not None else f"category of {len(f.levels)}",
            _SIGNS[f.sign],
            f.reason,
            f"{f.blank.mean():.1%}",
            f.note,
        )
        for f in book.features
    ]
    return "<h2>Columns read · 所用字段</h2>" + _table(
        ["column", "kind", "sign", "why", "blank", "notes"], rows
    )


def _left_out(book: Book) -> str:
    if not book.left_out:
        return ""
    rows = [(gone.name, gone.why, gone.words) for gone in book.left_out]
    return "<h2>Columns not read · 未用字段</h2>" + _table(["column", "why", ""], rows)


def _card_table(done: Finished) -> str:
    rows = [
        (r.feature, r.bin, f"{r.rows:,}", f"{r.bad_rate:.1%}", f"{r.weight:+.3f}", f"{r.points:+d}")
        for r in done.card.table()
    ]
    head = (
        f"<h2>Scorecard · 评分卡</h2><p>Base {done.card.base_points()} points; "
        "600 points are odds of 50 to 1, 20 points double them.</p>"
    )
    return head + _table(["feature", "bin", "rows", "bad rate", "weight", "points"], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def figure_json(figures: Figures) -> dict[str, object]:
    """The stable keys of a set of figures."""
    return {
        "auc": figures.auc,
        "auc_interval": [figures.auc_low, figures.auc_high],
        "ks": figures.ks,
        "brier": figures.brier,
        "log_loss": figures.log_loss,
        "calibration_slope": figures.slope,
        "calibration_intercept": figures.intercept,
        "ece": figures.ece,
        "mean_probability": figures.mean_probability,
    }
