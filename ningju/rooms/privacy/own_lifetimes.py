"""How long what people leave in this room lives."""

from django.utils.translation import gettext_lazy as _

from ningju.rooms.privacy.lifetimes import Lifetime, declare
from ningju.rooms.privacy.services.look_up_codes import forget_look_up_codes

declare(Lifetime(name="look_up_code", words=_("ten minutes, or one use"), erase=forget_look_up_codes))
