"""What senders say in languages of Africa: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Swahili
SW = Words(
    strong="""nambari ya uthibitishaji, msimbo wa uthibitishaji, namba ya uthibitisho, msimbo wa usalama""",
)

# Amharic
AM = Words(
    strong="""የማረጋገጫ ኮድ""",
)
