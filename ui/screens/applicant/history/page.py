"""The history tab: the loop, the charts with their tools, and the ledger that follows the chosen range.

Reading and the first load of the chart library happen in a worker; an applicant without ledgers gets a
sentence that says why there is nothing and what would bring it.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QSplitter, QStackedWidget, QTabBar, QWidget

from ui.screens.applicant.history.export import csv_bytes, png_bytes, series_lines, write_export
from ui.screens.applicant.history.loop import LoopRow
from ui.screens.applicant.history.tools import RangeTools
from ui.screens.applicant.page import FileActs, Page
from ui.screens.screen import Navigator
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.layout import column, frame, hairline, label, row
from ui.widgets.pieces import EmptyState
from ui.widgets.table import DataTable
from ui.widgets.turns import held

if TYPE_CHECKING:
    from ui.screens.applicant.history.charts import Charts
    from ui.screens.applicant.history.ledger import LedgerModel
    from workstation.services.desk import Desk
    from workstation.services.values import FileView, History

_LEDGER_HEIGHT = 210
"""What the ledger gets at first; at larger texts the charts keep the rest."""

_TABS_FIT_UP_TO = 1.2

_CHARTS = "ui.screens.applicant.history.charts"


def _framed(charts: QWidget) -> QScrollArea:
    """The charts fill the room there is and scroll where it is less than they need."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the charts within take the keyboard
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(charts)
    return area


def _read(desk: Desk, applicant_id: str) -> History:
    """In a worker: the chart library is loaded on the way, so that the window need not wait for it."""
    import_module(_CHARTS)
    return desk.files.history(applicant_id)


