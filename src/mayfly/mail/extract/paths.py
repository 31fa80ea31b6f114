"""What the path of an address speaks of, in the words that programs use for it, many languages written in Latin letters.

Rule: a topic is found by parts of words; only yes and no, which are short, are words by themselves.
"""

import re
from functools import cache

from mayfly.mail.extract import folding

# A path is read from its beginning; what comes late is data.
_CHARACTERS = 160

# The most telling first.
_TOPICS = {
    "front": "/help, /support, /faq, /contact, /kontakt, /contatti, /blog, /legal, /about, /home, /index",
    "verify": """verif, confirm, activat, validat, optin, opt-in, doubleopt, double-opt, oob, prove, aktiv, activ, attiv, ativa,
        bestaetig, bestatig, confer, bevestig, bekraeft, bekraft, bekreft, vahvist, potwierdz, potvrd, potvard, potvrzen,
        overeni, overit, megerosit, dogrula, onay, podtver, pidtver, epivev, energop, kinnita, apstiprin, patvirtin,
        kakunin, ninsho, hwagin, injeung, queren, qiyong, yanzheng, jihuo, kichhoat, kich-hoat, xacnhan, xac-nhan, xacthuc,
        xac-thuc, xacminh, xac-minh, aktifkan, konfirmasi, sahkan, takid, ishur, imut, hafal, faal, tayid, pusht, satyap,
        nishchit, sakriy, yuenyan, yeunyan""",
    "reset": """reset, recover, password, passwort, mat-khau, matkhau, kata-sandi, katasandi, kennwort, mot-de-passe, motdepasse,
        mdp/, contrasena, senha, wachtwoord, losenord, adgangskode, passord, salasan, haslo, heslo, jelszo, parol, sifre,
        new-pin, lostpw, lost-pw""",
    "login": "magic, sign-in, signin, log-in, login, auth, one-time, onetime, otp, sso, session",
    "invite": "invit, join, einladung, convite, uitnodiging, pozvan, zaprosz, meghiv, davet, rsvp",
    "unlock": """unlock, approve, allow, grant, freigeb, freischalt, entsperr, debloc, debloqu, sblocc, desbloq, sign/, signing/,
        signature/, firma/""",
    "register": """signup, sign-up, register, registr, inscri, anmeld, onboard, welcome, setup, set-up, complete, finish, claim,
        subscribe""",
    "settings": "setting, profil, account, konto, compte, cuenta, conta, manag, security, device, dashboard",
    "goods": """order, invoice, bill, receipt, pay, cart, checkout, basket, shop, product, offer, promo, coupon, deal, sale, track,
        parcel, shipment, deliver, booking, reserv, ticket, reward, gift, renew, upgrade, plan, pricing, donat, quote""",
    "talk": """/issue, /pull, /browse, /merge, /commit, /thread, /topic, /comment, /discussion, /message, /post, /job, /run, /build,
        /pipeline, /incident, /case""",
    "reading": """article, blog, news, docs/, doc/, guide, learn, event, story, read, help, faq, kb/, support, survey, review, rate,
        feedback, status, report, video, watch""",
    "files": "download, .pdf, .zip, .ics, .html, .htm, .doc, .xls, statement, document",
}
_YES = """ok, okay, yes, ja, jah, jo, joo, oui, si, sim, da, tak, ano, igen, evet, ya, naam, done, accept, accepted, accepter, accetta,
    aceptar, aceitar, akcept, akceptuj, aksepter, acceptera, annehmen, hyvaksy, prijmout, prijat, prihvati, prihvatam,
    elfogad, priemam, prinyat, pryinyaty, kabul, apodochi, terima, setuju, dong-y, chap-nhan, ghabul, qabul, jieshou,
    tongyi, shounin, sudrak, dongui, svikar, swikar, tamam, nai, sansho"""
_NO = """not-me, notme, not-you, notyou, wasnt, deny, report, cancel, declin, reject, revoke, refus, stop, undo, abort, disavow, secure"""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Make the patterns of all topics."""
    words = {topic: folding.trie(folding.phrases(table)) for topic, table in _TOPICS.items()}
    return {
        "yes": re.compile(f"(?<![a-z])(?:{folding.trie(folding.phrases(_YES))})(?![a-z])"),
        "no": re.compile(f"(?<![a-z])(?:{folding.trie(folding.phrases(_NO))})"),
        **{topic: re.compile(pattern) for topic, pattern in words.items()},
    }


def topics_of(path: str, query: str) -> tuple[str, ...]:
    """Name what a folded path speaks of; ``none`` where that is nothing known, ``root`` where there is no path."""
    if not path.strip("/") and not query:
        return ("root",)
    text = f"{path}?{query}"[:_CHARACTERS]
    return tuple(topic for topic, pattern in _patterns().items() if pattern.search(text)) or ("none",)


def prepare() -> None:
    """Make the patterns."""
    _patterns()
