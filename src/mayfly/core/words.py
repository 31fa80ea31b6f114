"""The words readable addresses are made of: two lists of exactly 256, so that each word is eight bits.

Chosen for somebody who reads an address aloud or copies it by hand: short, of everyday English, plain ASCII.
No brand, person, people, creed, country, party, illness, weapon or body; nothing that two harmless words make
together. No two of a list differ by one letter only, and no two sound alike.
"""

# A table of words is read as a table: more than one in a row.
# fmt: off
ADJECTIVES: tuple[str, ...] = (
    "active", "agile", "airy", "alert", "amiable", "ample", "apt", "arctic", "artful", "astute", "avid", "awake",
    "azure", "balmy", "blithe", "blue", "bold", "brainy", "brave", "breezy", "brief", "bright", "brisk", "bubbly",
    "buoyant", "busy", "calm", "candid", "careful", "casual", "chatty", "chirpy", "classic", "clean", "clever",
    "cloudy", "coastal", "cobalt", "compact", "copper", "cosy", "crafty", "crisp", "cuddly", "curious", "curly",
    "dainty", "dapper", "dappled", "daring", "dashing", "decent", "deft", "dewy", "distant", "dotted", "dreamy",
    "drowsy", "dulcet", "dynamic", "eager", "early", "earthy", "elegant", "elfin", "eminent", "epic", "equal", "exact",
    "expert", "fabled", "famous", "fancy", "festive", "fleet", "floral", "fluent", "fluffy", "fond", "formal", "fresh",
    "frosty", "frugal", "funny", "fuzzy", "gallant", "genial", "gentle", "genuine", "giant", "giddy", "gifted", "glad",
    "glossy", "glowing", "golden", "grand", "grassy", "great", "green", "groovy", "handy", "happy", "hazy", "hearty",
    "helpful", "heroic", "honest", "hopeful", "humble", "hushed", "icy", "ideal", "inland", "jaunty", "jazzy", "jolly",
    "jovial", "joyful", "jumbo", "keen", "kind", "knowing", "lasting", "lavish", "leafy", "level", "light", "lilting",
    "limber", "lofty", "logical", "loyal", "lucid", "lucky", "lunar", "lyrical", "magic", "major", "marine", "mellow",
    "merry", "mighty", "mild", "mindful", "minty", "modern", "modest", "mossy", "musical", "mutual", "neat", "nifty",
    "nimble", "noble", "novel", "oaken", "orbital", "orderly", "outdoor", "pebbled", "playful", "poetic", "polar",
    "polite", "posh", "prompt", "proud", "quaint", "quick", "quiet", "quirky", "radiant", "rapid", "rare",
    "relaxed", "robust", "rolling", "roomy", "ruffled", "rural", "rustic", "salty", "savvy", "scenic", "seaside",
    "secure", "serene", "shaded", "sharp", "shiny", "silent", "silken", "simple", "sincere", "skilled", "sleek",
    "sleepy", "smart", "smiling", "snappy", "snowy", "snug", "solid", "spotted", "spruce", "spry", "square", "stable",
    "starry", "steady", "stellar", "still", "stoic", "sturdy", "subtle", "sugary", "sunlit", "swift", "tactful", "tall",
    "tame", "thrifty", "tidal", "tidy", "timely", "trim", "true", "trusty", "tufted", "unique", "upbeat", "urban",
    "useful", "valiant", "valid", "vast", "verdant", "vibrant", "vivid", "vocal", "warm", "wavy", "weekly", "wide",
    "winged", "winning", "wintry", "wistful", "witty", "wooden", "worthy", "woven", "zesty", "zigzag", "zippy",
)

NOUNS: tuple[str, ...] = (
    "abacus", "acorn", "almanac", "anchor", "antler", "arbor", "aspen", "atom", "badge", "banjo", "barley", "basin",
    "basket", "beacon", "bench", "berry", "bicycle", "blanket", "blossom", "bobbin", "bonfire", "bonsai", "boulder",
    "breeze", "brick", "bridge", "broom", "bubble", "bucket", "buckle", "bugle", "bundle", "button", "cabin", "cactus",
    "camel", "candle", "canoe", "canyon", "caramel", "cargo", "cashew", "catkin", "cedar", "cello", "chalk", "chapter",
    "cheetah", "chime", "chimney", "circle", "citrus", "cloud", "coast", "cocoa", "comet", "compass", "condor",
    "corner", "crane", "creek", "crocus", "curlew", "cypress", "dolphin", "dune", "dynamo", "easel", "echo", "eclipse",
    "egret", "elk", "emblem", "emu", "ermine", "fable", "feather", "fiddle", "fjord", "flannel", "flute", "foal",
    "foghorn", "gallery", "garden", "gazebo", "gazelle", "gecko", "geyser", "giraffe", "glacier", "globe", "goblet",
    "gopher", "grape", "gravel", "grove", "guitar", "hammock", "harp", "heron", "horizon", "igloo", "inkwell", "island",
    "journal", "kelp", "kettle", "kite", "koala", "ladder", "lagoon", "lake", "lamp", "lantern", "latch", "lattice",
    "lava", "leaf", "lemon", "lemur", "library", "lizard", "llama", "magnet", "mallet", "mantis", "maple", "marble",
    "marmot", "marsh", "meadow", "medal", "meteor", "minnow", "mirror", "mitten", "moose", "mosaic", "museum",
    "mustard", "napkin", "narwhal", "nebula", "nectar", "nest", "nutmeg", "oasis", "oatmeal", "ocean", "ocelot",
    "octopus", "orbit", "orchard", "oregano", "osprey", "ostrich", "otter", "owl", "paddle", "pancake", "panda",
    "paper", "parcel", "parrot", "parsley", "pasture", "pebble", "pelican", "pencil", "petal", "piano", "pigeon",
    "pillow", "planet", "plover", "pocket", "polka", "poplar", "prairie", "prism", "puffin", "puzzle", "quartz",
    "quilt", "rabbit", "rafter", "raven", "rhubarb", "ribbon", "ripple", "rudder", "saffron", "sandal", "sapling",
    "satchel", "scarf", "sequoia", "shelf", "sherbet", "shore", "shrub", "sketch", "sled", "slipper", "snail", "sofa",
    "sonnet", "sparrow", "spinach", "spindle", "spoon", "sprout", "statue", "stork", "stream", "sunset", "swan",
    "tadpole", "tapir", "teacup", "teapot", "tempo", "tent", "thicket", "thimble", "thistle", "timber", "toffee",
    "tomato", "toucan", "tractor", "treetop", "trellis", "tripod", "trolley", "truffle", "tulip", "tundra", "unicorn",
    "valley", "vase", "waffle", "wagon", "wallaby", "walrus", "warbler", "window", "wombat", "wren", "yarrow", "yodel",
    "yogurt", "zebra", "zephyr", "zither",
)
# fmt: on
