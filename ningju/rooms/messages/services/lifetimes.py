"""What the room forgets by itself: contacts that serve nothing any more, and old rows of the outbox."""

from datetime import datetime, timedelta

from django.db.models import Exists, ManyToOneRel, Model, OuterRef

from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services.contacts import forget_contact

UNUSED_FOR = timedelta(hours=1)
"""So that the night that follows takes every one but those of its last hour."""
MESSAGES_KEPT_FOR = timedelta(days=30)
BATCH = 500


def forget_unused_contacts(now: datetime) -> int:
    """Erase, with their rows, contacts to which nothing points any more, and return how many.

    What a contact serves points at it and says when it ends; this catches what was replaced or
    whose owner was deleted, and removes the empty rows that are left of forgotten ones.
    """
    unused = Contact.objects.filter(made_at__lt=now - UNUSED_FOR)
    for owner, name in owners_of_contacts():
        unused = unused.filter(~Exists(owner._default_manager.filter(**{name: OuterRef("pk")})))
    count = 0
    while batch := list(unused.order_by("pk")[:BATCH]):
        for contact in batch:
            forget_contact(contact=contact, at=now)
        count += len(batch)
        Contact.objects.filter(pk__in=[contact.pk for contact in batch]).delete()
    return count


def owners_of_contacts() -> list[tuple[type[Model], str]]:
    """Return every model that points at contacts, with its field; the outbox does not keep one alive."""
    relations = [each for each in Contact._meta.get_fields(include_hidden=True) if each.auto_created]
    return [
        (relation.related_model, relation.field.name)
        for relation in relations
        if isinstance(relation, ManyToOneRel) and relation.related_model is not Message
    ]


def delete_old_messages(now: datetime) -> int:
    """Delete messages that were settled more than 30 days ago, in batches, and return how many."""
    old = Message.objects.filter(settled_at__lt=now - MESSAGES_KEPT_FOR)
    count = 0
    while batch := list(old.order_by("settled_at").values_list("pk", flat=True)[:BATCH]):
        count += Message.objects.filter(pk__in=batch).delete()[0]
    return count
