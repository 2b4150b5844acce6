"""Communities, their blocks and timeline, and the address book of codes and short links."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.models import TenantModel, bilingual
from ningju.kernel.text import Bilingual


class Community(models.Model):
    """One sub-district on this instance (社区), with its own words; the directory is public."""

    class Weather(models.TextChoices):
        """Weather that sends people indoors."""

        HEAT = "heat", _("Great heat")
        RAIN = "rain", _("Heavy rain")
        COLD = "cold", _("Bitter cold")

    class Module(models.TextChoices):
        """What a community may switch on; a new one begins with nothing."""

        ISSUES = "issues", _("Report what is broken or dangerous")
        NEEDS = "needs", _("Needs and offers")
        VOLUNTEERING = "volunteering", _("Lend a hand")
        CARE = "care", _("Be phoned or visited, if you wish")
        REFERRAL = "referral", _("Report in to an organisation, sealed")

    slug = models.SlugField(max_length=40, unique=True)
    name: Bilingual = bilingual(80)
    short_name: Bilingual = bilingual(40)
    city: Bilingual = bilingual(40, blank=True)
    programme: Bilingual = bilingual(80)
    birthplace: Bilingual = bilingual(400, blank=True)
    motto: Bilingual = bilingual(120, blank=True)
    slogan: Bilingual = bilingual(120, blank=True)
    about: Bilingual = bilingual(blank=True)
    provenance: Bilingual = bilingual(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    home_since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    modules = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    # Quoted numbers, never computed: [{"slug", "value", "name": {"zh", "en"}, "source": {"zh", "en"}}].
    figures = models.JSONField(default=list, blank=True)
    weather = models.CharField(max_length=8, choices=Weather, blank=True)
    weather_until_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    anchored_at = models.DateTimeField(null=True, blank=True)
    centre_lat_deg = models.FloatField(default=0)
    centre_lon_deg = models.FloatField(default=0)
    content_version = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Name the community."""
        return self.slug

    @property
    def weather_now(self) -> str:
        """The weather that staff warn of just now, or an empty text."""
        holds = self.weather_until_at is not None and timezone.now() < self.weather_until_at
        return self.weather if holds else ""

    def has_module(self, name: str) -> bool:
        """Say whether a module is on."""
        return name in self.modules


class BlockQuerySet(models.QuerySet["Block"]):
    """Blocks in the order the community gives them."""

    def in_order(self) -> Self:
        """Sort by the community's own order."""
        return self.order_by("position", "slug")


class Block(TenantModel):
    """One theme block (主题街区): a polygon with names and a colour."""

    slug = models.SlugField(max_length=40, db_index=False)
    name: Bilingual = bilingual(80)
    theme: Bilingual = bilingual(200, blank=True)
    colour = models.CharField(max_length=7)
    outline = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)

    objects = BlockQuerySet.as_manager()

    class Meta:
        """One slug a community."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="block_slug_once"),
        ]

    def __str__(self) -> str:
        """Name the block."""
        return self.slug


class StreetLine(TenantModel):
    """One line or area of the illustrative map (示意图): street, water, park or outline."""

    kind = models.CharField(max_length=12)
    name: Bilingual = bilingual(80, blank=True)
    width = models.FloatField(default=3)
    shape = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Lines in drawing order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "position"], name="streetline_position_once"),
        ]


class TimelineItem(TenantModel):
    """One dated event of the community's history (大事记)."""

    slug = models.SlugField(max_length=60, db_index=False)
    happened_on = models.DateField()
    precision = models.CharField(max_length=5, default="day")
    title: Bilingual = bilingual(200)
    text: Bilingual = bilingual(blank=True)
    source: Bilingual = bilingual(200, blank=True)
    link = models.URLField(blank=True)

    class Meta:
        """One slug a community."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="timelineitem_slug_once"),
        ]


class Address(models.Model):
    """One line of the address book (地址簿): the HMAC of a code, secret or short link → community.

    It is global, so that a code spoken on the phone finds its community; without the key it
    says nothing.
    """

    class Purpose(models.TextChoices):
        """What the address opens."""

        CODE = "code"
        SECRET = "secret"
        SHORT = "short"

    digest = models.BinaryField(max_length=32, unique=True)
    purpose = models.CharField(max_length=8, choices=Purpose)
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")


class SettingChange(TenantModel):
    """One change of the community's words or modules (设置变更), for its history."""

    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=80)
    field = models.CharField(max_length=60)
    former = models.TextField(blank=True)
    present = models.TextField(blank=True)

    class Meta:
        """Newest last."""

        indexes: ClassVar = [models.Index(fields=["community", "at"], name="settingchange_at")]
