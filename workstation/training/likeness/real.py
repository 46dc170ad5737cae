"""Real values of each measure, read from the folders of real data: for reports alone, never for training.

In: the folder that holds the sets. Out: arrays by measure; nothing else of what is read is kept. How a
measure is taken from daily counts, orders or invoices is told once here, for simulated sellers too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from workstation.errors import KnownError
from workstation.training.simulator.causes import Floats

Values: TypeAlias = Mapping[str, Floats]

_FEW_ORDERS = 20
_DAY = 86_400.0
_YEAR = 365
_BUSY_A_DAY = 10.0  # payments a day from which a merchant has a rhythm to compare
_HOUR = 3600.0


def real_values(folder: Path) -> dict[str, Floats]:
    """Every measure that `folder` has data for. Raises `KnownError` `report.real` where it has none."""
    found: dict[str, Floats] = {}
    for name, read in _READERS.items():
        if (folder / name).is_dir():
            found |= read(folder / name)
    if not found:
        raise KnownError(
            "report.real",
            "there is no real data in this folder",
            where=str(folder),
            remedy="Give the folder that holds " + ", ".join(_READERS) + ", or leave --real out.",
        )
    return {name: values[np.isfinite(values)] for name, values in found.items()}


def _koubei(folder: Path) -> Values:
    days = pd.read_csv(folder / "shop_day_pay.csv.gz", index_col=0)
    counts = days.to_numpy(dtype=float)
    weekday = pd.to_datetime(days.columns).day_of_week.to_numpy()
    return rhythm((row, weekday) for row in np.nan_to_num(counts))


def rhythm(shops: Any) -> Values:
    """Daily counts with weekdays, one pair a shop, to empty days, swing and weekend: of shops whose mean day
    has ten sales or more, between their first and their last day with one."""
    empty, swing, weekend = [], [], []
    for counts, weekday in shops:
        active = np.flatnonzero(counts)
        if len(active) < 60:
            continue
        span = slice(active[0], active[-1] + 1)
        seen, day = counts[span], weekday[span]
        if seen.mean() < _BUSY_A_DAY or len(seen) < 120:
            continue
        empty.append((seen == 0).mean())
        swing.append(week_swing(seen))
        weekend.append(seen[day >= 5].sum() / seen.sum())
    return {"empty_days": np.array(empty), "week_swing": np.array(swing), "weekend_share": np.array(weekend)}


def week_swing(daily: Floats) -> float:
    """Median log distance, up or down, between a day and the same day a week before."""
    both = (daily[7:] > 0) & (daily[:-7] > 0)
    return float(np.median(np.abs(np.log(daily[7:][both] / daily[:-7][both]))))


def _jdd(folder: Path) -> Values:
    sums = pd.read_csv(folder / "t_sales_sum.csv").drop_duplicates(["dt", "shop_id"])
    wide = sums.pivot(index="shop_id", columns="dt", values="sale_amt_3m")
    months = sorted(wide.columns)
    pairs = [(wide[a], wide[b]) for a, b in zip(months, months[3:], strict=False)]
    change = np.concatenate([(b / a)[(a > 0) & b.notna()].to_numpy() for a, b in pairs])
    days = pd.read_csv(folder / "shop1338_order_history.csv").groupby("ord_dt").ord_cnt.sum()
    windows = pd.read_csv(folder / "shop_90d_windows.csv")
    sold = windows[windows.ord_cnt > 0]
    return {
        "sales_90d": sums.sale_amt_3m[sums.sale_amt_3m > 0].to_numpy(dtype=float),
        "change_90d": change[change > 0],
        "online_swing": np.array([week_swing(days.to_numpy(dtype=float))]),
        "halved": np.array([(change < 0.5).mean()]),
        "orders_90d": sold.ord_cnt.to_numpy(dtype=float),
        "order_value": (sold.sale_amt_3m / sold.ord_cnt).to_numpy(dtype=float),
    }


def _olist(folder: Path) -> Values:
    orders = pd.read_csv(folder / "subset5000" / "orders.csv")
    bought, handed, came, promised = (
        pd.to_datetime(orders[f"order_{name}"])
        for name in (
            "approved_at",
            "delivered_carrier_date",
            "delivered_customer_date",
            "estimated_delivery_date",
        )
    )
    hours = ((handed - bought).dt.total_seconds() / _HOUR).to_numpy()
    way = ((came - handed).dt.total_seconds() / _DAY).to_numpy()
    known = came.notna()
    stars = pd.read_csv(folder / "subset5000" / "order_reviews.csv").review_score
    sent = pd.read_csv(folder / "orders_19199_seller_delivery.csv.gz")
    by_seller = sent.groupby("seller_id").shipping_dispach_onTime.agg(["mean", "size"])
    return {
        "ship_hours": hours[hours > 0],
        "transit_days": way[way > 0],
        "late_ship_share": 1.0 - by_seller[by_seller["size"] >= _FEW_ORDERS]["mean"].to_numpy(),
        "late_delivery": np.array([(came[known] > promised[known]).mean()]),
        **star_figures(stars.to_numpy()),
    }


def star_figures(stars: Any) -> Values:
    """Mean stars, share of one and of five."""
    shares = {"mean_stars": stars.mean(), "one_star": (stars == 1).mean(), "five_stars": (stars == 5).mean()}
    return {name: np.array([value]) for name, value in shares.items()}


def _uci(folder: Path) -> Values:
    lines = pd.read_parquet(folder / "online_retail.parquet")
    bills = lines.groupby("InvoiceNo").agg(at=("InvoiceDate", "min"), buyer=("CustomerID", "first"))
    back = bills.index.astype(str).str.startswith("C")
    month = bills["at"].dt.to_period("M").to_numpy()
    sent_back = pd.Series(back).groupby(month).mean().median()
    sold = bills[~back].dropna()
    days = (sold["at"] - sold["at"].min()).dt.total_seconds().to_numpy() / _DAY
    return {"refund_share": np.array([sent_back]), **loyalty([(sold["buyer"].to_numpy(), days)])}


def loyalty(shops: Any) -> Values:
    """(buyers, days) of orders over a year, one pair a shop: returning buyers in a median month after the
    third, orders of a buyer in the year, days between two orders on different days."""
    returning, orders, between = [], [], []
    for buyer, day in shops:
        order = np.lexsort((day, buyer))
        who, when = buyer[order], day[order]
        first = np.r_[True, who[1:] != who[:-1]]
        orders.append(np.bincount(np.cumsum(first) - 1))
        gap = np.diff(when)[~first[1:]]
        between.append(gap[gap >= 1.0])
        began = dict(zip(who[first].tolist(), when[first].tolist(), strict=True))
        for start in range(90, 331, 30):
            month = set(buyer[(day >= start) & (day < start + 30)].tolist())
            if len(month) >= 20:
                returning.append(np.mean([began[b] < start for b in month]))
    return {
        "returning": np.array([np.median(returning)]),
        "orders_a_buyer": np.concatenate(orders).astype(float),
        "days_between": np.concatenate(between),
    }


def _cumcm(folder: Path) -> Values:
    out = _invoices(folder, "out", "购方单位代号")
    bought = _invoices(folder, "in", "销方单位代号")
    purchases = dict(iter(bought.groupby("firm")))
    rows = [book(sales, purchases.get(firm, bought[:0])) for firm, sales in out.groupby("firm")]
    return together(rows)


def _invoices(folder: Path, side: str, party: str) -> pd.DataFrame:
    names = {
        "企业代号": "firm",
        "发票号码": "number",
        "开票日期": "day",
        party: "party",
        "金额": "net",
        "发票状态": "status",
    }
    parts = [
        pd.read_parquet(path, columns=list(names))
        for path in sorted(folder.glob(f"invoices_{side}_*.parquet"))
    ]
    rows = pd.concat(parts).rename(columns=names).drop_duplicates()
    rows["void"] = rows.status.astype(str).str.strip() == "作废发票"
    rows["day"] = (pd.to_datetime(rows.day) - pd.Timestamp("1970-01-01")).dt.days
    rows["net"] = rows.net.astype(float)
    return rows


def book(sales: pd.DataFrame, purchases: pd.DataFrame) -> dict[str, float]:
    """One firm's last year of invoices (day, party, net in yuan, void) as figures; none without 12 sales."""
    good = sales[~sales.void]
    if len(good) < 12:
        return {}
    end = int(good.day.max())
    year = good[good.day > end - _YEAR]
    bought = purchases[(purchases.day > end - _YEAR) & (purchases.day <= end) & ~purchases.void]
    by_buyer = year.groupby("party").net.sum()
    sold = float(year.net.sum())
    figures = {
        "invoices_a_year": float(len(year)),
        "invoiced_a_year": sold,
        "invoice_value": float(year.net[year.net > 0].median()),
        "buyers": float(year.party.nunique()),
        "largest_buyer": float(by_buyer.max() / max(sold, 1e-9)),
        "void_share": float(sales.void.mean()),
        "negative_share": float((good.net < 0).mean()),
        "quarter_change": _typical_change(good, end),
    }
    if len(bought):
        figures["suppliers"] = float(bought.party.nunique())
        figures["purchases_over_sales"] = float(bought.net.sum()) / sold if sold > 0 else np.nan
    return {name: value for name, value in figures.items() if value > 0 or name.endswith("_share")}


