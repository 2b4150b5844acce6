"""Background work of the room; a task opens its own transactions, since gateways are slow."""

from procrastinate.contrib.django import app

from ningju.ground.jobs import fresh_connection
from ningju.rooms.messages import services


@app.task(name="messages.send_message")
def send_message(*, community_id: int, message_id: int) -> None:
    """Send one message."""
    with fresh_connection():
        services.send_message(community_id=community_id, message_id=message_id)


@app.task(name="messages.send_due")
def send_due(*, community_id: int) -> None:
    """Send what is due in a community."""
    with fresh_connection():
        services.send_due(community_id=community_id)
