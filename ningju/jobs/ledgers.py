"""Ledgers checked and loaded in the background: the room defers these by name, the flow does the work."""

from uuid import UUID

from procrastinate.contrib.django import app

from ningju.flows.ledgers import check_kept_batch, load_kept_batch
from ningju.ground.jobs import fresh_connection


@app.task(name="ledgers.check_batch")
def check_batch(community_id: int, public_id: str) -> None:
    """Check a table that somebody uploaded."""
    with fresh_connection():
        check_kept_batch(community_id, UUID(public_id))


@app.task(name="ledgers.load_batch")
def load_batch(community_id: int, public_id: str) -> None:
    """Load a table that was checked; taken up again after a kill, it goes on behind its last chunk."""
    with fresh_connection():
        load_kept_batch(community_id, UUID(public_id))
