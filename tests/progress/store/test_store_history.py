"""A store and a plain dictionary tell the same after any history of calls."""

import dataclasses
import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from app.progress import AlreadyKnown, AnswerGiven, Appended, EventConflictError, SqlStore, connect, migrate

LEARNERS = ("learner-one-0123456789", "learner-two-0123456789")


class StoreHistory(RuleBasedStateMachine):
    """Calls of a store beside a dictionary from id to event."""

    sent = Bundle("sent")

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name) / 'progress.sqlite3'}"
        migrate(connect(self.url))
        self.store = SqlStore(connect(self.url))
        self.kept = {}

    @rule(target=sent, learner=st.sampled_from(LEARNERS), text=st.text("01", max_size=2), number=st.integers(0, 5))
    def make(self, learner, text, number):
        return AnswerGiven(
            event_id=str(uuid.UUID(int=number)),
            learner=learner,
            lesson="wrong-dictionary",
            check="fair-matched",
            seed=1,
            answer_text=text,
            verdict="wrong",
            at=datetime(2025, 3, 1, tzinfo=UTC),
        )

    @rule(event=sent, verdict=st.sampled_from(["right", "wrong"]))
    def append(self, event, verdict):
        event = dataclasses.replace(event, verdict=verdict)
        known = self.kept.get(event.event_id)
        if known is None:
            assert self.store.append(event) == Appended(event)
            self.kept[event.event_id] = event
        elif (known.learner, known.answer_text) == (event.learner, event.answer_text):
            assert self.store.append(event) == AlreadyKnown(known)
        else:
            with pytest.raises(EventConflictError):
                self.store.append(event)

    @rule(learner=st.sampled_from(LEARNERS))
    def forget(self, learner):
        gone = [event_id for event_id, event in self.kept.items() if event.learner == learner]
        assert self.store.forget(learner) == len(gone)
        for event_id in gone:
            del self.kept[event_id]

    @rule()
    def restart(self):
        self.store.close()
        self.store = SqlStore(connect(self.url))

    @invariant()
    def same(self):
        for learner in LEARNERS:
            kept = tuple(event for event in self.kept.values() if event.learner == learner)
            assert self.store.events(learner) == kept

    def teardown(self):
        self.store.close()
        self.folder.cleanup()


TestStoreHistory = StoreHistory.TestCase
TestStoreHistory.settings = settings(max_examples=25, stateful_step_count=25)
