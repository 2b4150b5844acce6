"""Who may open which staff page: one line a page. A room that adds a page at the desk adds its line here."""

ALL = frozenset({"keeper", "worker", "coordinator", "partner", "leader", "auditor", "admin"})
HANDLERS = frozenset({"worker", "coordinator", "admin"})
CARERS = frozenset({"worker", "coordinator"})

#: URL name → the roles that may open it.
DESK_ACCESS: dict[str, frozenset[str]] = {
    "add_photo": HANDLERS | {"keeper"},
    "act_for_them": CARERS,
    "change_case": ALL - {"auditor"},
    "change_words": frozenset({"admin"}),
    "ask_for_glass": ALL - {"partner", "auditor"},
    "break_glass": ALL - {"partner", "auditor"},
    "check_resource": HANDLERS,
    "choose_care_keepers": frozenset({"admin"}),
    "confirm_amenity": HANDLERS | {"keeper"},
    "confirm_place": HANDLERS | {"keeper"},
    "find_care_record": CARERS,
    "hand_out_note": frozenset(),  # the four of the sealed inbox open to its holder alone, to no role
    "make_key": frozenset(),
    "pick_up_note": frozenset(),
    "show_referral_inbox": frozenset(),
    "issue_stickers": frozenset({"worker", "coordinator"}),
    "return_stickers": frozenset({"worker", "coordinator"}),
    "show_stickers": frozenset({"worker", "coordinator"}),
    "set_up_inbox": frozenset({"admin"}),
    "erase_contact": frozenset({"keeper", "worker", "coordinator"}),
    "find_case_at_desk": ALL - {"auditor"},
    "join_care_for": CARERS,
    "join_need": HANDLERS,
    "keep_care_pair": frozenset({"coordinator"}),
    "list_care_tasks": CARERS,
    "list_places_to_confirm": HANDLERS | {"keeper"},
    "look_up_care_phone": CARERS,
    "list_glasses": ALL - {"partner", "auditor"},
    "mark_fixed": HANDLERS | {"keeper"},
    "move_care_need": CARERS,
    "offer_resource": HANDLERS | {"partner"},
    "open_care_contact": CARERS,
    "open_care_need": CARERS,
    "open_glass": ALL - {"partner", "auditor"},
    "open_contact": frozenset({"keeper", "worker", "coordinator"}),
    "pause_place": HANDLERS | {"keeper"},
    "remove_photo": HANDLERS | {"keeper"},
    "print_care_slip": CARERS,
    "record_care_contact": CARERS,
    "resume_place": HANDLERS | {"keeper"},
    "show_care_record": CARERS,
    "show_access_log": frozenset({"auditor"}),
    "say_for_caller": frozenset({"keeper", "worker", "coordinator"}),
    "show_case_at_desk": ALL - {"auditor"},
    "show_inbox": ALL,
    "show_offers": HANDLERS | {"partner", "leader"},
    "switch_module": frozenset({"admin"}),
    "undo_join": HANDLERS,
    "warn_of_weather": HANDLERS | {"keeper"},
    "withdraw_resource": HANDLERS | {"partner"},
}

#: Pages on which a person, a nickname or a contact can be read. No partner opens any of them.
PERSON_PAGES: frozenset[str] = frozenset(
    {
        "act_for_them",
        "find_care_record",
        "hand_out_note",
        "join_care_for",
        "keep_care_pair",
        "list_care_tasks",
        "look_up_care_phone",
        "move_care_need",
        "open_care_contact",
        "open_care_need",
        "open_contact",
        "open_glass",
        "print_care_slip",
        "record_care_contact",
        "say_for_caller",
        "show_care_record",
        "show_referral_inbox",
    }
)
