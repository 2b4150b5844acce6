"""The guards over living models and addresses are shown to catch planted ones."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test.utils import isolate_apps
from django.urls import URLResolver, include, path

from ningju.ground.models import TenantForeignKey, TenantModel
from tests.architecture.guards import privacy, routes, tenancy


def show(request: HttpRequest) -> HttpResponse:
    """Answer nothing."""
    return HttpResponse()


@isolate_apps("ningju.rooms.places")
def test_p1_t1_a_planted_column_choice_or_table_about_origin_is_caught() -> None:
    class Roster(models.Model):
        """A roster that must never be (底册)."""

        origin = models.CharField(max_length=9, db_column="ethnic_group")
        belief = models.CharField("宗教", max_length=9)
        kind = models.CharField(max_length=9, choices=[("a", "少数民族")])

        class Meta:
            app_label = "places"
            db_table = "id_card_holders"

    findings = privacy.forbidden_in_tables([Roster])

    words = ("ethnic_group", "宗教", "少数民族", "id_card")
    assert [word for word in words if word not in str(findings)] == []


@isolate_apps("ningju.rooms.places")
def test_a_planted_table_outside_the_communities_is_seen() -> None:
    class Lamp(models.Model):
        """A lamp of nobody (路灯)."""

        class Meta:
            app_label = "places"

    found = tenancy.untenanted_tables([Lamp])

    assert routes.differences(found, [], "table") == ["table is not on the list: places_lamp"]


@isolate_apps("ningju.rooms.places")
def test_a_planted_key_or_index_across_communities_is_caught() -> None:
    class Post(TenantModel):
        """A lamp post (灯杆)."""

        number = models.CharField(max_length=9, unique=True)

        class Meta:
            app_label = "places"
            indexes = (models.Index(fields=["-number"], name="post_number"),)

    class Lamp(TenantModel):
        """A lamp (路灯)."""

        post = models.ForeignKey(Post, models.PROTECT, db_index=False)
        sound = TenantForeignKey(Post, models.PROTECT, related_name="+")

        class Meta:
            app_label = "places"
            constraints = (models.UniqueConstraint(fields=["post"], name="lamp_once"),)

    assert tenancy.keys_across_communities([Post, Lamp]) == ["places_lamp.post_id is no TenantForeignKey"]
    assert [line.split()[1] for line in tenancy.indexes_across_communities([Post, Lamp])] == [
        "post_number",
        "number",
        "lamp_once",
    ]


def test_a_planted_address_and_a_doubled_name_are_seen() -> None:
    inside = [path("secret/", show, name="show"), path("b/", show, name="show")]
    planted: list[URLResolver] = [path("zh/", include(inside))]

    found = list(routes.routes(planted))

    unwritten = routes.differences(found, ["/zh/b/ show"], "address")
    assert unwritten == ["address is not on the list: /zh/secret/ show"]
    gone = routes.differences([], ["/zh/b/ show"], "address")
    assert gone == ["address is on the list and not there: /zh/b/ show"]
    assert routes.doubled_names(found) == ["show: both /zh/secret/ and /zh/b/"]
