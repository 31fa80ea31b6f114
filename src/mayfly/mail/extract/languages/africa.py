"""What senders say in languages of Africa: data only, a block a language. What each table is for stands in ``block``."""

from mayfly.mail.extract.languages.block import Words

# Swahili
SW = Words(
    strong="""nambari ya uthibitishaji, msimbo wa uthibitishaji, namba ya uthibitisho, msimbo wa usalama""",
)

# Amharic
AM = Words(
    strong="""የማረጋገጫ ኮድ""",
)
