"""Addresses of sign-in: /{zh|en}/account/… ; only these pages of django-allauth exist here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from ningju.rooms.accounts.web import views
from ningju.rooms.accounts.web.views import behind_second_factor, own_account

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/code/", mfa.authenticate, name="mfa_authenticate"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("welcome/<str:username>/<str:token>/", views.choose_password, name="choose_password"),
    path("desk/", views.choose_desk, name="choose_desk"),
    path("password/", behind_second_factor(account.password_change), name="account_change_password"),
    path("again/", own_account(account.reauthenticate), name="account_reauthenticate"),
    path("again/code/", own_account(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("again/passkey/", own_account(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("second-factor/", behind_second_factor(mfa.index), name="mfa_index"),
    path("second-factor/add/", own_account(views.add_second_factor), name="add_second_factor"),
    path(
        "second-factor/app/",
        behind_second_factor(views.AddAuthenticatorApp.as_view()),
        name="mfa_activate_totp",
    ),
    path("second-factor/app/remove/", behind_second_factor(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/passkeys/", behind_second_factor(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path(
        "second-factor/passkeys/add/",
        behind_second_factor(views.AddPasskey.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        behind_second_factor(views.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "second-factor/passkeys/<int:pk>/",
        behind_second_factor(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "second-factor/codes/",
        behind_second_factor(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/codes/new/",
        behind_second_factor(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes/file/",
        behind_second_factor(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
