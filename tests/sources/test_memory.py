"""A book of millions needs no more memory than a book of thousands: one firm is held at a time.

The peak of a process can only be asked of a process, so each import runs in one of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps no peak of resident memory here"
)

IMPORT = """
import resource, sys
from pathlib import Path
from workstation.sources import ImportReport, cumcm, read_source

def peak():
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20
    # ru_maxrss on Linux starts with what the parent held when it forked; the high-water mark does not
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 2**10

before = peak()
report = ImportReport()
for batch in read_source("cumcm", Path(sys.argv[1]), report):
    pass
print(report.ledger_rows["invoices"], before, peak())
"""


def peak(folder: Path) -> tuple[int, int, int]:
    """Rows imported, and the process's peak in MB before and after."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT, str(folder)], capture_output=True, text=True, check=True
    )
    rows, before, after = map(int, done.stdout.split())
    return rows, before, after


def book(folder: Path, firms: int, invoices_each: int = 2_000) -> Path:
    """Firms with as many sales each; one purchase in all."""
    folder.mkdir()
    names = [f"E{n}" for n in range(firms)]
    lines = "".join(f"{name},***商贸有限公司\n" for name in names)
    (folder / "firms.csv").write_text(f"企业代号,企业名称\n{lines}", encoding="utf-8")
    rows = firms * invoices_each
    gross = np.arange(rows) % 9_000 + 113.0
    sales = pa.table(
        {
            "企业代号": pa.array(np.repeat(names, invoices_each)),
            "发票号码": pa.array((np.arange(rows) + 10_000_000).astype(str)),
            "开票日期": pa.array(np.datetime64("2019-01-01", "s") + (np.arange(rows) % 365) * 86_400),
            "购方单位代号": pa.array((np.arange(rows) % 500).astype(str)),
            "金额": pa.array(gross),
            "税额": pa.array(np.zeros(rows)),
            "价税合计": pa.array(gross),
            "发票状态": pa.array(np.full(rows, "有效发票")),
        }
    )
    pq.write_table(sales, folder / "invoices_out_1.parquet", row_group_size=100_000)
    purchases = sales.slice(0, 1).rename_columns(
        ["销方单位代号" if name == "购方单位代号" else name for name in sales.column_names]
    )
    pq.write_table(purchases, folder / "invoices_in_1.parquet")
    return folder


def test_ten_times_the_book_needs_hardly_more_memory(tmp_path: Path) -> None:
    few_rows, _, few = peak(book(tmp_path / "few", firms=40))
    many_rows, _, many = peak(book(tmp_path / "many", firms=400))
    assert (few_rows, many_rows) == (80_001, 800_001)
    assert many - few < 64, f"{few} MB for {few_rows} rows, {many} MB for {many_rows}"


def test_a_million_real_invoices_fit_in_400_megabytes(shared: Path) -> None:
    rows, before, after = peak(shared / "data" / "cumcm2020c")
    assert rows == 1_085_735
    assert after < 400, f"{before} MB before, {after} MB after"
