"""Addresses of the room; none takes a parameter about a person."""

from django.urls import path

from ningju.rooms.care.web import desk, join, own, record

urlpatterns = [
    path("care/", join.join_care, name="join_care"),
    path("care/paper/", join.print_care_form, name="print_care_form"),
    path("care/my/<str:secret>/", own.show_care_file, name="show_care_file"),
    path("care/my/<str:secret>/stay/", own.confirm_care, name="confirm_care"),
    path("care/my/<str:secret>/rhythm/", own.change_care_rhythm, name="change_care_rhythm"),
    path("care/my/<str:secret>/correct/", own.correct_care, name="correct_care"),
    path("care/my/<str:secret>/help/", own.ask_for_care, name="ask_for_care"),
    path("care/my/<str:secret>/leave/", own.withdraw_care, name="withdraw_care"),
    path("care/my/<str:secret>/file.<str:form>", own.download_care_file, name="download_care_file"),
    path("desk/care/", desk.list_care_tasks, name="list_care_tasks"),
    path("desk/care/find/", desk.find_care_record, name="find_care_record"),
    path("desk/care/phone/", desk.look_up_care_phone, name="look_up_care_phone"),
    path("desk/care/new/", desk.join_care_for, name="join_care_for"),
    path("desk/care/keepers/", desk.choose_care_keepers, name="choose_care_keepers"),
    path("desk/care/pairs/<uuid:public_id>/keep/", desk.keep_care_pair, name="keep_care_pair"),
    path("desk/care/needs/<uuid:public_id>/open/", record.open_care_need, name="open_care_need"),
    path("desk/care/needs/<uuid:public_id>/<slug:verb>/", record.move_care_need, name="move_care_need"),
    path("desk/care/<str:code>/", record.show_care_record, name="show_care_record"),
    path("desk/care/<str:code>/open/", record.open_care_contact, name="open_care_contact"),
    path("desk/care/<str:code>/contacted/", record.record_care_contact, name="record_care_contact"),
    path("desk/care/<str:code>/slip/", record.print_care_slip, name="print_care_slip"),
    path("desk/care/<str:code>/for-them/<slug:verb>/", record.act_for_them, name="act_for_them"),
]
