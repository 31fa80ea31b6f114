"""What stands between a word and a code, and what that says of the two: patterns over folded text.

Rule: each is linear, or its repetitions are bounded; a sentence is looked at for 100 characters to either side.
"""

import re

from mayfly.mail.extract import folding

# What leads to a word that is meant literally: a colon, a quote, "is".
LED_TO = re.compile(
    r"(?:[:：=\"'“„«「【>]|\b(?:is|ist|es|est|e|é|er|lautet|heißt|heisst|son|sont|são|sono|zijn|är|wynosi|brzmi|zní|znie|glasi|adalah|ialah|là|to|jest|je|on|это|це)\b|是|は|为|為)\s*\Z",
    re.IGNORECASE,
)

# A point before a small letter ends nothing, nor does one behind an abbreviation.
SENTENCE = re.compile(r"[.]['\"”)]?\s+(?![a-z])|[!?]['\"”)]?\s|[。！？।؟]|\s[|•·]\s|;\s")
ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:no|nr|ref|tel|tél|dvs|st|mr|ms|dr|num|núm|str|kč|zł|kr|tk|ft|rs|руб|грн|лв|ул|тел|г|им|n|p|o)\Z",
    re.IGNORECASE,
)
# "Your code for this: 123456", "your code for paying 240,00 here is 123456": the colon or the verb leads.
LED = re.compile(
    r"[^.!?:;]{0,60}[:：=]\W{0,8}\Z|(?:[^!?:;.]|\.(?=\d)){0,130}(?<![^\W\d_])(?:is|lautet|est|es|e|é|è|er|ar|este|to|jest|je|"
    r"on|это|є|це|ειναι|είναι|adalah|ialah|la|هو|هي|است|הוא|היא)\W{1,4}\Z"
)
# What may stand between the word for a code and the code, and the other way round.
COPULA = re.compile(
    r"""[^\w]*(?:(?:is|are|was|ist|lautet|est|es|e|è|sao|sono|ar|er|on|to|jest|je|je:|este|este:|eshte|ir|yra|ez|az|a|
    это|є|це|е|είναι|ειναι|adalah|ialah|la|la:|dir|هو|هي|است|הוא|היא|है|হল|হলো|คือ|は|が|을|를|은|는|이|가|为|為|是|
    below|here|ay|now|following|number|no|nr)[^\w]*){0,2}\Z""",
    re.VERBOSE,
)
# "The code to continue is": what it is for stands between.
COPULA_LONG = re.compile(
    r"\W{1,6}(?:to|for|zum|zur|fur|pour|para|per|voor|til|do|pro|для|за)\b[^.!?:]{1,50}?"
    r"(?:\b(?:is|are|ist|lautet|est|es|e|é|è|ar|er|on|jest|je|este)\b|:)\W{0,8}\Z"
)
NEW = re.compile(
    r"\b(?:new|neue|nouve|nuev|nov[oaiy]|nuov|nieuw|nya?\b|uusi|uj\b|нов|yeni|baru|moi\b)|新|새|ใหม่|جديد|חדש|नया"
)
# A new one, and here it is.
NEW_FOLLOWS = re.compile(rf"(?:{NEW.pattern})[^.!?。]{{0,40}}?\d{{3}}")
SHARED = re.compile(r"(?<!not )(?<!never )(?<!n't )(?<!n’t )\bshare your (?:\w+ )?code\b")
OF_THE_NEXT = re.compile(
    r"replac(?!ed)|instead|ignore|disregard|do not use|previous|old|earlier|former|last|alte|vorher|fruher|ancien|"
    r"anterior|vecchi|precedent|oude|vorige|tidigare|stary|poprzedn|predchoz|korabbi|regi|стар|предыдущ|попередн|"
    r"προηγουμεν|onceki|eski|السابق|הקודם|قبلی|पिछल|पुरान|আগের|เดิม|ก่อนหน้า|cu|truoc|sebelumnya|lama|以前|前回|古い|이전|之前|旧|舊"
)
# "It is void after 10 minutes": it is not yet.
LATER = re.compile(
    r"(?:\b(?:after|within|in|nach|apres|dans|despues de|tras|depois de|apos|dopo|na|over|efter|om|etter|jalkeen|"
    r"kuluttua|po|za|utan|mulva|dupa|peste|после|через|за|після|след|μετα|σε|sau|setelah|dalam)\s(?:\w+\s)?"
    r"|بعد\s|خلال\s|אחרי\s|תוך\s|پس از\s|หลัง\w*\s?|ใน\s?)\d{1,3}\b(?![:.]\d)"
    r"|\d{1,3}\s?(?:minuuti\w*|dakika|perc|분|분간|分|分钟|分鐘|मिनट|মিনিট)\s?"
    r"(?:kuluttua|jalkeen|sonra|icinde|mulva|utan|후|이후|뒤|後|后|以内|내|बाद|में|পর|के बाद)"
)
BY_THIS = re.compile(r"\s{0,3}(?:by|with|durch|par|por|da|dal|door|med|av|af|przez|на|з|с)\s")
# What somebody is said to have done is told, not asked.
SOMEBODY = re.compile(
    r"\W{0,3}(?:some(?:one|body) (?:tried|attempted|used|entered|signed|just)|"
    r"jemand hat (?:versucht|sich|mit)|jemand versuchte|"
    r"quelqu'un a (?:tente|essaye|utilise|saisi)|alguien (?:intento|ha intentado|uso|ha usado|introdujo)|"
    r"alguem (?:tentou|usou|digitou)|qualcuno ha (?:provato|tentato|usato|inserito)|iemand heeft (?:geprobeerd|met)|"
    r"iemand probeerde|nagon (?:forsokte|har)|nogen (?:forsogte|har)|noen (?:forsokte|har)|"
    r"joku yritti|ktos (?:probowal|uzyl)|"
    r"nekdo se (?:pokusil|prihlasil)|niekto sa (?:pokusil|prihlasil)|valaki (?:megprobalt|belepett)|"
    r"cineva a (?:incercat|folosit)|"
    r"кто-то (?:пытал|попытал|использ|ввел)|хтось (?:намагав|використ|ввів)|някои (?:се опита|използва)|"
    r"καποιος (?:προσπαθησε|χρησιμοποιησε)|"
    r"biri .{0,20}(?:denedi|calisti|kullandi)|有人(?:试图|嘗試|尝试|使用)|誰かか|누군가)"
)
ADDRESSED = re.compile(r"\s?[,،、，!]\s?\Z")
# "... or use the app": what follows is done instead.
OTHERWISE = re.compile(
    r"\s?,?\s?(?:or|oder|ou|o|of|eller|lub|albo|nebo|alebo|или|або|sau|vagy|tai|veya|atau|hoac|или|ili|ali)\s"
)
MEETING_PLACE = re.compile(r"//meet\.|[/.]zoom\.|[/.]teams\.|webex\.|/(?:webinar|meeting|meetup)s?[/-]", re.IGNORECASE)
# Where a mail says that the code stands in its subject.
_SUBJECT_IN_LATIN = """subject, title, betreff, objet., titre, asunto, assunto, oggetto, onderwerp, rubrik, predmet,
    amne, emne, aihe, otsiko, temat, targy, subiect, konu, tieu de, chu de, judul, subjek"""
