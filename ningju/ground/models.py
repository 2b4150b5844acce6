"""The tenant model, its foreign key, two-language columns, keys of posted forms, and stored files."""

import uuid
from typing import Any, ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models.fields import NOT_PROVIDED

from ningju.ground.tenancy import current_community_id
from ningju.kernel.text import Bilingual


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A foreign key to a row of the same community; ``SecureTenantTables`` makes its constraint."""

    stays_in_community = True

    def __init__(self, to: Any, on_delete: Any, **options: Any) -> None:
        """Take what ForeignKey takes; the index and the constraint are made by hand."""
        options["db_constraint"] = False
        options.setdefault("db_index", False)
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> Any:
        """Return name, path, arguments and options for migrations."""
        name, path, args, options = super().deconstruct()
        options.pop("db_constraint", None)
        if options.get("db_index") is False:
            del options["db_index"]
        return name, path, args, options


class TenantModel(models.Model):
    """A row that belongs to one community (社区) and is invisible to every other."""

    id = models.BigAutoField(primary_key=True)
    community = models.ForeignKey(
        settings.TENANT_MODEL,
        models.PROTECT,
        default=current_community_id,
        editable=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        """Make no table."""

        abstract = True


class BilingualColumns:
    """Declare two columns, ``<name>_zh`` and ``<name>_en``, and a property that reads both."""

    def __init__(self, max_length: int | None, *, blank: bool) -> None:
        """Take the longest text in characters (None: unlimited) and whether both may be empty."""
        self.max_length = max_length
        self.blank = blank

    def _column(self, blank: bool) -> "models.Field[Any, Any]":
        default: Any = "" if blank else NOT_PROVIDED
        if self.max_length is None:
            return models.TextField(blank=blank, default=default)
        return models.CharField(max_length=self.max_length, blank=blank, default=default)

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Add the columns and the property to the model."""
        zh_name, en_name = f"{name}_zh", f"{name}_en"
        self._column(self.blank).contribute_to_class(model, zh_name)
        self._column(True).contribute_to_class(model, en_name)

        def read(row: models.Model) -> Bilingual:
            return Bilingual(getattr(row, zh_name), getattr(row, en_name))

        def write(row: models.Model, text: Bilingual) -> None:
            setattr(row, zh_name, text.zh)
            setattr(row, en_name, text.en)

        setattr(model, name, property(read, write))


def bilingual(max_length: int | None = None, *, blank: bool = False) -> Bilingual:
    """Declare a text in Chinese and English on a model: ``name: Bilingual = bilingual(80)``.

    English may stay empty; pages then show the Chinese text marked as Chinese.
    """
    return cast(Bilingual, BilingualColumns(max_length, blank=blank))


class FormKey(TenantModel):
    """What one posted form became (表单凭证), so that posting it twice changes nothing."""

    key = models.UUIDField()
    body_hash = models.BinaryField(max_length=32)
    outcome = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One row a key and community; old ones are swept by date."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "key"], name="formkey_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "created_at"], name="formkey_age")]


class StoredFile(TenantModel):
    """One picture on the disk (存档文件): re-encoded, without metadata; the original is not kept.

    It belongs to a row of a room, named by label and public id; that room says who may see it.
    """

    class Kind(models.TextChoices):
        """What it is."""

        IMAGE = "image"

    class State(models.TextChoices):
        """Whether the disk still has it, as the nightly sweep found."""

        KEPT = "kept"
        LOST = "lost"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.IMAGE)
    content_type = models.CharField(max_length=40, default="image/jpeg")
    size_bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    owner_label = models.CharField(max_length=60)
    owner_id = models.UUIDField()
    state = models.CharField(max_length=8, choices=State, default=State.KEPT)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One address a file; found by what it belongs to."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="storedfile_public_id_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "owner_label", "owner_id"], name="storedfile_of_owner"),
        ]

    @property
    def is_there(self) -> bool:
        """Say whether the picture can be shown."""
        return self.state == self.State.KEPT
