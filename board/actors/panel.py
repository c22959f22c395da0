"""The dock of the actor relationships: wires the picture to the session and what the analyst does to the focus."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from board.actors import deeds, menus, tips
from board.actors.actor_form import ActorForm
from board.actors.carrying import ActorDrops
from board.actors.desk import Desk
from board.actors.emphasis import Scope
from board.actors.header import SPECS, PanelActions
from board.actors.legend import Legend
from board.actors.relationship_form import RelationshipForm
from board.actors.scene import ActorScene
from board.actors.ties import short_day, step_from
from board.actors.view import ActorView
from board.diagrams.layout import free_spot_among
from board.dragging.router import DropRouter
from board.focus import FocusState
from board.forms import FormDialog
from board.guards import guarded
from board.session import Session
from board.theme.palette import Theme
from board.theme.widgets import EmptyState, plain_tooltip
from db import Changes

_CONCERNS = ("actors", "relationships", "incidents", "citations", "sources", "flashpoints")
_CALM_MS = 160  # the choice of actors follows the focus when it has been still for so long
_JUST_WRITTEN = 3  # so many actors are an edit of the analyst's, more are an import
_SCOPES = {Scope.ALL: "the most active", Scope.NEIGHBOURS: "in focus and their neighbours", Scope.FOCUS: "in focus"}


@guarded
class ActorPanel(QDockWidget):
    """Who backs, leads, tolerates and fights whom, as of a day. Clicks narrow the focus, drags place and link."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Actor relationships", parent)
        self.setObjectName("actors_dock")
        self._session, self._theme = session, theme
        self.desk = Desk(session)
        self._stale = True  # something changed while the panel could not be seen
        self.form: FormDialog | None = None
        handlers = {spec.id: getattr(self, spec.id) for spec in SPECS}
        self.actions_here = PanelActions(self, handlers)
        self.title_bar = self.actions_here.bar
        self.setTitleBarWidget(self.title_bar)
        self._build_body()
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._choose_again)
        session.focus.focus_changed.connect(self._on_focus)
        session.board_changed.connect(self._on_board)
        session.busy_changed.connect(self._allow_writes)
        self._connect_view()
        self._allow_writes()

    def _build_body(self) -> None:
        self.scene = ActorScene(self._theme, self.font(), self)
        self.view = ActorView(self.scene)
        self.view.setAccessibleName("Actors and their relationships")
        self.legend = Legend(self._theme)
        picture = QWidget()
        column = QVBoxLayout(picture)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.legend)
        writable = not self._session.read_only
        sentence = "Drop a report, or press Ins to add one." if writable else "This board has none."
        self.empty = EmptyState("No actors yet", sentence, "New actor…" if writable else "", "actor")
        self.empty.action_triggered.connect(self.new_actor)
        self.pages = QStackedWidget()
        self.pages.addWidget(picture)
        self.pages.addWidget(self.empty)
        self.pages.setFocusProxy(self.view)
        self.setWidget(self.pages)

    def _connect_view(self) -> None:
        view = self.view
        view.actor_clicked.connect(self._pick_actor)
        view.tie_clicked.connect(self._pick_tie)
        view.ground_clicked.connect(self._pick_nothing)
        view.parts_toggled.connect(self.toggle_parts)
        view.actor_moved.connect(self._move)
        view.link_asked.connect(self.new_relationship)
        view.edit_asked.connect(self.edit)
        view.delete_asked.connect(self.delete)
        view.menu_asked.connect(self._show_menu)
        view.tooltip_asked.connect(self._show_tip)
        view.current_changed.connect(self._tell_reader)

    def sizeHint(self) -> QSize:
        """As large as in the picture."""
        return QSize(800, 560)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.legend.set_theme(theme)
        self._redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the names anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "view"):
            self._redraw()

    # -- the two inputs
    def _on_focus(self, old: FocusState) -> None:
        self.desk.note_step(old)
        if not self.isVisible():
            self._stale = True
            return
        self.desk.count()
        self._dress()
        if self.desk.may_change:
            self._calm.start()

    def _on_board(self, changes: Changes) -> None:
        if not changes.touches(*_CONCERNS):
            return
        written = changes.ids.get("actors", frozenset())
        if len(written) <= _JUST_WRITTEN:
            self.desk.written |= written
        if not self.isVisible():
            self._stale = True
        elif changes.touches("actors", "relationships", "citations", "sources"):
            self.refresh(citations=changes.touches("relationships", "citations", "sources"))
        else:
            self.desk.count()
            self._dress()

    def refresh(self, *, citations: bool = True) -> None:
        """Read everything and draw it."""
        self._stale = False
        self.desk.read(citations=citations)
        self.desk.count()
        self._redraw()

    def _redraw(self) -> None:
        if self._stale:
            return
        first = not self.scene.nodes
        self.desk.draw(self.font())
        self.scene.show_picture(self.desk.picture, self._theme, self.font())
        self.pages.setCurrentIndex(0 if self._session.actors else 1)
        self._dress()
        if first:
            self.view.fit()
        else:
            self.view.fit_if_needed()

    def _choose_again(self) -> None:
        if self.desk.wanted() != sorted(self.desk.picture.faces):
            self._redraw()

    def _dress(self) -> None:
        """Bring items, legend and header up to date without building anything anew."""
        desk = self.desk
        self.scene.show_looks(desk.looks, desk.lit, show_past=self.actions_here["show_past"].isChecked())
        faces = desk.picture.faces.values()
        self.legend.show_signs(
            self.scene.stances_in_use(),
            {face.shape for face in faces},
            any(face.contested for face in faces),
            any(look.contradictory for look in desk.looks.values()),
        )
        as_of = self._session.as_of()
        self.actions_here["step_back"].setEnabled(step_from(as_of, desk.days, forward=False) is not None)
        self.actions_here["step_forward"].setEnabled(step_from(as_of, desk.days, forward=True) is not None)
        self.actions_here["step_now"].setEnabled(self._session.focus.state.as_of is not None)
        self.actions_here["widen"].setEnabled(desk.scope is not Scope.ALL)
        self.actions_here["narrow"].setEnabled(desk.scope is not Scope.FOCUS)
        self.title_bar.set_subtitle(self.subtitle())

    def subtitle(self) -> str:
        """What the header says beside the title: who is shown, as of when."""
        shown, total = len(self.desk.picture.faces), self.desk.total
        if not self._session.actors:
            return ""
        parts = []
        if shown < total:
            tied = f"those with ties, {self.desk.bare:,} most active without"
            why = _SCOPES.get(self.desk.scope, "the most active" if self.desk.bare == shown else tied)
            parts.append(f"showing {shown:,} of {total:,} actors: {why}")
        return " · ".join([*parts, f"as of {short_day(self._session.as_of())}"])

    # -- into the focus
    def _pick_actor(self, box: int, add: bool) -> None:
        ids, now = self.desk.ids_of(box), self._session.focus.state.actors
        if add:
            chosen = now - ids if ids <= now else now | ids
        else:
            chosen = frozenset() if now == ids else ids
        self._session.focus.set(actors=chosen, pair=None, relationship=None)

    def _pick_tie(self, key: str) -> None:
        tie = self.desk.tie(key)
        if tie is None:
            return
        pair, chosen = self.desk.pair_of(tie), self.desk.relationship_of(tie)
        state = self._session.focus.state
        if (state.pair, state.relationship) == (pair, chosen):
            self._session.focus.set(pair=None, relationship=None)
        else:
            self._session.focus.set(actors=frozenset(), pair=pair, relationship=chosen)

    def _pick_nothing(self) -> None:
        self._session.focus.set(actors=frozenset(), pair=None, relationship=None)

    # -- the actions of the header, named as in its specs
    def step_back(self) -> None:
        """Show the ties as of the last earlier day on which one changed."""
        self._step(forward=False)

    def step_forward(self) -> None:
        """Show the ties as of the next day on which one changes."""
        self._step(forward=True)

    def _step(self, *, forward: bool) -> None:
        day = step_from(self._session.as_of(), self.desk.days, forward=forward)
        if day is not None:
            self._session.focus.set(as_of=day)

    def step_now(self) -> None:
        """Show the ties as of the end of the window again."""
        self._session.focus.set(as_of=None)

    def narrow(self) -> None:
        """Show fewer actors: of all those with ties, then those in focus and their neighbours, then those in focus."""
        self._set_scope(self.desk.scope.narrower())

    def widen(self) -> None:
        """Show more actors, up to all."""
        self._set_scope(self.desk.scope.wider())

    def _set_scope(self, scope: Scope) -> None:
        if scope is not self.desk.scope:
            self.desk.scope = scope
            self._redraw()
            self.view.fit()

    def fit(self) -> None:
        """Show the whole picture."""
        self.view.fit()

    def zoom_in(self) -> None:
        """Magnify."""
        self.view.zoom(1.25)

    def zoom_out(self) -> None:
        """Make smaller."""
        self.view.zoom(0.8)

    def toggle_parts(self, box: int) -> None:
        """Show the parts of an actor, or tuck them in."""
        nested = self.desk.cast.nested
        if nested.children.get(box):
            self.desk.opened[box] = not nested.is_expanded(box)
            self.refresh(citations=False)

    def expand_all(self) -> None:
        """Show every part on its own."""
        self._open_all(opened=True)

    def collapse_all(self) -> None:
        """Tuck every part into its parent."""
        self._open_all(opened=False)

    def _open_all(self, *, opened: bool) -> None:
        self.desk.opened = dict.fromkeys(self.desk.cast.nested.children, opened)
        self.refresh(citations=False)

    def show_past(self) -> None:
        """Show ties that do not hold on the day faintly, or hide them again."""
        self._dress()

    def arrange(self) -> None:
        """Let the program choose where everybody stands; one step to undo."""
        self.desk.positions.forget()
        deeds.forget_places(self._session, self.desk.picture.places)
        self._redraw()
        self.view.fit()

    # -- writing
    @property
    def writable(self) -> bool:
        """Whether something can be written now."""
        return not (self._session.read_only or self._session.busy)

    def _allow_writes(self, _sentence: str = "") -> None:
        """Offer what writes, or not: the board may be read only, or an import at work."""
        self.view.read_only = not self.writable
        self.scene.let_link(self.writable)
        self.empty.button.setEnabled(self.writable)
        for spec in SPECS:
            if spec.writes:
                self.actions_here[spec.id].setEnabled(self.writable)

    def _move(self, actor_id: int, place: QPointF) -> None:
        deeds.move_actor(self._session, actor_id, place.toTuple(), self.desk.picture.places)
        self.view.fit_if_needed()

    def new_actor(self) -> None:
        """Open the form of a new actor, which will stand at the free place nearest to the middle."""
        if not self.writable:
            return
        pins = deeds.unplaced(self._session, self.desk.picture.places)
        taken = [(*self.desk.picture.places[i], *face.size) for i, face in self.desk.picture.faces.items()]
        middle = self.view.mapToScene(self.view.viewport().rect().center()).toTuple()
        self._open(ActorForm(self._session, place=free_spot_among(middle, (120.0, 56.0), taken), pins=pins, parent=self))

    def new_relationship(self, from_id: int | bool | None = None, to_id: int | None = None) -> None:
        """Open the form of a new relationship, from and to these actors where they are given."""
        if not self.writable:
            return
        if isinstance(from_id, bool) or from_id is None:  # a QAction tells whether it is checked
            from_id = self.view.current
        self._open(RelationshipForm(self._session, None, from_id, to_id, self))

    def edit(self, thing: int | str) -> None:
        """Open the form of an actor (by id) or of a tie (by its key)."""
        if not self.writable:
            return
        if isinstance(thing, str):
            tie = self.desk.tie(thing)
            chosen = self.desk.relationship_of(tie) if tie is not None else None
            if chosen is not None:
                self.edit_relationship(chosen)
        elif thing in self._session.actors:
            self._open(ActorForm(self._session, self._session.actors[thing], parent=self))

    def edit_relationship(self, relationship_id: int) -> None:
        """Open the form of a relationship."""
        self._open(RelationshipForm(self._session, self._session.relationships[relationship_id], parent=self))

    def delete(self, thing: int | str) -> None:
        """Delete an actor (by id) or the relationship of a tie (by its key); undo brings it back."""
        if not self.writable:
            return
        if isinstance(thing, str):
            tie = self.desk.tie(thing)
            chosen = self.desk.relationship_of(tie) if tie is not None else None
            if chosen is not None:
                deeds.delete_relationship(self._session, chosen)
        elif thing in self._session.actors:
            deeds.delete_actor(self._session, thing)

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(partial(self._close_form, form))
        form.open()

    def _close_form(self, form: FormDialog, _result: int) -> None:
        if self.form is form:
            self.form = None
        form.deleteLater()

    # -- words
    def _show_menu(self, thing: object, place: QPoint) -> None:
        menu = menus.build(self, self.desk, self._session, thing)
        menu.popup(place)

    def _show_tip(self, thing: object, place: QPoint) -> None:
        QToolTip.showText(place, plain_tooltip(self.tip(thing)), self.view)

    def tip(self, thing: object) -> str:
        """What is known of an actor (by id) or a tie (by key), in a few lines."""
        session, desk = self._session, self.desk
        if isinstance(thing, str) and thing in desk.picture.ties:
            tie, count, met = desk.picture.ties[thing], desk.numbers.ties.get(thing, 0), desk.numbers.met.get(thing)
            return tips.tie_tip(tie, desk.looks[thing], session.relationships, session.actors, desk.support, count, met)
        if isinstance(thing, int) and thing in session.actors:
            ties = [
                tips.phrase(session.relationships[i], session.actors)
                for tie in self.scene.ties_of(thing)
                for i in tie.ids
                if session.relationships[i].holds_on(session.as_of())
            ]
            count = desk.numbers.boxes.get(thing, 0)
            return tips.actor_tip(session.actors[thing], session.actors, desk.cast.nested, count, ties)
        return ""

    def _tell_reader(self, _actor: object) -> None:
        self.view.setAccessibleDescription(self.tip(self.view.current_thing()))

    def accept_drops(self, router: DropRouter) -> ActorDrops:
        """Take what hovers over actors and ties, and let actors be carried off. By key, what is returned answers."""
        return ActorDrops(self._session, self.desk, self.view, router)
