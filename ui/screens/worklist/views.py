"""The saved views at the left of the worklist: a name and how many files it holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import tokens
from ui.theme.icons import paint_symbol
from ui.theme.style import holder, theme
from ui.translation import translate
from ui.widgets.format import count
from workstation.ports import WorklistView

VIEWS: tuple[tuple[WorklistView, str, str], ...] = (
    (WorklistView.TO_DECIDE, QT_TRANSLATE_NOOP("Worklist", "To decide"), "scales"),
    (WorklistView.SUPERVISOR, QT_TRANSLATE_NOOP("Worklist", "With the supervisor"), "users"),
    (WorklistView.DUE_SOON, QT_TRANSLATE_NOOP("Worklist", "Due in three days"), "calendar-blank"),
    (WorklistView.OVERDUE, QT_TRANSLATE_NOOP("Worklist", "Overdue"), "hourglass-medium"),
    (WorklistView.PROMISES, QT_TRANSLATE_NOOP("Worklist", "Promises to pay"), "handshake"),
    (WorklistView.FUNDS_CHECKS, QT_TRANSLATE_NOOP("Worklist", "Use of money to check"), "eye"),
    (WorklistView.TO_VISIT, QT_TRANSLATE_NOOP("Worklist", "To visit"), "map-pin"),
    (WorklistView.WARNED, QT_TRANSLATE_NOOP("Worklist", "Models warn"), "trend-down"),
    (WorklistView.NEEDS_MONEY, QT_TRANSLATE_NOOP("Worklist", "Likely to need money"), "wallet"),
    (WorklistView.ALL, QT_TRANSLATE_NOOP("Worklist", "All files"), "list-bullets"),
    (WorklistView.APPROVED, QT_TRANSLATE_NOOP("Worklist", "Approved"), "check-circle"),
    (WorklistView.REFERRED, QT_TRANSLATE_NOOP("Worklist", "Referred"), "arrow-up-right"),
    (WorklistView.DECLINED, QT_TRANSLATE_NOOP("Worklist", "Declined"), "x-circle"),
    (WorklistView.INCOMPLETE, QT_TRANSLATE_NOOP("Worklist", "Incomplete"), "circle-half"),
    (WorklistView.UNSENT, QT_TRANSLATE_NOOP("Worklist", "Not sent yet"), "cloud-arrow-up"),
    (WorklistView.REFUSED, QT_TRANSLATE_NOOP("Worklist", "Refused by the hub"), "warning-circle"),
)
"""Every view in the order of a working day: its words and its symbol."""

_EMPTY: dict[WorklistView, tuple[str, str]] = {
    WorklistView.SUPERVISOR: (
        QT_TRANSLATE_NOOP("Worklist", "Nothing waits for a supervisor"),
        QT_TRANSLATE_NOOP(
            "Worklist",
            "Decisions come here that wait for a second person, were referred beyond an officer's authority, "
            "or exceed a limit together with another; and surveys that nobody has reviewed yet.",
        ),
    ),
    WorklistView.DUE_SOON: (
        QT_TRANSLATE_NOOP("Worklist", "Nothing falls due in three days"),
        QT_TRANSLATE_NOOP(
            "Worklist",
            "Loans come here three days before an instalment that is not paid yet. What is past its day is "
            "under Overdue.",
        ),
    ),
    WorklistView.PROMISES: (
        QT_TRANSLATE_NOOP("Worklist", "No promise is open or broken"),
        QT_TRANSLATE_NOOP(
            "Worklist",
            "Take a promise to pay in the Loans tab of a file. It stays here until the money has come in.",
        ),
    ),
    WorklistView.FUNDS_CHECKS: (
        QT_TRANSLATE_NOOP("Worklist", "Every use of money has been checked"),
        QT_TRANSLATE_NOOP(
            "Worklist",
            "A loan comes here when it is drawn and goes when you record in its Loans tab what the money was "
            "used for.",
        ),
    ),
    WorklistView.TO_VISIT: (
        QT_TRANSLATE_NOOP("Worklist", "Nobody is to be visited"),
        QT_TRANSLATE_NOOP(
            "Worklist",
            "Sellers come here whom a campaign asks to visit, until a survey is finished, and surveys that a "
            "supervisor asked for again or rejected.",
        ),
    ),
    WorklistView.WARNED: (
        QT_TRANSLATE_NOOP("Worklist", "No running loan is expected to get worse"),
        QT_TRANSLATE_NOOP(
            "Worklist",
            "Borrowers come here whose loan a model expects to get worse within weeks, from the records on "
            "this device. A person looks; nothing is done by itself.",
        ),
    ),
    WorklistView.NEEDS_MONEY: (
        QT_TRANSLATE_NOOP("Worklist", "Nobody is expected to run short of money"),
        QT_TRANSLATE_NOOP(
            "Worklist",
            "Sellers come here whom a model expects to need money within a month or a quarter. Invite them "
            "from the preview, and record what they answered.",
        ),
    ),
    WorklistView.INCOMPLETE: (
        QT_TRANSLATE_NOOP("Worklist", "Every file is complete"),
        QT_TRANSLATE_NOOP(
            "Worklist",
            "Files come here that lack a request, an authorisation in force or a check of identity.",
        ),
    ),
}
"""What would be in an empty view, and how it gets there."""

_VIEW = Qt.ItemDataRole.UserRole + 1
_COUNT = Qt.ItemDataRole.UserRole + 2
_SYMBOL = Qt.ItemDataRole.UserRole + 3
_WIDTH, _BESIDE, _MOST_GROWTH = 216, 84, 1.35
"""The list's usual width, what stands beside a name in it, and how far a long name may widen it."""
_PRESSING = {WorklistView.OVERDUE: "warn", WorklistView.REFUSED: "bad"}


