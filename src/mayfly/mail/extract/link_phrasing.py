"""What stands on a link or before it in words that no table of ``lexicon`` has: patterns over folded text.

Rule: each is linear, and is asked of a label, a sentence or a subject.
"""

import re

# "[allotments] slugs": what a list, a tracker or a service puts before what somebody wrote.
TAG = re.compile(r"\W{0,2}(?:re|aw|sv|fwd?)?\W{0,3}\[[^\]]{2,40}\]")
# An option that is switched on, a reward that is claimed: words of confirmation, nothing confirmed.
OFFERED = re.compile(
    r"\b(?:free\b|offer|ofert|offre|angebot|offert|aanbod|tilbud|erbjudand|tarjou|nabidk|ajanlat|kampan|firsat"
    r"|reward|bonus|premi|free spins|casino|jackpot|treat\b|prize|cashback|giveaway|points\b|"
    r"punkte\b|puntos\b|punti\b|pontos\b|"
    r"avantage|vorteil|ventaj|vantagg|vantag|"
    r"belohn|recompens|option|deal|discount|rabat|gratis|coupon|gutschein|descuento|desconto|sconto)|\d\s?(?:%|"
    r"gb\b)|\dx\d"
    r"|акци|предложен|пропозиц|скидк|знижк|бонус|προσφορ|εκπτωσ|عرض|خصم|מבצע|הנחה|پیشنهاد|تخفیف|ऑफर|छूट|অফার|ছাড়|"
    r"ข้อเสนอ|ส่วนลด|"
    r"uu dai|giam gia|penawaran|diskon|特典|キャンペーン|割引|혜택|할인|쿠폰|优惠|優惠|折扣|奖励|獎勵|"
    r"积分|積分|ポイント|포인트|балл|бал[іи]в"
)
CONFERENCE = re.compile(
    r"\bjoin (?:the )?(?:meeting|call|webinar|zoom|conference)"
    r"|besprechung|\breunion|\breuniao|riunione"
    r"|vergadering|\bmote|\bmode\b|kokou|spotkan|schuzk|konferen|конферен|зустріч|συσκεψ|toplanti|الاجتماع|לפגישה|"
    r"לישיבה"
    r"|会議|ミーティング|회의|会议|會議"
)
# What is to be clicked behind that is for the other case.
OTHERWISE = re.compile(
    r"\b(?:if not|if no|otherwise|or else|sonst|falls nicht|wenn nicht|andernfalls|sinon|dans le cas contraire|"
    r"si no|de lo contrario|se nao|caso contrario|"
    r"senao|altrimenti|in caso contrario|se no|anders|zo niet|annars|om inte|ellers|hvis ikke|muuten|jos et|"
    r"jos se ei|inaczej|jesli nie|w przeciwnym|jinak|"
    r"pokud ne|inak|ak nie|egyebkent|ha nem|altfel|daca nu|в противном|если нет|если не|иначе|якщо ні|якщо не|"
    r"інакше|ако не|в противен|αν οχι|αλλιως|"
    r"διαφορετικα|yoksa|degilse|aksi halde|kalau bukan|jika bukan|jika tidak|neu khong)\b"
    r"|وإلا|إن لم|إذا لم|אחרת|אם לא|در غیر این|وگرنه|नहीं तो|अन्यथा|নইলে|অন্যথায়|มิฉะนั้น|ถ้าไม่ใช่|หากไม่ใช่|否则|"
    r"否則|如果不是|如非|でなければ|ない場合|아니라면|아니면"
)
# A price, and a part of one.
PRICE = re.compile(
    r"[$€£¥₹₽₩₺₫฿₴₪]|\d\s?(?:usd|eur|chf|inr|pln|czk|huf|sek|nok|dkk|kr|zl|kc|ft|lei|tl|руб|грн|円|元|원)\b|\d\s?e\b"
)
COSTS = re.compile(r"\d\s?%|%\s?\d|\b\d{1,3} (?:percent|prozent|procent|por ciento|por cento)\b")
