"""Letters as sounds: how each script and language is written in Latin letters. Tables only."""

from __future__ import annotations

ARABIC = {
    **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y".split(), strict=True)),
    "ى": "a", "ة": "a", "ء": "", "ـ": "", "پ": "p", "چ": "ch", "گ": "g", "ک": "k", "ی": "y", "ڤ": "v", "ژ": "zh", "ھ": "h", "ے": "e",
    "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ۆ": "o", "ێ": "e", "ە": "e", "ڵ": "l", "ڕ": "r", "ړ": "r", "ښ": "sh", "ې": "e", "ۍ": "ai",
    "ځ": "dz", "څ": "ts", "ډ": "d", "ټ": "t", "ڼ": "n", "ګ": "g", "ہ": "h",
}  # fmt: skip

HEBREW = {
    **dict(zip("אבגדהוזחטיכלמנסעפצקרשת", "a b g d h v z h t y kh l m n s a p ts k r sh t".split(), strict=True)),
    "ך": "kh", "ם": "m", "ן": "n", "ף": "f", "ץ": "ts",
}  # fmt: skip

CYRILLIC = {
    "ru": dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(),
            strict=True,
        )
    )
    | {"ъ": "", "ь": ""},
    "uk": {"г": "h", "ґ": "g", "е": "e", "є": "ye", "и": "y", "і": "i", "ї": "yi", "й": "y", "щ": "shch"},
    "be": {"г": "h", "ў": "w", "і": "i"},
    "sr": {"ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "х": "h", "ц": "c"},
    "bg": {"щ": "sht", "ъ": "a"},
    "mk": {"ѓ": "gj", "ј": "j", "љ": "lj", "њ": "nj", "ќ": "kj", "џ": "dz", "х": "h"},
}

LATIN_LETTERS = {
    "ş": "sh", "š": "sh", "ś": "sh", "ș": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ź": "zh", "ğ": "g", "ñ": "n",
    "ß": "ss", "ţ": "ts", "ț": "ts", "ä": "a", "ö": "o", "ü": "u", "å": "o", "ı": "i", "ë": "e",
}  # fmt: skip

LATIN_BY_LANGUAGE: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        ("tch", "7"),
        ("dj", "9"),
        ("ch", "sh"),
        ("7", "ch"),
        ("9", "j~"),
        ("ç", "s"),
        ("ou", "u"),
        ("gu", "g"),
        ("j", "zh"),
        ("zh~", "j"),
    ),
    "de": (("dsch", "j~"), ("tsch", "7"), ("sch", "sh"), ("ch", "kh"), ("7", "ch"), ("w", "v"), ("z", "ts"), ("j", "y"), ("y~", "j")),
    "nb": (("dsj", "j~"), ("tsj", "ch"), ("sj", "sh"), ("skj", "sh"), ("kj", "ky"), ("j", "y"), ("y~", "j")),
    "nn": (("dsj", "j~"), ("tsj", "ch"), ("sj", "sh"), ("j", "y"), ("y~", "j")),
    "es": (("j", "kh"), ("ll", "l"), ("qu", "k"), ("gu", "g")),
    "pt": (("ch", "sh"), ("x", "sh"), ("j", "zh"), ("ç", "s"), ("qu", "k"), ("nh", "n"), ("lh", "l")),
    "tr": (("c", "j"), ("ç", "ch"), ("ğ", ""), ("h", "kh")),
    "pl": (("cz", "ch"), ("sz", "sh"), ("w", "v"), ("j", "y"), ("ch", "kh"), ("rz", "zh")),
    "it": (("gi", "j"), ("ch", "k"), ("sc", "sh")),
}
"""Spelling habits by language, applied in order; "~" and digits keep a result from a later rule."""

SPELLINGS = (
    ("tsch", "ch"), ("dsch", "j"), ("sch", "sh"), ("tch", "ch"), ("dj", "j"), ("dzh", "j"), ("sj", "sh"), ("zh", "j"), ("ph", "f"),
    ("kh", "h"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
    ("ch", "C"), ("c", "k"), ("C", "ch"), ("x", "ks"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"), ("ei", "ai"),
    ("ay", "ai"), ("ey", "ai"), ("y", "i"), ("ae", "a"), ("aa", "a"), ("iy", "i"), ("ii", "i"), ("uu", "u"),
)  # fmt: skip
"""What spellings share a sound in any language, applied in order to lower-case letters without accents."""

_SAME = {
    "sheikh": "sheikh shaykh cheikh sheik shaikh sjeik scheich jeque jeke xeque seyh sheij sheykh shejkh chiekh shykh sheyh shayh cheik",
    "tell": "tell tal tel tall tl", "deir": "deir dayr dair der deyr dyr", "jabal": "jabal jebel djebel gebel jbl djabal jabel cebel",
    "ain": "ain ayn ein eyn", "abu": "abu abou ebu abo aboe abw abi", "beit": "beit bait bayt beyt byt bet", "umm": "umm um oum om am",
    "kafr": "kafr kfar kafar kfr kefr", "khan": "khan han chan jan khn", "bab": "bab", "wadi": "wadi ouadi vadi wady",
    "muhammad": "muhammad mohammed mohammad mohamed muhammed mohamad muhamad mohammade mahomed mokhammed mukhammad mokhamed mhmd mohammet",
    "ahmad": "ahmad ahmed achmed akhmed akhmad ahmd",
    "hussein": "hussein husayn hussain hossein husein hosein houssein huseyn khusein hsyn",
    "hassan": "hassan hasan khasan hasen hsn",
    "mahmoud": "mahmoud mahmud mahmood makhmud mhmwd", "ibrahim": "ibrahim ebrahim brahim abrahym",
    "yusuf": "yusuf youssef yousef yusef yousuf joussef jusuf iusuf ywsf", "umar": "umar omar ömer omer oumar amr", "ali": "ali aly",
}  # fmt: skip
SAME = {variant: name for name, variants in _SAME.items() for variant in variants.split()}
"""Common words of names with more spellings than sound explains."""
