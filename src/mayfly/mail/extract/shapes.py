"""What a code looks like, and what looks like one and is none whatever stands around it: patterns only.

Rule: each is linear, or its repetitions are bounded; a block has 2,000 characters at most.
"""

import re

MONEY = r"[$€£¥₹₽₩₺₫฿₴₪₦₱]"
ENDS = (
    r"end(?:ing|s)?\ (?:in|with)?\ ?|ende[tnr]d?\ (?:auf|p[aå])|termin\w+\ (?:par|en|em|in|cu|com)"
    r"|slut(?:ar|ter)\ p[åa]|kończ\w+\ si[ęe]|končí\w*\ (?:na|číslem)|végződ\w+|(?:о?кан|закін)ч\w+\ на"
    r"|berakhir\w*(?:\ dengan)?|đuôi"
)
MONEY_WORDS = "usd|eur|gbp|chf|jpy|cny|inr|rub|brl|sek|nok|dkk|pln|czk|huf|ron|kr|zł|kč|ft|lei|руб|грн|лв"
# No letter or digit of an address beside it; one of another script, which \b takes for the same word, may be.
BARE, ENDED = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
# What looks like a code and is none, whatever stands around it.
# Grouped by how they begin, so that a place where none could begin costs one look.
MASKS = re.compile(
    rf"""
    (?<![a-z0-9_.+-])(?=[a-z_+.]) (?:
        (?=[\w.+-]++(?:[@:]|\s?=)|[a-z0-9-]++\.[a-z0-9]) (?:
            https?://\S+ | www\.\S+
            | [\w.+-]++@[\w-]++(?:\.[\w-]++)+
            | (?:[a-z0-9-]++\.)+[a-z]{{2,}}(?:/\S*)?
            | SHA-?\d+:\S*
            | \w+\s?=\s?"[^"\n]*"
        )
        | (?=[a-z]{{1,8}}[.$]?[\s-]?\d) (?:
            (?:usd|eur|gbp|chf|rs|inr|us\$|r\$|rp|kr|rm|aed|sar)\.?\s?\d[\d.,'\ ]{{0,15}}
            | x{{2,}}[\ -]?\d+
            | v\d[\w.]* | AS\d{{3,6}}\b | (?:CVE|RFC|ISO|DIN|EN|MS|KB)-?\ ?\d[\d-]*\b
        )
        | (?:{ENDS})\s*:?\s*\d{{2,5}}
    )
    | (?<![a-z0-9_])(?=[a-f0-9]) (?:
        (?:[0-9a-f]{{1,4}}:){{3,}}[0-9a-f:]*
        | [0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f-]{{14,}}
        | (?:[0-9A-F]{{4}}\s+){{4,}}[0-9A-F]{{4}}\b | (?:[0-9a-f]{{2}}\ ){{6,}}.*
    )
    | (?=\d) (?:
        (?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+
        | (?<!\w)0x[0-9a-f]++
        | (?<![a-z0-9.-])(?=[0-9-]*[a-z])(?:[a-z0-9-]++\.)+[a-z]{{2,}}(?:/\S*)?
        | {BARE}\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b
        | {BARE}\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}{ENDED}
        | {BARE}\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}{ENDED} | {BARE}\d{{1,2}}-\d{{1,2}}-\d{{4}}{ENDED}
        | {BARE}\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\s?(?:[ap]\.?m\b|uhr\b|h\b)
        | {BARE}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d+)?\b
        | \d[\d.,'\ ]{{0,15}}\s?(?:{MONEY}|(?:{MONEY_WORDS})\b)
        | {BARE}\d{{1,3}}(?:[,.']\d{{3}})+(?:[.,]\d+)?(?![\d]) | {BARE}\d+[.,]\d+(?!\d|\s?分)
        | {BARE}1?-?8(?:00|88|77|66|55|44|33)-\d{{3}}-\d{{4}}
        | {BARE}\d{{3}}[-.\s]\d{{3}}[-.\s]\d{{4}}\b | {BARE}0\d{{2,4}}[-/\s]\d{{3,4}}[-\s]\d{{3,4}}\b
        | {BARE}0\d{{2,4}}[-/\s]\d{{6,8}}\b
        | (?<!\d)0?[89]0\d[\ -]\d{{3}}[\ -]\d{{3}}(?!\d)
        | {BARE}\d(?:[\ -]?\d){{10,}}\b
        | {BARE}\d+/\d+\b
        | \b[45]\d\d[\ -][45]\.\d+\.\d+\b.*
    )
    | (?=[^\w\s]) (?:
        {MONEY}\s?\d[\d.,'\ ]{{0,15}}
        | \+\s?\d[\d\s().-]{{6,30}}\d | \(\d{{2,5}}\)\s?\d[\d\s.-]{{4,30}}
        | (?<![*•·●])[*•·●]{{2,}}+[\ -]?\d{{2,5}}\b(?!\*)
        | \[[^\]\n]{{0,40}}\#\w+\] | \#[0-9a-f]*[a-f][0-9a-f]*\b | \#define\b.*
        | "\w+"\s*:\s*(?:"[^"\n]*"|[\w.-]+) | (?<=\w)\([^()"\n]*"[^"\n]*" | [!=]=\s*"?[\w-]+
    )
    | (?:末尾|尾号为?|尾號|끝자리)\s*:?\s*\d{{2,5}}
    """,
    re.VERBOSE | re.IGNORECASE,
)
LEFT = r"(?<![A-Za-z0-9_\u00c0-\u024f\u0370-\u052f])(?<![A-Za-z0-9][-_/.=&@])(?<![#/=&@_~^\x00])"
RIGHT = r"(?![A-Za-z0-9_\x00])(?![-_/=&@][A-Za-z0-9])(?![.:]\d)(?!,\d(?!\d?\s?分))(?!\s?%)"
HASH_LEFT = LEFT.replace("[#/=&@_~^", "[/=&@_~^")
UNEVEN = r"(?=[\d -]{5,12}(?!\d))\d{2,5}[ -]\d{2,5}(?:[ -]\d{2,4})?"
COUNTED = (
    r"(?!\s*(?:min|uhr|h\b|hrs|hour|sek|sec|std|stund|days|tage|am\b|pm\b|%|€|\$|分|분|時|时|시|日|月|年|元|円|원))"
)
GROUPED = r"\d{3}(?:[ -]|\ -\ )\d{3}(?:[ -]\d{3})?|\d{4}[ -]\d{4}|\d{2}(?:[ -]\d{2}){2,3}|\d{4}-\d{3}|\d{3}-\d{4}"
# Each begins behind what is no letter, digit or line: asked once, not once for each shape.
_BEGINS = r"(?<![A-Za-z0-9_\u00c0-\u024f\u0370-\u052f])(?=[A-Za-z\d\#])"
SHAPES = re.compile(
    rf"""
    {_BEGINS} (?:
    (?=\d){LEFT} (?:
        (?P<spaced>\d(?:(?:\ ?[-·.]\ ?|\ {{1,3}})\d){{3,7}}{RIGHT}(?!\ \d))
        | (?P<grouped>(?<!\d\ )(?:{GROUPED}){RIGHT}(?!\ \d\d))
        | (?P<uneven>(?<!\d\ )(?:{UNEVEN}){RIGHT}(?!\ \d){COUNTED})
    )
    | (?=[A-Z\d]){LEFT}(?P<boxed>(?=(?:[A-Z]\ ){{0,7}}\d)(?=(?:\d\ ){{0,7}}[A-Z])[A-Z0-9](?:\ [A-Z0-9]){{3,7}}{RIGHT}
        (?!\ [A-Z0-9]))
    | (?=[\#\d]){HASH_LEFT}(?P<digits>\#?\d{{4,10}}{RIGHT})
    | (?=[A-Z\d]){LEFT} (?:
        (?P<prefixed>[A-Z]{{1,5}}-\d{{3,8}}{RIGHT}(?!\ \d\d))
        | (?P<groups>(?=[A-Z0-9-]{{7,40}}|(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z0-9-]{{5,6}}{RIGHT})
            [A-Z0-9]{{2,6}}(?:-[A-Z0-9]{{1,8}}){{1,5}}{RIGHT})
        | (?P<upper>(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{{4,12}}{RIGHT})
        | (?P<letters>[A-Z]{{4,10}}{RIGHT})
    )
    | (?=[A-Za-z]{{0,12}}[\d-]){LEFT} (?:
        (?P<mixed>(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{{5,12}}{RIGHT}
            | (?=[A-Za-z0-9-]{{5,24}}{RIGHT})(?=[A-Za-z-]*\d)(?=[a-z0-9-]*[A-Z])(?=[A-Z0-9-]*[a-z])
            [A-Za-z0-9]{{2,8}}(?:-[A-Za-z0-9]{{2,8}}){{1,4}}{RIGHT})
        | (?P<low>(?=[a-z-]*\d)(?=[0-9-]*[a-z])[a-z0-9]{{2,6}}(?:-[a-z0-9]{{2,6}}){{1,3}}{RIGHT})
        | (?P<words>[a-z]{{2,12}}(?:-[a-z0-9]{{1,12}}){{1,5}}{RIGHT})
    )
    )
    """,
    re.VERBOSE,
)
NUMBERS = frozenset({"digits", "grouped", "spaced", "uneven"})
PRINTED = frozenset({"upper", "groups", "boxed"})
# Shapes that ordinary words have as well: only where nothing else could be meant.
DOUBTFUL = frozenset({"letters", "words", "mixed", "low"})
WORDS_ALONE = re.compile(
    r"[a-z]{2,12}(?:-[a-z]{2,12}){1,5}(?:-\d{1,3})?\Z|[A-Z]?[a-z]{2,11}(?:-[A-Z]?[a-z]{2,11}){2,5}\Z|"
    r"[a-z]{3,12}(?: [a-z]{3,12}){2,5}\Z"
)

