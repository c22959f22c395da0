"""Shows every themed widget in both themes as a picture: python -m tests.board.theme.gallery OUT.png [light|dark]."""

from __future__ import annotations

import sys

from PySide6.QtCore import QDate, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDockWidget,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from board.theme.apply import apply_theme, current_theme, icon_set
from board.theme.icons import icon_names
from board.theme.painting import SYMBOL_MARKS, draw_stance, symbol_path
from board.theme.palette import THEMES
from board.theme.widgets import (
    Banner,
    Chip,
    DockTitleBar,
    DropHint,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    GradeBadge,
    LevelBar,
    MarkingBadge,
    SectionLabel,
    plain_label,
    quieten_table,
)
from db.vocabulary import INCIDENT_KINDS, LEVELS, MARKINGS, STANCES


class Signs(QWidget):
    """The symbols of all kinds and the lines of all stances."""

    def sizeHint(self) -> QSize:
        """Room for both columns."""
        return QSize(490, 17 * 22 + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the legend."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, term in enumerate(INCIDENT_KINDS.terms):
            painter.save()
            painter.translate(QPointF(14, 14 + row * 22))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.fill(term.role)))
            painter.drawPath(symbol_path(term.mark, 13))
            painter.restore()
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(30, 3 + row * 22, 230, 22), Qt.AlignmentFlag.AlignVCenter, term.label)
        for row, term in enumerate(STANCES.terms):
            line = QPainterPath(QPointF(270, 14 + row * 22))
            line.lineTo(320, 14 + row * 22)
            draw_stance(painter, line, term.mark, theme.fill(term.role), theme.panel)
            painter.setPen(QColor(theme.role(term.role)))
            painter.drawText(QRectF(330, 3 + row * 22, 160, 22), Qt.AlignmentFlag.AlignVCenter, term.label)
        for row, term in enumerate(LEVELS.terms):
            top = 226 + row * 22
            painter.fillRect(QRectF(270, top, 40, 12), QColor(theme.fill(term.role)))
            painter.fillRect(QRectF(310, top, 16, 12), QColor(theme.tint(term.role)))
            painter.setPen(QColor(theme.role(term.role)))
            painter.drawText(QRectF(330, top - 5, 140, 22), Qt.AlignmentFlag.AlignVCenter, f"{term.mark} {term.label}")


def _form() -> QWidget:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(12, 12, 12, 12)
    form.setSpacing(8)
    typed = QLineEdit("about 8 June 2017")
    form.addRow("When", typed)
    empty = QLineEdit()
    empty.setPlaceholderText("Search incidents, actors, sources …")
    form.addRow("Search", empty)
    wrong = QLineEdit("8 Jnue")
    wrong.setProperty("wrong", True)
    form.addRow("Wrong", wrong)
    kinds = QComboBox()
    kinds.addItems([term.label for term in INCIDENT_KINDS.terms])
    form.addRow("Kind", kinds)
    form.addRow("Number", QSpinBox())
    day = QDateEdit(QDate(2017, 6, 8))
    day.setCalendarPopup(True)
    form.addRow("Day", day)
    form.addRow("Note", QPlainTextEdit("Fired a dud munition.\nقصف جوي قرب التنف\nУдар у ат-Танфа"))
    ticks = QHBoxLayout()
    for text, state in (("Off", Qt.CheckState.Unchecked), ("On", Qt.CheckState.Checked)):
        tick = QCheckBox(text)
        tick.setCheckState(state)
        ticks.addWidget(tick)
    part = QCheckBox("Part")
    part.setTristate(True)
    part.setCheckState(Qt.CheckState.PartiallyChecked)
    ticks.addWidget(part)
    for text in ("One", "Two"):
        radio = QRadioButton(text)
        radio.setChecked(text == "One")
        ticks.addWidget(radio)
    form.addRow("Ticks", ticks)
    off = QLineEdit("cannot be typed in")
    off.setEnabled(False)
    form.addRow("Disabled", off)
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setValue(40)
    form.addRow("Slider", slider)
    progress = QProgressBar()
    progress.setValue(60)
    form.addRow("Progress", progress)
    buttons = QHBoxLayout()
    for text, name in (("Accept", "primary"), ("Edit", ""), ("Delete", "danger"), ("Add a tag", "quiet")):
        button = QPushButton(text)
        if name:
            button.setProperty(name, True)
        buttons.addWidget(button)
    greyed = QPushButton("Disabled")
    greyed.setEnabled(False)
    buttons.addWidget(greyed)
    form.addRow(buttons)
    return page


def _table() -> QTableWidget:
    table = QTableWidget(24, 4)
    table.setHorizontalHeaderLabels(["When", "What", "Who", "Grade"])
    quieten_table(table)
    for row in range(24):
        for column, text in enumerate((f"{row + 1} Jun 2017", "Air strike on convoy", "United States → militia", "C3")):
            table.setItem(row, column, QTableWidgetItem(text))
    table.setSortingEnabled(True)
    table.selectRow(2)
    return table


