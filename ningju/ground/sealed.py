"""Sealed columns: a room declares them and forgets how they are kept; only the privacy room opens them."""

import uuid
from typing import Any, ClassVar, cast

from django.db import models

from ningju.ground.models import TenantModel

OVERHEAD_BYTES = 64
"""Nonce, tag and room to spare beside the words, which take up to four bytes a character."""


class Sealed:
    """What a sealed column shows to anybody: whether something is there, and nothing else.

    There is no way from here to the words; ``privacy.services.open_sealed`` reads the row itself.
    """

    __slots__ = ("_is_there",)

    def __init__(self, is_there: bool) -> None:
        """Know whether something is sealed."""
        self._is_there = is_there

    def __bool__(self) -> bool:
        """Say whether something is sealed."""
        return self._is_there

    def __repr__(self) -> str:
        """Show that something is there."""
        return "<sealed>" if self._is_there else "<nothing sealed>"

    __str__ = __repr__


class SealedColumn:
    """Declare one column ``<name>_sealed`` and a property that shows only whether it is filled."""

    def __init__(self, max_length: int) -> None:
        """Take the longest text in characters."""
        self.max_length = max_length

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Add the column and the property to the model, and the name to ``sealed_fields``."""
        column = sealed_column(name)
        field: models.Field[Any, Any] = models.BinaryField(
            null=True, default=None, max_length=4 * self.max_length + OVERHEAD_BYTES
        )
        field.contribute_to_class(model, column)

        def read(row: models.Model) -> Sealed:
            return Sealed(getattr(row, column) is not None)

        setattr(model, name, property(read))
        fields = {**getattr(model, "sealed_fields", {}), name: self.max_length}
        model.sealed_fields = fields  # type: ignore[attr-defined]


def sealed(max_length: int) -> Sealed:
    """Declare a sealed text on a model: ``phone: Sealed = sealed(60)``."""
    return cast(Sealed, SealedColumn(max_length))


def sealed_column(name: str) -> str:
    """Return the column in which a sealed field is kept."""
    return f"{name}_sealed"


class SealedModel(TenantModel):
    """A row with sealed fields, under a record key of its own that erasing destroys.

    Each model adds ``UniqueConstraint(fields=["community", "record_id"])`` and names its
    ``lifetime`` (``privacy.lifetimes``).
    """

    sealed_fields: ClassVar[dict[str, int]] = {}
    lifetime: ClassVar[str]

    record_id = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        """Make no table."""

        abstract = True

    @classmethod
    def sealed_label(cls) -> str:
        """Return the name under which the access log knows such rows: ``room.model``."""
        return cls._meta.label_lower