class HistoryPage(Page):
    def __init__(
        self, desk: Desk, tasks: Tasks, navigator: Navigator, acts: FileActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(acts, parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._id = ""
        self._wanted = ""
        self._task: Task[History] | None = None
        self.history: History | None = None
        self.charts: Charts | None = None
        self.loop = LoopRow()
        self.tools = RangeTools()
        self.kinds = QTabBar()
        self.kinds.setDrawBase(False)
        self.kinds.setUsesScrollButtons(theme().scale > _TABS_FIT_UP_TO)
        self.kinds.currentChanged.connect(self._show_kind)
        self._count = label("faint")
        self._tables = QStackedWidget()
        self.models: list[LedgerModel] = []
        self._chart_room = column(gap=0)
        self._empty = EmptyState("chart-line")
        self._build()
        self.tools.range_chosen.connect(self._range_typed)
        self.tools.export_asked.connect(self._export)
        self.render_texts()

    def _build(self) -> None:
        upper, lower = QWidget(), frame("page")
        side = tokens.WIDE
        upper.setLayout(
            column(self.loop, hairline(), self.tools, gap=tokens.SNUG, margin=(side, tokens.GAP, side, 0))
        )
        upper.layout().addLayout(self._chart_room)  # type: ignore[union-attr]
        heads = row(self.kinds, None, self._count, margin=(tokens.GAP, 0, side, 0))
        lower.setLayout(column(heads, hairline(), gap=0))
        lower.layout().addWidget(self._tables)  # type: ignore[union-attr]
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(upper)
        self.split.addWidget(lower)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setSizes([theme().px(470), _LEDGER_HEIGHT])
        self.split.setChildrenCollapsible(False)
        lower.setMinimumHeight(theme().px(110))
        self._content = QStackedWidget()
        self._content.addWidget(self.split)
        self._content.addWidget(self._empty)
        self.body.setLayout(column(self._content, gap=0))

    # Reading.

    def show_view(self, view: FileView) -> None:
        self._wanted = "" if view.withheld else view.file.applicant.id
        if view.withheld:
            self._id = ""
            self.show_withheld()

    def on_front(self) -> None:
        if self._wanted == self._id or not self._wanted:
            return
        if self._task is not None and self._task.running:
            return
        wanted = self._wanted
        self._task = self._tasks.read(lambda: _read(self._desk, wanted), self._show, self.show_trouble)

    def show_waiting(self) -> None:
        super().show_waiting()
        self._id = ""

    def close_page(self) -> None:
        super().close_page()
        if self._task is not None:
            self._task.cancel()

    def _show(self, history: History) -> None:
        self._id = history.applicant_id
        self.history = history
        with held(self.loop):
            self.loop.show_loop(history.loop)
        self._content.setCurrentWidget(self.split if history.tables else self._empty)
        self.show_body()
        if not history.tables:
            self._say_texts()
            return
        charts = self._charts()
        self.tools.show_history(history)
        self.turns.start([*charts.pieces(history), partial(self._show_tables, history), self._say_texts])

    def _charts(self) -> Charts:
        from ui.screens.applicant.history.charts import Charts

        if self.charts is None:
            self.charts = Charts()
            self._chart_room.addWidget(_framed(self.charts))
            self.charts.range_changed.connect(self._range_changed)
        return self.charts

    def _show_tables(self, history: History) -> None:
        """A model for each ledger; its table is made when it is first looked at."""
        from ui.screens.applicant.history.ledger import LedgerModel

        self.kinds.blockSignals(True)
        while self.kinds.count():
            self.kinds.removeTab(0)
        while self._tables.count():
            page = self._tables.widget(0)
            self._tables.removeWidget(page)
            page.deleteLater()
        self.models = [LedgerModel(table, history.currency, self) for table in history.tables]
        for _ in self.models:
            self.kinds.addTab("")
            room = QWidget()
            room.setLayout(column(gap=0))
            self._tables.addWidget(room)
        self.kinds.blockSignals(False)
        self.kinds.setCurrentIndex(0)
        if self.charts is not None and self.charts.bounds is not None:
            self._range_changed(self.charts.bounds)
        self._show_kind(0)

    # Range and ledger.

    def _range_typed(self, bounds: tuple[int, int] | None) -> None:
        if self.charts is not None:
            self.charts.choose_range(bounds)

    def _range_changed(self, bounds: tuple[int, int] | None) -> None:
        for model in self.models:
            model.filter(bounds)
        self.tools.show_range(bounds)
        self._say_count()

    def _show_kind(self, place: int) -> None:
        room = self._tables.widget(place)
        if room is not None and room.layout().count() == 0:
            table = DataTable(self.models[place], many=True)  # type: ignore[arg-type]
            table.setAccessibleName(said(self.models[place].table.name))
            room.layout().addWidget(table)
        self._tables.setCurrentIndex(place)
        self._say_count()

    def _say_count(self) -> None:
        place = self.kinds.currentIndex()
        if not 0 <= place < len(self.models):
            self._count.setText("")
            return
        model = self.models[place]
        shown, whole = model.rowCount(), len(model.table)
        text = self.tr("{0} rows") if shown == whole else self.tr("{0} of {1} rows")
        self._count.setText(text.format(f"{shown:,}", f"{whole:,}"))

    @property
    def table(self) -> DataTable | None:
        room = self._tables.currentWidget()
        return None if room is None else room.findChild(DataTable)

    def copy_rows(self) -> None:
        place = self.kinds.currentIndex()
        if self.table is None or not 0 <= place < len(self.models):
            return
        chosen = [int(str(one)) for one in self.table.selected_rows()]
        lines = self.models[place].as_lines(chosen)
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self._navigator.say(self.tr("{0} rows copied").format(len(chosen)))

    # Taking away.

    def _export(self, what: str) -> None:
        if self.charts is None or self.history is None:
            return
        if what == "copy":
            QGuiApplication.clipboard().setImage(self.charts.picture())
            self._navigator.say(self.tr("The charts are on the clipboard"))
            return
        self._ask_where(what)

    def _ask_where(self, what: str) -> None:
        endings = {"png": "PNG (*.png)", "csv": "CSV (*.csv)", "ledger": "CSV (*.csv)"}
        dialog = QFileDialog(self, self.tr("Save"), f"{self._file_name(what)}", endings[what])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png" if what == "png" else "csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save(what, Path(path)))
        dialog.open()

    def _file_name(self, what: str) -> str:
        place = self.kinds.currentIndex()
        kind = self.models[place].table.kind if what == "ledger" else "history"
        return f"{self._id.replace(':', '-')}-{kind}.{'png' if what == 'png' else 'csv'}"

    def save(self, what: str, path: Path) -> None:
        """Write charts (png), their figures (csv) or the ledger in view (ledger) to a file."""
        if self.charts is None or self.history is None:
            return
        if what == "png":
            data = png_bytes(self.charts.picture())
            self._tasks.read(lambda: write_export(path, data), self._saved)
            return
        history, model = self.history, self.models[self.kinds.currentIndex()]
        places = list(model.rows())
        self._tasks.read(
            lambda: write_export(
                path, csv_bytes(series_lines(history) if what == "csv" else model.as_lines(places))
            ),
            self._saved,
        )

    def _saved(self, path: Path) -> None:
        self._navigator.say(self.tr("Saved: {0}").format(path.name))

    # Words.

    def render_texts(self) -> None:
        if not hasattr(self, "_content"):
            return
        if self.charts is not None:
            self.charts.dress()
        self._say_texts()

    def _say_texts(self) -> None:
        self.tools.retranslate()
        self.loop.retranslate()
        self.kinds.setAccessibleName(self.tr("Ledgers"))
        if self.charts is not None:
            self.charts.setAccessibleName(self.tr("Charts of the history"))
        for place, model in enumerate(self.models):
            self.kinds.setTabText(place, f"{said(model.table.name)}  {len(model.table):,}")
            model.retranslate()
            table = self._tables.widget(place).findChild(DataTable)
            if table is not None:
                table.setAccessibleName(said(model.table.name))
        self._empty.set_text(
            self.tr("No ledger of this applicant"),
            self.tr(
                "Orders, payments, shipments, ratings and invoices would stand here. They come when a source "
                "delivers them to the hub and the file is synchronised; a manufacturer may need a visit."
            ),
        )
        self._say_count()
