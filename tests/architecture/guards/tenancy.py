"""Which tables are seen without a community."""

from collections.abc import Iterable, Iterator

from django.db import models

from ningju.ground.models import TenantModel


def untenanted_tables(found: Iterable[type[models.Model]]) -> list[str]:
    """Return the tables of models that belong to no community."""
    return sorted(
        model._meta.db_table
        for model in found
        if not issubclass(model, TenantModel) and model._meta.managed and not model._meta.proxy
    )


def keys_across_communities(found: Iterable[type[models.Model]]) -> list[str]:
    """Return foreign keys between tenant rows that do not stay in the community.

    Database key checks bypass row security, so such a key must be a ``TenantForeignKey``.
    """
    return [
        f"{model._meta.db_table}.{field.column} is no TenantForeignKey"
        for model in found
        if issubclass(model, TenantModel)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, TenantModel)
        and not getattr(field, "stays_in_community", False)
    ]


def indexes_across_communities(found: Iterable[type[models.Model]]) -> list[str]:
    """Return indexes and unique constraints of tenant tables that do not begin with the community."""
    return [
        f"{model._meta.db_table}: {name} does not begin with the community"
        for model in found
        if issubclass(model, TenantModel)
        for name, fields in _indexes(model)
        if fields[0] != "community"
    ]


def _indexes(model: type[models.Model]) -> Iterator[tuple[str | None, list[str]]]:
    """Yield the name and the fields of each index and unique constraint that has fields."""
    for index in model._meta.indexes:
        if index.fields:
            yield index.name, [name.lstrip("-") for name in index.fields]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield constraint.name, list(constraint.fields)
    for field in model._meta.local_fields:
        if not field.primary_key and (field.unique or getattr(field, "db_index", False)):
            yield field.column, [field.name]
