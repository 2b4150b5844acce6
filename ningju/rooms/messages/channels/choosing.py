"""Which gateway serves a channel, as the settings say."""

from collections.abc import Callable, Mapping

from django.conf import settings

from ningju.rooms.messages.channels.bots import Bots
from ningju.rooms.messages.channels.gateway import Gateway, NoWay
from ningju.rooms.messages.channels.mail import Mail, in_files, read_email_url
from ningju.rooms.messages.channels.push import WebPush
from ningju.rooms.messages.channels.sms import DemoSms, HttpSms


def sms_gateway() -> Gateway:
    """Return the way for texts."""
    if settings.NINGJU_SMS_URL:
        return HttpSms(settings.NINGJU_SMS_URL, settings.NINGJU_SMS_TOKEN)
    return DemoSms(settings.DATA / "sms.log") if settings.NINGJU_DEMO else NoWay()


def mail_gateway() -> Gateway:
    """Return the way for e-mail."""
    if settings.NINGJU_EMAIL_URL:
        return Mail(read_email_url(settings.NINGJU_EMAIL_URL))
    return Mail(in_files(settings.DATA / "mail")) if settings.NINGJU_DEMO else NoWay()


def push_gateway() -> Gateway:
    """Return the way for push messages."""
    if settings.NINGJU_PUSH_KEY:
        return WebPush(settings.NINGJU_PUSH_KEY, settings.NINGJU_PUSH_SUBJECT)
    return NoWay()


GATEWAYS: Mapping[str, Callable[[], Gateway]] = {
    "sms": sms_gateway,
    "email": mail_gateway,
    "push": push_gateway,
    "bots": Bots,
}


def gateway_of(channel: str) -> Gateway:
    """Return the gateway of a channel.

    Raises:
        KeyError: the channel sends nothing.
    """
    return GATEWAYS[channel]()
