"""The services whose files are written, by key."""

from types import MappingProxyType

from retailcrm.mailing.service import Service
from retailcrm.mailing.services.brevo import BREVO
from retailcrm.mailing.services.constant_contact import CONSTANT_CONTACT
from retailcrm.mailing.services.hubspot import HUBSPOT
from retailcrm.mailing.services.klaviyo import KLAVIYO
from retailcrm.mailing.services.mailchimp import MAILCHIMP
from retailcrm.mailing.services.own_table import CSV, XLSX
from retailcrm.mailing.services.text_messages import TEXT_MESSAGES

SERVICES = MappingProxyType[str, Service](
    {
        one.key: one
        for one in (
            CONSTANT_CONTACT, MAILCHIMP, KLAVIYO, BREVO, HUBSPOT, TEXT_MESSAGES, CSV, XLSX,
        )
    }
)  # fmt: skip
