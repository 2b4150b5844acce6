"""Addresses of the room."""

from django.urls import URLPattern, path

from ningju.rooms.referral.web import desk, holder, views

urlpatterns: list[URLPattern] = [
    path("report-in/", views.report_in, name="report_in"),
    path("report-in/sheet/", views.print_report_in, name="print_report_in"),
    path("report-in/notes/", views.send_note, name="send_note"),
    path("report-in/notes/<str:secret>/", views.show_note, name="show_note"),
    path("report-in/notes/<str:secret>/take-back/", views.take_note_back, name="take_note_back"),
    path("my-card/", views.make_card, name="make_card"),
    path("desk/referral/", holder.show_referral_inbox, name="show_referral_inbox"),
    path("desk/referral/key/", holder.make_key, name="make_key"),
    path("desk/referral/next/", holder.hand_out_note, name="hand_out_note"),
    path("desk/referral/set-up/", desk.set_up_inbox, name="set_up_inbox"),
    path("desk/referral/<uuid:public_id>/have/", holder.pick_up_note, name="pick_up_note"),
    path("desk/stickers/", desk.show_stickers, name="show_stickers"),
    path("desk/stickers/issue/", desk.issue_stickers, name="issue_stickers"),
    path("desk/stickers/return/", desk.return_stickers, name="return_stickers"),
]
