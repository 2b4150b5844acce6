"""Who may open which staff page: one line a page. A room that adds a page at the desk adds its line here."""

ALL = frozenset({"keeper", "worker", "coordinator", "partner", "leader", "auditor", "admin"})
HANDLERS = frozenset({"worker", "coordinator", "admin"})

#: URL name → the roles that may open it.
DESK_ACCESS: dict[str, frozenset[str]] = {
    "change_case": ALL - {"auditor"},
    "change_words": frozenset({"admin"}),
    "break_glass": ALL - {"partner", "auditor"},
    "check_resource": HANDLERS,
    "confirm_amenity": HANDLERS | {"keeper"},
    "confirm_place": HANDLERS | {"keeper"},
    "find_case_at_desk": ALL - {"auditor"},
    "join_need": HANDLERS,
    "list_places_to_confirm": HANDLERS | {"keeper"},
    "list_glasses": ALL - {"partner", "auditor"},
    "mark_fixed": HANDLERS | {"keeper"},
    "offer_resource": HANDLERS | {"partner"},
    "pause_place": HANDLERS | {"keeper"},
    "resume_place": HANDLERS | {"keeper"},
    "show_access_log": frozenset({"auditor"}),
    "show_case_at_desk": ALL - {"auditor"},
    "show_inbox": ALL,
    "show_offers": HANDLERS | {"partner", "leader"},
    "switch_module": frozenset({"admin"}),
    "undo_join": HANDLERS,
    "warn_of_weather": HANDLERS | {"keeper"},
    "withdraw_resource": HANDLERS | {"partner"},
}

#: Pages on which a person, a nickname or a contact can be read. No partner opens any of them.
PERSON_PAGES: frozenset[str] = frozenset()
