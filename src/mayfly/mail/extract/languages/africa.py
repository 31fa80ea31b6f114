"""What senders say in languages of Africa: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Swahili
SW = Words(
    strong="""nambari ya uthibitishaji, msimbo wa uthibitishaji, namba ya uthibitisho, msimbo wa usalama,
        nambari yako, nambari ya uthibitisho, msimbo wa uthibitisho, msimbo wako, nenosiri la muda,
        nenosiri la mara moja, weka nambari""",
    weak="""msimbo, nambari, nenosiri""",
    context="""thibitish, ingia, sajili, dakika, usishiriki, akaunti""",
    typing="""weka., ingiza, andika, tumia""",
    asks="""thibitisha, washa., weka upya, nenosiri jipya, kubali, ingia""",
)

# Amharic
AM = Words(
    strong="""የማረጋገጫ ኮድ""",
)