_SUBJECT_ELSEWHERE = """заглав, предмет, тема, теме, теми, тему, темы, темо, заголов, θεμα,
    الموضوع, العنوان, נושא, כותרת, موضوع, عنوان,
    विषय, शीर्षक, বিষয়, শিরোনাম, หัวข้อ, หัวเรื่อง, 件名, 標題, 标题, 主旨, 主题, 題名, 제목"""
IN_SUBJECT = re.compile(
    rf"\b{folding.trie(folding.phrases(_SUBJECT_IN_LATIN))}|{folding.trie(folding.phrases(_SUBJECT_ELSEWHERE))}"
)
# What numbers and characters are called, where nothing tells more.
FIGURES = re.compile(
    r"\bnumer|\bnombre|\bnumber|\bzahl|\bziffer|\bchiffre|\bcifr|\bdigit|\bfigur|\bsiffr|\btal\b|\bnumr|\bnummer|\bcijfer|\bgetal|"
    r"\bluku|\bsayi|\brakam|\bszam|\bangka|\bnomor|\bso\b|\bchislo|\bчисл|\bцифр|αριθμ|ψηφι|الرقم|أرقام|מספר|ספרות|עדד|عدد|رقم|अंक|"
    r"संख्या|সংখ্যা|ตัวเลข|数字|數字|番号|숫자|번호"
)
# Nine digits or more, in groups: what a conference or a payment is called by.
LONG_ID = re.compile(r"(?<!\d)\d(?:[ -]?\d){8,}")
ANY_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?: \d{3})*(?![\w])")
# What a tracker calls a thing that is talked about: "[WEB-4821] ..."
ISSUE = re.compile(r"(?<![\w-])(?:[A-Z][A-Z0-9]{1,9}-\d{1,7}|\#\d{3,8})(?![\w-])")
# What an answer's subject begins with.
ANSWER = re.compile(r"\s*(?:re|aw|sv|vs|fwd?|wg|tr|rv|odp|ynt|回复|答复|转发|回覆|答覆|轉寄)(?:\[\d+\])?\s*[:：]")
# "(for example 900101)": what it looks like, not what it is.
EXAMPLE = re.compile(
    r"(?:(?<![^\W\d_])(?:e\.?\s?g|for example|for instance|such as|z\.?\s?b|zum beispiel|etwa|par exemple|p\.?\s?ex|"
    r"p\.?\s?ej|por ejemplo|por exemplo|ad esempio|per esempio|es|bijv|bijvoorbeeld|till exempel|t\.?\s?ex|"
    r"for eksempel|f\.?\s?eks|np|na przyklad|napr|pl|peldaul|de exemplu|напр|например|наприклад|π\.?\s?χ|orn|"
    r"ornegin|vd|contoh|misalnya|misal)"
    r"|例えば|例如|例|比如|예를 들어|예|مثلا|مثال|למשל|مثلاً|जैसे|उदाहरण|যেমন|เช่น)[^\w]{0,4}\Z"
)
# "No. 4711", "ansøgernr. 4711", "ID 4711": what is counted through is no secret.
NUMBERED = re.compile(r"(?:nr|n[°ºo]|num|numer|№|(?<![^\W\d_])(?:no|id|ref|tel|fax|ph|č|sz|br|бр))\W{0,3}\Z")
QUOTED = re.compile(r"[“„«「『\"]\s?\Z")
NEXT_NUMBER = re.compile(r"\d{4,}|\d{2,4}[ -]\d{2,4}")
LEADS_BACK = re.compile(
    r"""[^\w]*(?:(?:is|as|ist|c'est|c’est|est|es|e|è|ar|er|on|to|jest|je|este|это|є|це|е|είναι|the|your|a|my|use|votre|ton|mon|tu|su|seu|il|tuo|
    ihr|dein|der|uw|je|jouw|din|ditt|twoj|vas|vase|ваш|твой|κωδικος|olan|adalah|ialah|la|は|が|을|를|은|는|이|가|入|입니다|
    为|為|是|您|的|你)[^\w]*){0,4}\Z
    |\W*(?:is|as|ist|est|es|e|è|é)\W+(?:your|the|my|a|an|dein|ihr|votre|ton|tu|su|seu|il|uw|je|jouw)\W+(?:[\w&.'-]+\W+){0,3}\Z""",
    re.VERBOSE,
)
# "Show it to nobody": the other way of showing.
NOBODY = re.compile(
    r"\b(?:anyone|anybody|nobody|no one|never|not|don't|don’t|niemand|keine|nie\b|personne|quiconque|"
    r"jamais|nadie|nunca|ninguem|nessuno|mai\b|ingen|aldri|aldrig|"
    r"kenell|nikom|nikdo|nikdy|nigdy|senki|soha|nimeni|niciodat|никому|никогда|нікому|ніколи|никого|nikome|никоме|κανεν|"
    r"ποτε|kimse|asla|khong|jangan|siapa)"
    r"|لأحد|أحد|אף אחד|לאיש|هیچ|किसी|কাউকে|ใคร|誰|누구|아무|任何人|他人|别人|別人|勿"
)
# "a 6-digit code", "6-stelliger", "código de 6 dígitos", "6 haneli", "6桁", "6 자리", "6位"
DIGITS_TOLD = re.compile(
    r"(?<!\d)([4-9])(?:[ -]?(?:digit|stellig|ziffrig|chiffres|digitos|digits|cifre|cijferig|cijfers|siffrig|siffror|"
    r"sifret|sifrede|cifret|cifrede|numeroinen|"
    r"cyfrow|mistn|ciferny|jegyu|szamjegyu|значн|цифр|ψηφι|haneli|basamakli|अंक|সংখ্যা|หลัก|chu so|angka)"
    r"|\s?(?:桁|자리|位))"
)
# Words of somebody between quotes, with more than the number in them.
QUOTE_OPENS = re.compile(r"(?:[“„«「『]|(?:\A|(?<=[\s:(]))\"(?=\w))[^“”„«»「」『』\"]{3,}\Z")
QUOTE_CLOSES = re.compile(r"[^“”„«»「」『』\"]{0,60}[”“»」』\"]")
LIKE_A_VALUE = re.compile(r"(?=[a-z-]{0,40}\d)[a-z0-9][a-z0-9-]{3,}")
YEAR = re.compile(r"(?:19|20)\d\d\Z")
ALONE = re.compile(r"[\s:：=>→«»“”\"'„‚‘’`()\[\]【】「」*_#.,!|\-–—]*\Z")
HEX_WORDS = re.compile(r"(?:mp|h|a|b|r|s|x|i|m|g|k)\d+[a-z]?\Z", re.IGNORECASE)
