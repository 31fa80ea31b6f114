"""What the path of an address speaks of, in the words that programs use: many languages in Latin letters.

Rule: a topic is found by parts of words; only yes and no, which are short, are words by themselves.
"""

import re
from dataclasses import dataclass
from functools import cache

from mayfly.mail.extract import folding

# A path is read from its beginning; what comes late is data.
_CHARACTERS = 160

# The most telling first.
_TOPICS = {
    "front": "/help, /support, /faq, /contact, /kontakt, /contatti, /blog, /legal, /about, /home, /index",
    "verify": """verif, confirm, activat, validat, optin, opt-in, doubleopt, double-opt, oob, prove, aktiv,
        activ, attiv, ativa, bestaetig, bestatig, confer, bevestig, bekraeft, bekraft, bekreft, vahvist, potwierdz,
        potvrd, potvard, potvrzen, overeni, overit, megerosit, dogrula, onay, podtver, pidtver, epivev, energop,
        kinnita, apstiprin, patvirtin, kakunin, ninsho, hwagin, injeung, queren, qiyong, yanzheng, jihuo, kichhoat,
        kich-hoat, xacnhan, xac-nhan, xacthuc, xac-thuc, xacminh, xac-minh, aktifkan, konfirmasi, sahkan,
        takid, ishur, imut, hafal, faal, tayid, pusht, satyap, nishchit, sakriy, yuenyan, yeunyan""",
    "reset": """reset, recover, password, passwort, mat-khau, matkhau, kata-sandi, katasandi, kennwort,
        mot-de-passe, motdepasse, mdp/, contrasena, senha, wachtwoord, losenord, adgangskode, passord, salasan, haslo,
        heslo, jelszo, parol, sifre, new-pin, lostpw, lost-pw""",
    "login": "magic, sign-in, signin, log-in, login, auth, one-time, onetime, otp, sso, session",
    "invite": "invit, join, einladung, convite, uitnodiging, pozvan, zaprosz, meghiv, davet, rsvp",
    "unlock": """unlock, approve, allow, grant, freigeb, freischalt, entsperr, debloc, debloqu, sblocc,
        desbloq, sign/, signing/, signature/, firma/""",
    "register": """signup, sign-up, register, registr, inscri, anmeld, onboard, welcome, setup, set-up,
        complete, finish, claim, subscribe""",
    "settings": "setting, profil, account, konto, compte, cuenta, conta, manag, security, device, dashboard",
    "goods": """order, invoice, bill, receipt, pay, cart, checkout, basket, shop, product, offer, promo,
        coupon, deal, sale, track, parcel, shipment, deliver, booking, reserv, ticket, reward, gift, renew, upgrade,
        plan, pricing, donat, quote""",
    "talk": """/issue, /pull, /browse, /merge, /commit, /thread, /topic, /comment, /discussion, /message,
        /post, /job, /run, /build, /pipeline, /incident, /case""",
    "reading": """article, blog, news, docs/, doc/, guide, learn, event, story, read, help, faq, kb/, support,
        survey, review, rate, feedback, status, report, video, watch""",
    "files": "download, .pdf, .zip, .ics, .html, .htm, .doc, .xls, statement, document",
}
_YES = """ok, okay, yes, ja, jah, jo, joo, oui, si, sim, da, tak, ano, igen, evet, ya, naam, done, accept, accepted,
    accepter, accetta, aceptar, aceitar, akcept, akceptuj, aksepter, acceptera, annehmen, hyvaksy, prijmout,
    prijat, prihvati, prihvatam, elfogad, priemam, prinyat, pryinyaty, kabul, apodochi, terima, setuju, dong-y,
    chap-nhan, ghabul, qabul, jieshou, tongyi, shounin, sudrak, dongui, svikar, swikar, tamam, nai, sansho"""
_NO = """not-me, notme, not-you, notyou, wasnt, deny, report, cancel, declin, reject, revoke, refus, stop, undo,
    abort, disavow, secure"""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """A pattern for each topic, and one that finds a word of any."""

    any: re.Pattern[str]
    each: dict[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    """Make the patterns of all topics."""
    words = {topic: folding.trie(folding.phrases(table)) for topic, table in _TOPICS.items()}
    every = folding.phrases(",".join([_YES, _NO, *_TOPICS.values()]))
    each = {
        "yes": re.compile(f"(?<![a-z])(?:{folding.trie(folding.phrases(_YES))})(?![a-z])"),
        "no": re.compile(f"(?<![a-z])(?:{folding.trie(folding.phrases(_NO))})"),
        **{topic: re.compile(pattern) for topic, pattern in words.items()},
    }
    return _Patterns(re.compile(folding.trie(every)), each)


def topics_of(path: str, query: str) -> tuple[str, ...]:
    """Name what a folded path speaks of; ``none`` where that is nothing known, ``root`` where there is no path."""
    if not path.strip("/") and not query:
        return ("root",)
    text = f"{path}?{query}"[:_CHARACTERS]
    patterns = _patterns()
    # What a counter of clicks makes of an address has no words: one look tells.
    if patterns.any.search(text) is None:
        return ("none",)
    return tuple(topic for topic, pattern in patterns.each.items() if pattern.search(text)) or ("none",)


def prepare() -> None:
    """Make the patterns."""
    _patterns()
