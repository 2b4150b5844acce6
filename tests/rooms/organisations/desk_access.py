"""Who may open which staff page: one line a page. A room that adds a page at the desk adds its line here."""

ALL = frozenset({"keeper", "worker", "coordinator", "partner", "leader", "auditor", "admin"})
HANDLERS = frozenset({"worker", "coordinator", "admin"})
BRINGERS = frozenset({"coordinator", "admin"})

#: URL name → the roles that may open it.
DESK_ACCESS: dict[str, frozenset[str]] = {
    "change_case": ALL - {"auditor"},
    "change_words": frozenset({"admin"}),
    "break_glass": ALL - {"partner", "auditor"},
    "check_resource": HANDLERS,
    "confirm_amenity": HANDLERS | {"keeper"},
    "confirm_place": HANDLERS | {"keeper"},
    "download_problems": BRINGERS,
    "find_case_at_desk": ALL - {"auditor"},
    "join_need": HANDLERS,
    "list_ledgers": BRINGERS,
    "list_places_to_confirm": HANDLERS | {"keeper"},
    "list_glasses": ALL - {"partner", "auditor"},
    "load_ledger": BRINGERS,
    "map_ledger": BRINGERS,
    "mark_fixed": HANDLERS | {"keeper"},
    "offer_resource": HANDLERS | {"partner"},
    "pause_place": HANDLERS | {"keeper"},
    "resume_place": HANDLERS | {"keeper"},
    "show_access_log": frozenset({"auditor"}),
    "show_case_at_desk": ALL - {"auditor"},
    "show_inbox": ALL,
    "show_ledger": BRINGERS,
    "show_offers": HANDLERS | {"partner", "leader"},
    "stop_ledger": BRINGERS,
    "switch_module": frozenset({"admin"}),
    "undo_join": HANDLERS,
    "upload_ledger": BRINGERS,
    "warn_of_weather": HANDLERS | {"keeper"},
    "withdraw_resource": HANDLERS | {"partner"},
}

#: Pages on which a person, a nickname or a contact can be read. No partner opens any of them.
PERSON_PAGES: frozenset[str] = frozenset()
