"""How people sign in: what django-allauth and the session are told."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "choose_desk"
LOGOUT_REDIRECT_URL = "/"

AUTHENTICATION_BACKENDS = [
    "ningju.rooms.accounts.backends.SignInBackend",
    "ningju.rooms.accounts.backends.DemoDoorBackend",
]

ACCOUNT_ADAPTER = "ningju.rooms.accounts.adapters.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "login": "ningju.rooms.accounts.web.forms.SignInForm",
    "reauthenticate": "ningju.rooms.accounts.web.forms.PasswordAgainForm",
    "change_password": "ningju.rooms.accounts.web.forms.NewPasswordForm",
}

MFA_ADAPTER = "ningju.rooms.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ningju"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "ningju.rooms.accounts.web.forms.CodeForm",
    "reauthenticate": "ningju.rooms.accounts.web.forms.CodeAgainForm",
    "activate_totp": "ningju.rooms.accounts.web.forms.FirstCodeForm",
    "add_webauthn": "ningju.rooms.accounts.web.forms.AddPasskeyForm",
}

# Flash words travel in a signed cookie, so that no page needs the session only to show them.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