def _typical_change(good: pd.DataFrame, end: int) -> float:
    """The median factor, up or down, between neighbouring quarters of the last two years."""
    quarter = (end - good.day.to_numpy()) // 91
    sums = np.bincount(quarter[quarter < 8], good.net.to_numpy()[quarter < 8], minlength=1)
    both = (sums[1:] > 0) & (sums[:-1] > 0)
    return (
        float(np.exp(np.median(np.abs(np.log(sums[1:][both] / sums[:-1][both]))))) if both.any() else np.nan
    )


def together(rows: list[dict[str, float]]) -> dict[str, Floats]:
    """Figures of many firms, measure by measure."""
    names = sorted({name for row in rows for name in row})
    return {name: np.array([row[name] for row in rows if name in row]) for name in names}


def _sba(folder: Path) -> Values:
    loans = pd.read_csv(folder / "SBAnational_22k.csv.gz", low_memory=False)
    bad = loans[loans.MIS_Status == "CHGOFF"]
    lost, lent = (
        pd.to_numeric(bad[name].astype(str).str.replace(r"[$, ]", "", regex=True), errors="coerce")
        for name in ("ChgOffPrinGr", "DisbursementGross")
    )
    share = (lost / lent)[(lent > 0) & (lost > 0)]
    return {"loss_share": np.clip(share.to_numpy(dtype=float), 0.0, 1.0)}


_READERS: Mapping[str, Callable[[Path], Values]] = {
    "koubei": _koubei,
    "jdd2017": _jdd,
    "olist": _olist,
    "uci_online_retail": _uci,
    "cumcm2020c": _cumcm,
    "credit": _sba,
}
