"""Hosts whose images tell a sender that, when and where a mail was opened, under the names people know."""

_TRACKERS = {
    "Mailchimp": "list-manage.com mailchimp.com mandrillapp.com mailchimpapp.net",
    "SendGrid": "sendgrid.net sendgrid.com",
    "Mailgun": "mailgun.org mailgun.net",
    "HubSpot": "hubspot.com hubspotemail.net hubspotlinks.com hs-analytics.net hsms06.com",
    "Google Analytics": "google-analytics.com googletagmanager.com",
    "DoubleClick": "doubleclick.net",
    "Meta": "facebook.com facebook.net fbsbx.com",
    "Amazon SES": "awstrack.me",
    "Amazon": "amazonappservices.com",
    "Salesforce Marketing Cloud": "exct.net exacttarget.com sfmc-content.com cl.s4.exct.net",
    "Salesforce Pardot": "pardot.com",
    "Marketo": "mktoresp.com mktossl.com mkto-ab.net",
    "Braze": "braze.com appboy.com",
    "Iterable": "iterable.com",
    "Klaviyo": "klaviyo.com klaviyomail.com trk.klclick.com klclick.com",
    "Customer.io": "customer.io customeriomail.com",
    "Litmus": "emltrk.com litmus.com",
    "Campaign Monitor": "createsend.com cmail19.com cmail20.com createsend1.com cmail1.com cmail2.com",
    "ActiveCampaign": "activehosted.com acemlna.com acemlnb.com acemlnc.com img-us3.com",
    "Constant Contact": "constantcontact.com rs6.net ctctcdn.com",
    "Postmark": "pstmrk.it postmarkapp.com",
    "SparkPost": "sparkpostmail.com spgo.io",
    "Brevo": "sendibt1.com sendibt2.com sendibt3.com sendinblue.com brevo.com sendibm1.com",
    "Mailjet": "mjt.lu mailjet.com",
    "MailerLite": "mlsend.com mailerlite.com",
    "ConvertKit": "convertkit-mail.com convertkit-mail2.com ck.page",
    "Intercom": "intercom-mail.com intercom.io via.intercom.io",
    "Mixpanel": "mixpanel.com",
    "Segment": "segment.io segment.com",
    "Yesware": "yesware.com",
    "Mailtrack": "mailtrack.io",
    "Streak": "mailfoogae.appspot.com streak.com",
    "Superhuman": "superhuman.com",
    "Bananatag": "bl-1.com bananatag.com",
    "Mixmax": "mixmax.com",
    "Outreach": "outreach.io api-01-outreach.com",
    "SalesLoft": "salesloft.com salesloftlinks.com",
    "Movable Ink": "movable-ink-397.com micpn.com",
    "LiveIntent": "liveintent.com liadm.com",
    "Return Path": "returnpath.net",
    "Adobe Campaign": "omtrdc.net demdex.net 2o7.net",
    "Oracle Responsys": "responsys.net rsys2.net rsys5.com",
    "Acoustic": "mkt51.net pages03.net mkt41.net",
    "Emarsys": "emarsys.net emsecure.net",
    "Sailthru": "sailthru.com",
    "Substack": "eotrx.substackcdn.com",
    "Beehiiv": "beehiiv.com",
    "LinkedIn": "px.ads.linkedin.com ads.linkedin.com",
    "Twitter": "analytics.twitter.com t.co",
    "Yandex": "mc.yandex.ru click.yandex.ru",
    "Mail.ru": "top-fwz1.mail.ru counter.yadro.ru",
    "Unisender": "unisender.com",
    "GetResponse": "getresponse.com gr8.com",
    "AWeber": "aweber.com",
    "Drip": "getdrip.com dripemail2.com",
    "Cordial": "cordial.io cordial.com",
    "Bluecore": "bluecore.com",
    "Zendesk": "zdusercontent.com",
    "Freshworks": "freshworks.com freshemail.io",
    "Zoho Campaigns": "zcsend.net zoho.com maillist-manage.com",
}
_BY_HOST = {host: name for name, hosts in _TRACKERS.items() for host in hosts.split()}


def tracker_of(host: str) -> str | None:
    """Name the known tracker that a host belongs to, or None."""
    labels = host.lower().rstrip(".").split(".")
    # The longest known names have four labels.
    for start in range(max(0, len(labels) - 4), len(labels) - 1):
        if name := _BY_HOST.get(".".join(labels[start:])):
            return name
    return None
