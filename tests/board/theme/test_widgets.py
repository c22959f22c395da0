"""The small widgets: worked by keyboard and mouse, named for screen readers, never reading text as markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QImage, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QTableWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from board.theme.apply import apply_theme, icon_set
from board.theme.palette import DARK, LIGHT
from board.theme.widgets import (
    Banner,
    BannerKind,
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
    plain_tooltip,
    quieten_table,
)
from db.vocabulary import LEVELS, MARKINGS

LEFT = Qt.MouseButton.LeftButton
MARKUP = '<img src="file:///etc/passwd"><b>Raqqa</b> & more'


def shown(qtbot: QtBot, widget: QWidget, width: int = 0, height: int = 0) -> None:
    qtbot.addWidget(widget)
    widget.resize(width or widget.sizeHint().width(), height or widget.sizeHint().height())
    with qtbot.waitExposed(widget):
        widget.show()


def colours(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


# --- text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_a_tooltip_shows_any_text_letter_for_letter(text: str) -> None:
    tip = plain_tooltip(text)
    assert "<" not in tip.removeprefix("<p>").removesuffix("</p>")
    seen = QTextDocumentFragment.fromHtml(tip).toPlainText()
    assert seen.split() == text.split()


def test_a_tooltip_keeps_lines_and_is_empty_for_nothing() -> None:
    assert QTextDocumentFragment.fromHtml(plain_tooltip("one\ntwo")).toPlainText().split() == ["one", "two"]
    assert plain_tooltip("") == ""


def test_labels_are_plain_text(app: QApplication, qtbot: QtBot) -> None:
    for label in (plain_label(MARKUP, soft=True, small=True), ElidedLabel(MARKUP), SectionLabel(MARKUP)):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == MARKUP


def test_an_elided_label_tells_the_whole_only_where_it_is_cut(app: QApplication, qtbot: QtBot) -> None:
    label = ElidedLabel(MARKUP)
    shown(qtbot, label, 600)
    assert not label.is_elided()
    assert label.toolTip() == ""
    label.resize(60, label.height())
    assert label.is_elided()
    assert label.toolTip() == plain_tooltip(MARKUP)
    assert label.minimumSizeHint().width() < 80
    label.setText("a\nb")
    assert label.text() == "a b"
    assert label.toolTip() == ""


# --- chips


def test_a_chip_is_pressed_and_removed_by_keyboard(app: QApplication, qtbot: QtBot) -> None:
    chip = Chip("At Tanf", removable=True)
    shown(qtbot, chip)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        with qtbot.waitSignal(chip.clicked), qtbot.assertNotEmitted(chip.removed):
            qtbot.keyClick(chip, key)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.clicked):
            qtbot.keyClick(chip, key)
    assert chip.accessibleName() == "At Tanf"
    assert "Delete" in chip.accessibleDescription()
    assert chip.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_only_the_cross_of_a_chip_removes_it(app: QApplication, qtbot: QtBot) -> None:
    chip = Chip("At Tanf", removable=True)
    shown(qtbot, chip)
    cross = QPoint(chip.width() - 12, chip.height() // 2)
    text = QPoint(20, chip.height() // 2)
    with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.clicked):
        qtbot.mouseClick(chip, LEFT, pos=cross)
    with qtbot.waitSignal(chip.clicked), qtbot.assertNotEmitted(chip.removed):
        qtbot.mouseClick(chip, LEFT, pos=text)
    with qtbot.assertNotEmitted(chip.removed), qtbot.assertNotEmitted(chip.clicked):
        qtbot.mousePress(chip, LEFT, pos=cross)
        qtbot.mouseRelease(chip, LEFT, pos=text)
    with qtbot.assertNotEmitted(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.RightButton, pos=cross)


def test_a_fixed_chip_is_not_removed(app: QApplication, qtbot: QtBot) -> None:
    chip = Chip("+ filter")
    shown(qtbot, chip)
    with qtbot.assertNotEmitted(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    with qtbot.waitSignal(chip.clicked):
        qtbot.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 4, chip.height() // 2))
    assert chip.accessibleDescription() == ""


def test_a_long_chip_ends_somewhere_and_tells_the_rest(app: QApplication, qtbot: QtBot) -> None:
    chip = Chip(MARKUP * 5, removable=True)
    qtbot.addWidget(chip)
    assert chip.sizeHint().width() <= 280
    assert chip.toolTip() == plain_tooltip(MARKUP * 5)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_chips_are_painted_in_the_theme_and_show_the_focus(app: QApplication, qtbot: QtBot, theme: object) -> None:
    assert theme in (LIGHT, DARK)
    look = DARK if theme is DARK else LIGHT
    apply_theme(app, look)
    page = QWidget()
    flow = FlowLayout(page)
    plain, active = Chip("Shoot-down"), Chip("At Tanf", True)
    flow.addWidget(active)
    flow.addWidget(plain)
    shown(qtbot, page)
    assert look.chip in colours(plain.grab().toImage())
    assert look.accent_soft in colours(active.grab().toImage())
    page.activateWindow()
    plain.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(plain.hasFocus)
    assert look.accent in colours(plain.grab().toImage())


# --- flow layout


def flow_of(qtbot: QtBot, widths: list[int], room: int) -> tuple[QWidget, FlowLayout, list[QWidget]]:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page, gap=4, line_gap=6)
    parts = []
    for width in widths:
        part = QWidget()
        part.setFixedSize(width, 20)
        flow.addWidget(part)
        parts.append(part)
    page.resize(room, flow.heightForWidth(room))
    flow.setGeometry(QRect(0, 0, room, page.height()))
    return page, flow, parts


def test_items_flow_like_words(app: QApplication, qtbot: QtBot) -> None:
    _page, flow, parts = flow_of(qtbot, [40, 40, 40], 90)
    assert [part.pos().toTuple() for part in parts] == [(0, 0), (44, 0), (0, 26)]
    assert flow.heightForWidth(90) == 46
    assert flow.heightForWidth(500) == 20
    assert flow.sizeHint().width() == 128
    assert flow.minimumSize().width() == 40


def test_items_flow_from_the_right_in_arabic(app: QApplication, qtbot: QtBot) -> None:
    page, flow, parts = flow_of(qtbot, [40, 40, 40], 90)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.setGeometry(QRect(0, 0, 90, 46))
    assert [part.pos().toTuple() for part in parts] == [(50, 0), (6, 0), (50, 26)]


def test_hidden_items_take_no_room_and_clear_takes_all(app: QApplication, qtbot: QtBot) -> None:
    _page, flow, parts = flow_of(qtbot, [40, 40], 90)
    parts[0].hide()
    flow.setGeometry(QRect(0, 0, 90, 20))
    assert parts[1].pos() == QPoint(0, 0)
    flow.clear()
    assert flow.count() == 0
    assert flow.itemAt(0) is None
    assert flow.takeAt(0) is None
    assert flow.heightForWidth(90) == 0


# --- badges


@pytest.mark.parametrize("code", MARKINGS.codes)
def test_a_marking_is_shown_in_tlp_colours_on_black(app: QApplication, qtbot: QtBot, code: str) -> None:
    badge = MarkingBadge(code)
    shown(qtbot, badge)
    assert badge.text == f"TLP:{code}"
    assert f"TLP:{code}" in badge.accessibleName()
    seen = colours(badge.grab().toImage())
    assert {"#000000", LIGHT.role(MARKINGS[code].role)} <= seen


def test_no_marking_shows_no_badge(app: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    badge = MarkingBadge(None, page)
    shown(qtbot, page, 200, 50)
    assert not badge.isVisible()
    badge.set_code("RED")
    assert badge.isVisible()
    with pytest.raises(KeyError, match="SECRET"):
        badge.set_code("SECRET")


def test_a_grade_says_what_it_means(app: QApplication, qtbot: QtBot) -> None:
    badge = GradeBadge("c3")
    qtbot.addWidget(badge)
    assert badge.text == "C3"
    assert "Fairly reliable" in badge.toolTip()
    assert "Possibly true" in badge.accessibleName()
    badge.set_grade("C")
    assert badge.text == "C–"
    assert "Not judged yet" in badge.toolTip()
    badge.set_grade("4")
    assert badge.text == "–4"
    badge.set_grade(None)
    assert badge.text == ""
    assert badge.isHidden()
    for wrong in ("G3", "C9", "CC", "C33"):
        with pytest.raises(KeyError, match="not a grade"):
            badge.set_grade(wrong)


def test_the_level_bar_has_a_name(app: QApplication, qtbot: QtBot) -> None:
    bar = LevelBar("clashes")
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "Level: Clashes"
    bar.set_code(None)
    assert bar.accessibleName() == "Level: not assessed"
    bar.resize(6, 60)
    bar.set_code("open_fighting")
    assert LIGHT.fill(LEVELS["open_fighting"].role) in colours(bar.grab().toImage())


# --- states


def test_an_empty_state_offers_what_to_do(app: QApplication, qtbot: QtBot) -> None:
    state = EmptyState("No incidents yet", MARKUP, "Import a table …", "tray")
    shown(qtbot, state, 400, 300)
    with qtbot.waitSignal(state.action_triggered):
        qtbot.keyClick(state.button, Qt.Key.Key_Space)
    assert state.accessibleName() == "No incidents yet"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in state.findChildren(QLabel) if label.text())
    state.set_texts("Nothing in focus")
    assert not state.button.isVisible()
    assert MARKUP not in [label.text() for label in state.findChildren(QLabel)]


def test_a_drop_hint_is_pressed_where_there_is_no_mouse(app: QApplication, qtbot: QtBot) -> None:
    hint = DropHint("Drop a report, picture, link or table here", "to add it to At Tanf")
    shown(qtbot, hint, 260)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        with qtbot.waitSignal(hint.clicked):
            qtbot.keyClick(hint, key)
    assert hint.accessibleDescription() == "to add it to At Tanf"
    assert hint.heightForWidth(120) > hint.heightForWidth(500)


@pytest.mark.parametrize("kind", list(BannerKind))
def test_a_banner_says_and_offers(app: QApplication, qtbot: QtBot, kind: BannerKind) -> None:
    banner = Banner(kind.value, MARKUP, "Copy …", dismissable=True)
    shown(qtbot, banner, 500)
    assert banner.sentence == MARKUP
    assert banner.kind is kind
    with qtbot.waitSignal(banner.action_triggered):
        qtbot.mouseClick(banner.button, LEFT)
    with qtbot.waitSignal(banner.dismissed):
        qtbot.keyClick(banner.close_button, Qt.Key.Key_Space)
    assert not banner.isVisible()


def test_banners_follow_the_theme(app: QApplication, qtbot: QtBot) -> None:
    banner, state = Banner("error", "The disk is full."), EmptyState("Nothing", icon_name="tray")
    for widget in (banner, state):
        shown(qtbot, widget, 300, 200)
    before = [widget.grab().toImage() for widget in (banner, state)]
    apply_theme(app, DARK)
    after = [widget.grab().toImage() for widget in (banner, state)]
    assert before[0].pixelColor(2, 2) != after[0].pixelColor(2, 2)
    assert DARK.text_faint in colours(after[1])


# --- the title bar of a dock


def docked(qtbot: QtBot) -> tuple[QMainWindow, QDockWidget, DockTitleBar]:
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    dock = QDockWidget("Flashpoints", window)
    bar = DockTitleBar("Flashpoints")
    bar.set_subtitle("4 · by activity")
    dock.setTitleBarWidget(bar)
    dock.setWidget(QWidget())
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    shown(qtbot, window, 700, 400)
    return window, dock, bar


def test_a_double_click_on_the_title_floats_and_docks(app: QApplication, qtbot: QtBot) -> None:
    window, dock, bar = docked(qtbot)
    title = bar.childAt(QPoint(20, 17))
    assert isinstance(title, QLabel)
    qtbot.mouseDClick(title, LEFT)
    assert dock.isFloating()
    assert dock.focusWidget() is dock.widget()
    assert dock.grab().toImage().pixelColor(0, dock.height() // 2).name() == LIGHT.outline
    qtbot.mouseDClick(bar, LEFT, pos=QPoint(2, 2))
    assert not dock.isFloating()
    assert window.dockWidgetArea(dock) == Qt.DockWidgetArea.LeftDockWidgetArea


def test_the_title_bar_holds_actions_and_closes_its_dock(app: QApplication, qtbot: QtBot) -> None:
    _window, dock, bar = docked(qtbot)
    action = QAction("&Play", dock)
    icon_set().dress(action, "play")
    button = bar.add_action(action)
    assert button.accessibleName() == "Play"
    with qtbot.waitSignal(action.triggered):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    extra = QToolButton()
    bar.add_widget(extra)
    assert extra.parentWidget() is bar
    assert bar.title == "Flashpoints"
    assert bar.sizeHint().height() == 34
    assert bar.close_button.accessibleName() == "Close the panel Flashpoints"
    qtbot.mouseClick(bar.close_button, LEFT)
    assert not dock.isVisible()
    dock.show()
    bar.set_closable(False)
    assert not bar.close_button.isVisible()


def test_a_narrow_title_bar_shortens_its_texts(app: QApplication, qtbot: QtBot) -> None:
    bar = DockTitleBar("A very long title of a panel that nobody would choose")
    bar.set_subtitle("and a long subtitle beside it too")
    shown(qtbot, bar, 200)
    assert bar.minimumSizeHint().width() <= 200
    assert all(label.is_elided() for label in bar.findChildren(ElidedLabel))


# --- tables


def test_a_quiet_table_selects_rows(app: QApplication, qtbot: QtBot) -> None:
    table = QTableWidget(3, 2)
    quieten_table(table)
    shown(qtbot, table, 300, 200)
    table.setCurrentCell(1, 0)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
    assert not table.verticalHeader().isVisible()
    assert table.rowHeight(0) == 28