def _badges() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(12, 12, 12, 12)
    column.setSpacing(8)
    column.addWidget(plain_label("US fighter shoots down an Iranian-made drone near At Tanf", heading=True, wrap=True))
    chips = QWidget()
    flow = FlowLayout(chips)
    for text, removable in (
        ("1 May – 20 Jun 2017", True),
        ("At Tanf", True),
        ("+ filter", False),
        ("Shoot-down", False),
    ):
        flow.addWidget(Chip(text, removable))
    flow.addWidget(Chip("دير الزور", True))
    flow.addWidget(Chip("A very long name of a flashpoint that has to end somewhere before the edge", True))
    column.addWidget(chips)
    row = QHBoxLayout()
    for code in MARKINGS.codes:
        row.addWidget(MarkingBadge(code))
    row.addStretch(1)
    column.addLayout(row)
    row = QHBoxLayout()
    for grade in ("A1", "C3", "E4", "F6", "C"):
        row.addWidget(GradeBadge(grade))
    for code in (None, *LEVELS.codes):
        row.addWidget(LevelBar(code))
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(SectionLabel("Sources"))
    column.addWidget(ElidedLabel("News article, 16 Jun 2017 · ¶4 · a headline that is too long for this column"))
    column.addWidget(plain_label("United States · pro-government militias", soft=True, small=True))
    column.addWidget(DropHint("Drop a report, picture, link or table here", "to add it to At Tanf"))
    column.addWidget(EmptyState("No incidents yet", "Import a table or press Ctrl+N.", "Import a table …", "tray"))
    column.addStretch(1)
    return page


def _icons() -> QWidget:
    page = QWidget()
    flow = FlowLayout(page, 6, 6)
    for name in icon_names():
        button = QToolButton()
        button.setToolTip(name)
        icon_set().dress(button, name)
        flow.addWidget(button)
    return page


def _dock(window: QMainWindow, title: str, inside: QWidget, subtitle: str, area: Qt.DockWidgetArea) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(title)
    bar = DockTitleBar(title)
    bar.set_subtitle(subtitle)
    action = QAction("Map", dock)
    bar.add_action(action)
    for name in ("step_back", "play", "step_forward"):
        step = QAction(name, dock)
        icon_set().dress(step, name)
        bar.add_action(step)
    dock.setTitleBarWidget(bar)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(inside)
    dock.setWidget(scroll)
    window.addDockWidget(area, dock)
    return dock


def build() -> QMainWindow:
    """A window with everything in it."""
    window = QMainWindow()
    window.resize(1500, 950)
    menus = window.menuBar()
    for name in ("File", "Edit", "View"):
        menus.addMenu(name)
    top = QToolBar()
    top.addWidget(plain_label("Syria, summer 2017", heading=True))
    top.addWidget(MarkingBadge("AMBER"))
    search = QLineEdit()
    search.setPlaceholderText("Search incidents, actors, sources …")
    top.addWidget(search)
    top.addWidget(Chip("At Tanf", True))
    top.addWidget(Chip("As of 14 Jun 2017"))
    window.addToolBar(top)
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Banner("read_only", "This board is open in another window: look, but don't change.", "Copy …"))
    column.addWidget(Banner("warning", "The file lies in a synced folder.", "Work on a copy", dismissable=True))
    column.addWidget(Banner("error", "The disk is full: the last change was not kept. Free some space and try again."))
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    tabs.addTab(_table(), "Table")
    tabs.addTab(QWidget(), "Relationships")
    tabs.addTab(QWidget(), "Map")
    column.addWidget(tabs)
    column.addWidget(_icons())
    window.setCentralWidget(middle)
    left, right, bottom = (
        Qt.DockWidgetArea.LeftDockWidgetArea,
        Qt.DockWidgetArea.RightDockWidgetArea,
        Qt.DockWidgetArea.BottomDockWidgetArea,
    )
    _dock(window, "Flashpoints", _badges(), "4 · by activity", left)
    _dock(window, "Incident", _form(), "", right)
    _dock(window, "Signs", Signs(), "all kinds, all stances, all levels", bottom)
    names = QListWidget()
    names.addItems(["Syrian Arab Army", "SDF", "الجيش السوري", "ISIS"])
    names.setCurrentRow(1)
    _dock(window, "Actors", names, "84", bottom)
    window.statusBar().addWidget(QLabel("syria-2017.sitboard · saved · 12 480 incidents"))
    return window


def menu(owner: QWidget) -> QMenu:
    """A menu with an icon, a shortcut, ticks, a part of its own and a disabled line."""
    shown = QMenu(owner)
    for text, name, keys in (("Undo", "undo", "Ctrl+Z"), ("Redo", "redo", "Ctrl+Shift+Z"), ("Find", "", "Ctrl+K")):
        action = shown.addAction(text)
        action.setShortcut(keys)
        if name:
            icon_set().dress(action, name)
    shown.addSeparator()
    for text, ticked in (("Legend", True), ("Grid", False)):
        action = shown.addAction(text)
        action.setCheckable(True)
        action.setChecked(ticked)
    shown.addMenu("Saved views").addAction("One")
    shown.addAction("Not now").setEnabled(False)
    return shown


def main() -> None:
    """Write the picture."""
    app = QApplication(sys.argv)
    apply_theme(app, THEMES[sys.argv[2] if len(sys.argv) > 2 else "light"])
    window = build()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    first = window.findChild(QCheckBox)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    picture = window.grab()
    popup = menu(window)
    popup.popup(window.mapToGlobal(window.rect().center()))
    painter = QPainter(picture)
    painter.drawPixmap(640, 330, popup.grab())
    painter.end()
    picture.save(sys.argv[1])
    assert len(SYMBOL_MARKS) == len(INCIDENT_KINDS.terms)


if __name__ == "__main__":
    main()