# Letters and digits in groups that blanks part, as they are printed where they stand alone: two of them mixed at least.
_MIXED = r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{3,5}"
BLANKED_ALONE = re.compile(rf"{_MIXED} {_MIXED}(?: [A-Z0-9]{{1,5}}){{0,2}}\Z")

# A code of letters alone stands in a short line.
WITHOUT_DIGITS = 120
MASKABLE = re.compile(r"[\d@/.]")
# Four capitals, or words that are joined: what a code without a digit has.
LIKE_A_CODE = re.compile(r"[A-Z]{4}|[a-z]-[a-z]")
# Where digits are that could be a code's, or a part of one: not those of "15 minutes".
NEAR = re.compile(
    r"[0-9](?:[0-9][0-9]|[ ·.-]{1,3}[0-9]|-?[A-Za-z]| [A-Z]\b"
    r"|(?<=[A-Za-z][0-9])|(?<=[A-Za-z]-[0-9])|(?<=\b[A-Z]\ [0-9]))"
)

LETTERS_TOLD = re.compile(
    r"\b(?:letters|characters|buchstaben|zeichen|lettres|letras|lettere|letters|буквы|буквами) \Z"
)

# What is printed in every manual; a real one is as rare as any other.
EXAMPLES = frozenset("1234 12345 123456 1234567 12345678 123456789 654321 000000 0000 111111 1111 999999".split())
# A word and what it is worth: SUMMER20, BYTES60.
LIKE_A_VOUCHER = re.compile(r"(?=[A-Z]{0,9}[AEIOUY])[A-Z]{3,10}[1-9]\d{1,3}[A-Z]?\Z|[A-Z]{4,10}0\Z")
