"""The words a pack may use: kinds, levels, statuses, roles, modules."""

PLACE_KINDS = (
    "station",
    "building",
    "dispatch_site",
    "counter",
    "lunch_point",
    "service_site",
    "crowd_spot",
)
KINDS_WITH_HOURS = ("station", "counter", "lunch_point", "service_site")
LEVELS = ("central", "hub", "grid", "micro")
PROVENANCES = ("source", "not_in_source", "invented")
AMENITY_KINDS = (
    "water",
    "charging",
    "microwave",
    "seats",
    "aircon",
    "toilet",
    "books",
    "fridge",
    "medicine",
    "meals",
    "shelter",
    "battery",
    "parking",
    "wifi",
    "umbrella",
    "pump",
    "supplies",
    "aed",
    "kettle",
    "washing",
    "step_free",
    "nursing",
    "notices",
)
AMENITY_STATUSES = ("ok", "broken", "removed")
ORGANISATION_KINDS = ("unit", "partner", "platform", "host", "committee")
SHAPE_KINDS = ("street", "water", "park", "outline")
CATEGORY_KINDS = ("hazard", "need")
MODULES = (
    "issues",
    "needs",
    "volunteering",
    "activities",
    "forum",
    "buildings",
    "care",
    "campaigns",
    "referral",
)
CASE_WAYS = ("web", "phone", "paper")
RESOURCE_STATUSES = ("offered", "available", "withdrawn")
EFFORTS = ("5min", "1h", "halfday")
CARE_THEMES = ("talk", "errands", "clinic", "repairs", "forms", "meals", "first_job", "other")
CARE_RHYTHMS = ("none", "quarterly", "yearly")
CARE_WAYS = ("phone", "visit", "message")
STAFF_ROLES = ("keeper", "worker", "coordinator", "partner", "leader", "auditor", "admin")

ASKER = "asker"