def view_name(view: WorklistView) -> str:
    return next(translate("Worklist", text) for known, text, _ in VIEWS if known is view)


def empty_words(view: WorklistView) -> tuple[str, str]:
    """What to say where a view holds nothing: that, and what would be in it."""
    usual = (
        QT_TRANSLATE_NOOP("Worklist", "Nothing in this view"),
        QT_TRANSLATE_NOOP(
            "Worklist", "Files come here by themselves when they belong here. The other views hold the rest."
        ),
    )
    title, text = _EMPTY.get(view, usual)
    return translate("Worklist", title), translate("Worklist", text)


class _ViewDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(160), theme().px(tokens.ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(option.rect).adjusted(0, 1, 0, -1)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        if here or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if here else "raised"))
            painter.drawRoundedRect(ground, tokens.RADIUS, tokens.RADIUS)
        view = option.widget
        if here and isinstance(view, QListView) and view.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(look.colour("focus"))
            pen.setWidthF(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)
        number, which = index.data(_COUNT), index.data(_VIEW)
        ink = "accent" if here else "text_soft"
        line = ground.adjusted(look.px(10), 0, -look.px(10), 0)
        size = look.px(18)
        spot = QRectF(line.left(), line.center().y() - size / 2, size, size)
        paint_symbol(painter, spot, index.data(_SYMBOL), look.colour(ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(bold=here))
        painter.setPen(look.colour("text"))
        told = QFontMetricsF(look.font(tokens.SMALL)).horizontalAdvance(count(number)) + look.px(tokens.SNUG)
        words = line.adjusted(size + look.px(10), 0, -told, 0)
        name = QFontMetricsF(painter.font()).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(look.font(tokens.SMALL, bold=bool(number) and which in _PRESSING))
        painter.setPen(look.colour(_PRESSING.get(which, "text_soft") if number else "text_faint"))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, count(number))
        painter.restore()


class ViewList(QListView):
    """`chosen(view)` when another view was chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        for view, _, symbol in VIEWS:
            item = QStandardItem()
            item.setData(view, _VIEW)
            item.setData(symbol, _SYMBOL)
            item.setEditable(False)
            self._model.appendRow(item)
        self.setModel(self._model)
        self.setItemDelegate(_ViewDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("look", "plain")
        self.selectionModel().currentChanged.connect(self._changed)
        holder().changed.connect(self.scheduleDelayedItemsLayout)
        holder().changed.connect(self._fit)
        self.retranslate()

    def choose(self, view: WorklistView) -> None:
        place = [known for known, _, _ in VIEWS].index(view)
        self.setCurrentIndex(self._model.index(place, 0))

    def show_counts(self, counts: Mapping[WorklistView, int]) -> None:
        for place, (view, _, _) in enumerate(VIEWS):
            item = self._model.item(place)
            item.setData(counts.get(view), _COUNT)
            item.setAccessibleDescription(count(counts.get(view)))

    def retranslate(self) -> None:
        for place, (_, text, _) in enumerate(VIEWS):
            words = translate("Worklist", text)
            self._model.item(place).setText(words)
            self._model.item(place).setToolTip(words)
        self.setAccessibleName(translate("Worklist", "Saved views"))
        self._fit()

    def _fit(self) -> None:
        """As wide as the longest name needs, within what a side panel may take."""
        look = theme()
        metrics = QFontMetricsF(look.font(bold=True))
        longest = max(metrics.horizontalAdvance(translate("Worklist", text)) for _, text, _ in VIEWS)
        usual = look.breadth(_WIDTH)
        self.setFixedWidth(round(min(max(longest + look.px(_BESIDE), usual), usual * _MOST_GROWTH)))

    def _changed(self, index: QModelIndex, _: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(VIEWS[index.row()][0])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
