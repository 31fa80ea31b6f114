"""The shapes of codes, and of what stands around them: each a pattern that runs in linear time over a bounded text."""

import re

MONEY = r"[$€£¥₹₽₩₺₫฿₴₪₦₱]"
ENDS = r"\bend(?:ing|s)?\ (?:in|with)?\ ?|\bende[tn]d?\ auf|\btermin\w+\ (?:par|en|em|in)|末尾|尾号为?|尾號|끝자리"
MONEY_WORDS = "usd|eur|gbp|chf|jpy|cny|inr|rub|brl|sek|nok|dkk|pln|czk|huf|ron|kr|zł|kč|ft|lei|руб|грн|лв"
# What looks like a code and is none, whatever stands around it.
MASKS = re.compile(
    rf"""
    https?://\S+ | www\.\S+
    | (?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+
    | (?<![a-z0-9.-])(?=[0-9-]*[a-z])(?:[a-z0-9-]++\.)+[a-z]{{2,}}(?:/\S*)?
    | \b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b | \b(?:[0-9a-f]{{1,4}}:){{3,}}[0-9a-f:]*
    | \b\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}\b
    | \b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b | \b\d{{1,2}}-\d{{1,2}}-\d{{4}}\b
    | \b\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\s?(?:[ap]\.?m\b|uhr\b|h\b) | \b\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d+)?\b
    | (?:{MONEY}|\b(?:usd|eur|gbp|chf|rs|inr|us\$|r\$|rp|kr|rm|aed|sar)\.?)\s?\d[\d.,'\ ]{{0,15}}
    | \d[\d.,'\ ]{{0,15}}\s?(?:{MONEY}|(?:{MONEY_WORDS})\b)
    | \b\d{{1,3}}(?:[,.']\d{{3}})+(?:[.,]\d+)?(?![\d]) | \b\d+[.,]\d+(?!\d)
    | \+\s?\d[\d\s().-]{{6,30}}\d | \(\d{{2,5}}\)\s?\d[\d\s.-]{{4,30}} | \b1?-?8(?:00|88|77|66|55|44|33)-\d{{3}}-\d{{4}}
    | \b\d{{3}}[-.\s]\d{{3}}[-.\s]\d{{4}}\b | \b0\d{{2,4}}[-/\s]\d{{3,4}}[-\s]\d{{3,4}}\b
    | \b0\d{{2,4}}[-/\s]\d{{6,8}}\b
    | \b\d(?:[\ -]?\d){{10,}}\b
    | [*•·●]{{2,}}[\ -]?\d{{2,5}}\b(?!\*) | \b[xX]{{2,}}[\ -]?\d+
    | \#[0-9a-f]*[a-f][0-9a-f]*\b
    | \b[0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f-]{{14,}}
    | \b\d+/\d+\b
    | (?:{ENDS})\s*:?\s*\d{{2,5}}
    | \bv\d[\w.]* | \bAS\d{{3,6}}\b | \bSHA-?\d+:\S*
    | (?:\b[0-9A-F]{{4}}\s+){{4,}}[0-9A-F]{{4}}\b | (?:\b[0-9a-f]{{2}}\ ){{6,}}.*
    | "\w+"\s*:\s*(?:"[^"\n]*"|[\w.-]+) | \w\((?:[^()"\n]*)"[^"\n]*" | [!=]=\s*"?[\w-]+ | \#define\b.*
    | \b[45]\d\d[\ -][45]\.\d+\.\d+\b.*
    """,
    re.VERBOSE | re.IGNORECASE,
)
LEFT = r"(?<![A-Za-z0-9_\u00c0-\u024f\u0370-\u052f])(?<![A-Za-z0-9][-_/.=&@])(?<![#/=&@_~^\x00])"
RIGHT = r"(?![A-Za-z0-9_\x00])(?![-_/=&@][A-Za-z0-9])(?![.,:]\d)(?!\s?%)"
HASH_LEFT = LEFT.replace("[#/=&@_~^", "[/=&@_~^")
UNEVEN = r"(?=[\d -]{6,9}(?![\d]))\d{2,5}[ -]\d{2,5}"
COUNTED = (
    r"(?!\s*(?:min|uhr|h\b|hrs|hour|sek|sec|std|stund|days|tage|am\b|pm\b|%|€|\$|分|분|時|时|시|日|月|年|元|円|원))"
)
GROUPED = r"\d{3}(?:[ -]|\ -\ )\d{3}(?:[ -]\d{3})?|\d{4}[ -]\d{4}|\d{2}(?:[ -]\d{2}){2,3}|\d{4}-\d{3}|\d{3}-\d{4}"
SHAPES = re.compile(
    rf"""
    (?P<spaced>{LEFT}\d(?:(?:\ ?[-·.]\ ?|\ {{1,3}})\d){{3,7}}{RIGHT}(?!\ \d))
    | (?P<grouped>{LEFT}(?<!\d\ )(?:{GROUPED}){RIGHT}(?!\ \d\d))
    | (?P<uneven>{LEFT}(?<!\d\ )(?:{UNEVEN}){RIGHT}(?!\ \d){COUNTED})
    | (?P<boxed>{LEFT}(?=(?:[A-Z]\ )*\d)(?=(?:\d\ )*[A-Z])[A-Z0-9](?:\ [A-Z0-9]){{3,7}}{RIGHT}(?!\ [A-Z0-9]))
    | (?P<digits>{HASH_LEFT}\#?\d{{4,10}}{RIGHT})
    | (?P<prefixed>{LEFT}[A-Z]{{1,5}}-\d{{3,8}}{RIGHT})
    | (?P<groups>{LEFT}(?=[A-Z0-9-]{{7,40}})[A-Z0-9]{{2,6}}(?:-[A-Z0-9]{{2,6}}){{1,5}}{RIGHT})
    | (?P<upper>{LEFT}(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{{4,12}}{RIGHT})
    | (?P<letters>{LEFT}[A-Z]{{4,10}}{RIGHT})
    | (?P<mixed>{LEFT}(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{{5,12}}{RIGHT})
    | (?P<low>{LEFT}(?=[a-z-]*\d)(?=[0-9-]*[a-z])[a-z0-9]{{3,6}}(?:-[a-z0-9]{{3,6}}){{1,3}}{RIGHT})
    | (?P<words>{LEFT}[a-z]{{2,12}}(?:-[a-z0-9]{{2,12}}){{1,5}}{RIGHT})
    """,
    re.VERBOSE,
)
WORDS_ALONE = re.compile(
    r"[a-z]{2,12}(?:-[a-z]{2,12}){1,5}(?:-\d{1,3})?\Z|[A-Z]?[a-z]{2,11}(?:-[A-Z]?[a-z]{2,11}){2,5}\Z|"
    r"[a-z]{3,12}(?: [a-z]{3,12}){2,5}\Z"
)
MASKABLE = re.compile(r"[\d@/.]")
# Four capitals, or words that are joined: what a code without a digit has.
LIKE_A_CODE = re.compile(r"[A-Z]{4}|[a-z]-[a-z]")
DIGIT = re.compile(r"\d")
LETTERS_TOLD = re.compile(
    r"\b(?:letters|characters|buchstaben|zeichen|lettres|letras|lettere|letters|буквы|буквами) \Z"
)
# What leads to a word that is meant literally: a colon, a quote, "is".
LED_TO = re.compile(
    r"(?:[:：=\"'“„«「【>]|\b(?:is|ist|es|est|e|é|är|er|to|jest|je|on|это|це)\b|是|は|为|為)\s*\Z", re.IGNORECASE
)
# A point before a small letter ends nothing, nor does one behind an abbreviation.
SENTENCE = re.compile(r"[.]['\"”)]?\s+(?![a-z])|[!?]['\"”)]?\s|[。！？।؟]|\s[|•·]\s|;\s")
ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:no|nr|ref|tel|tél|dvs|st|mr|ms|dr|num|núm|str|ул|тел|г|им|n|p|o)\Z", re.IGNORECASE
)
# "Your code for this: 123456", "your code for paying 240,00 here is 123456": the colon or the verb leads.
LED = re.compile(
    r"[^.!?:;]{0,60}[:：=]\W*\Z|(?:[^!?:;.]|[.,](?=\d)){0,90}(?<![^\W\d_])(?:is|lautet|est|es|e|é|è|er|ar|este|to|jest|je|"
    r"on|это|є|це|ειναι|είναι|adalah|ialah|la|هو|هي|است|הוא|היא)\W{1,4}\Z"
)
# "With 123456 you confirm": the number is what it is done with.
WITH = re.compile(
    r"(?:\b(?:with|using|mit|con|avec|com|met|med|cu|z|ze|s|so|με|с|со|з|із|ile|dengan|bang|voi|kode|kod|code)|用|使用|ด้วย)\W{0,4}\Z"
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
    r"\W+(?:to|for|zum|zur|fur|pour|para|per|voor|til|do|pro|для|за)\b[^.!?:]{1,50}?"
    r"(?:\b(?:is|are|ist|lautet|est|es|e|é|è|ar|er|on|jest|je|este)\b|:)\W*\Z"
)
NEW = re.compile(
    r"\b(?:new|neue|nouve|nuev|nov[oaiy]|nuov|nieuw|nya?\b|uusi|uj\b|нов|yeni|baru|moi\b)|新|새|ใหม่|جديد|חדש|नया"
)
YOURS = re.compile(
    r"\b(?:your|dein|deine|ihr|ihre|votre|ton|tu|su|seu|tuo|je|jouw|uw|din|ditt|dit|sinun|twoj|vas|az on|codul|kodunuz|"
    r"ваш|твой|твій|anda|cua ban)\b|您的|你的|あなた|お客様|귀하|회원님|الخاص بك|שלך|आपका|ของคุณ"
)
SHARED = re.compile(r"(?<!not )(?<!never )(?<!n't )(?<!n’t )\bshare your (?:\w+ )?code\b")
OF_THE_NEXT = re.compile(
    r"replac|instead|ignore|disregard|do not use|previous|old|earlier|former|last|alte|vorher|fruher|ancien|precedent|"
    r"anterior|vecchi|precedent|oude|vorige|tidigare|stary|poprzedn|stary|predchoz|korabbi|regi|стар|предыдущ|попередн|"
    r"προηγουμεν|onceki|eski|السابق|הקודם|قبلی|पिछल|पुरान|আগের|เดิม|ก่อนหน้า|cu|truoc|sebelumnya|lama|以前|前回|古い|이전|之前|旧|舊"
)
# "It is void after 10 minutes": it is not yet.
LATER = re.compile(
    r"(?:\b(?:after|within|in|nach|apres|dans|despues de|tras|depois de|apos|dopo|na|over|efter|om|etter|jalkeen|"
    r"kuluttua|po|za|utan|mulva|dupa|peste|после|через|за|після|след|μετα|σε|sau|setelah|dalam)\s(?:\w+\s)?"
    r"|بعد\s|خلال\s|אחרי\s|תוך\s|پس از\s|หลัง\w*\s?|ใน\s?)\d{1,3}\b"
    r"|\d{1,3}\s?(?:minuuti\w*|dakika|perc|분|분간|分|分钟|分鐘|मिनट|মিনিট)\s?"
    r"(?:kuluttua|jalkeen|sonra|icinde|mulva|utan|후|이후|뒤|後|后|以内|내|बाद|में|পর|के बाद)"
)
NEW_IS = re.compile(
    r"(?:\b(?:new|neuer?|nouveau|nuevo|novo|nuovo|nieuwe|ny|nya|nye|uusi|nowy|novy|uj|nou|нов\w*|νεος|yeni|moi|baru)|新|새|ใหม่|"
    r"الجديد|החדש|جدید|नया|নতুন)(?:\s\w+)?[\s:：=]*(?:\b(?:is|ist|est|es|e|é|er|ar|to|on|je|este)\b|是|は)?[\s:：]*\Z"
)
# Where a mail says that the code stands in its subject.
IN_SUBJECT = re.compile(
    r"\bsubject|\btitle\b|betreff|\bobjet\b|\btitre|\basunto|\bassunto|\boggetto|onderwerp|\bamne|\bemne|aihe|otsiko|\btemat|predmet|"
    r"targy|subiect|\bтем[аеиоуы]|заголов|θεμα|\bkonu|الموضوع|العنوان|נושא|כותרת|موضوع|عنوان|विषय|शीर्षक|বিষয়|শিরোনাম|หัวข้อ|หัวเรื่อง|"
    r"tieu de|chu de|judul|subjek|件名|標題|标题|主旨|主题|題名|제목"
)
# What a booking has as well as a sign-up.
CONFIRMATION = re.compile(
    r"confirmation|confirmac|conferma|bestatigungs|bevestig|bekraft|bekraef|bekreft|vahvist|potwierdz|potvrz|potvrd|visszaigazol|confirmare|"
    r"подтвержд|підтвердж|επιβεβαι|onay|تأكيد|تاكيد|אישור|تایید|पुष्टि|নিশ্চিত|ยืนยัน|xac nhan|konfirmasi|確認|확인|确认"
)
NEXT_NUMBER = re.compile(r"\d{4,}|\d{2,4}[ -]\d{2,4}")
LEADS_BACK = re.compile(
    r"""[^\w]*(?:(?:is|as|ist|c'est|c’est|est|es|e|è|ar|er|on|to|jest|je|este|это|є|це|е|είναι|the|your|a|my|use|votre|ton|mon|tu|su|seu|il|tuo|
    ihr|dein|der|uw|je|jouw|din|ditt|twoj|vas|vase|ваш|твой|κωδικος|olan|adalah|ialah|la|は|が|을|를|은|는|이|가|入|입니다|
    为|為|是|您|的|你)[^\w]*){0,4}\Z
    |\W*(?:is|as|ist|est|es|e|è|é)\W+(?:your|the|my|a|an|dein|ihr|votre|ton|tu|su|seu|il|uw|je|jouw)\W+(?:[\w&.'-]+\W+){0,3}\Z""",
    re.VERBOSE,
)
YEAR = re.compile(r"(?:19|20)\d\d\Z")
VOUCHER = re.compile(r"\b[A-Z]{2,}\d+\b|\b[A-Z]{5,12}\b")
LAST_NUMBER = re.compile(r"\d{4,}(?=[^\d]*\Z)")
ANYTHING = re.compile("")
ALONE = re.compile(r"[\s:：=>→«»“”\"'„‚‘’`()\[\]【】「」*_#.,!|\-–—]*\Z")
HEX_WORDS = re.compile(r"(?:mp|h|a|b|r|s|x|i|m|g|k)\d+[a-z]?\Z", re.IGNORECASE)
