"""Words as a table has them and as somebody types them; Python and the browser must agree on each."""

SPELLINGS = (
    ("Druzhba", "DRUZHBA"),
    ("étoile", "e\u0301toile"),
    ("Résumé", "resume"),
    ("Łódź, Ærø", "lodz, aero"),
    ("Straße", "STRASSE"),
    ("ΣΊΣΥΦΟΣ", "σισυφος"),
    ("Ёлка", "елка"),
    ("\u0130stanbul", "istanbul"),
    ("\u0130stanbul", "ISTANBUL"),
    ("Diyarbak\u0131r", "diyarbakir"),
    ("\u06a9\u0631\u0627\u0686\u06cc", "\u0643\u0631\u0627\u0686\u0649"),  # on an Urdu, an Arabic keyboard
    ("\u06a9\u0631\u0627\u0686\u06cc", "\u0643\u0631\u0627\u0686\u064a"),
    ("\u067e\u06d0\u069a\u0648\u0631", "\u067e\u06cc\u069a\u0648\u0631"),  # Peshawar in Pashto
    ("\u0645\u0639\u0627\u06c1\u062f\u06c1", "\u0645\u0639\u0627\u0647\u062f\u0629"),  # a treaty
    ("\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f", "\u0645\u062d\u0645\u062f"),  # harakat
    ("\u0645\u062d\u0640\u0640\u0645\u062f", "\u0645\u062d\u0645\u062f"),  # tatweel
    ("\u0622\u0632\u0627\u062f\u06cc", "\u0627\u0632\u0627\u062f\u06cc"),  # alef with madda
    ("\ufe8d\ufedf\ufe98\ufea0\ufe8e\ufead\ufe93", "\u0627\u0644\u062a\u062c\u0627\u0631\u0629"),  # of a PDF
    ("\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "\u05e9\u05dc\u05d5\u05dd"),  # niqqud
    ("Sana’a", "sana'a"),
    ("Pakistan–Russia", "pakistan-russia"),
    ("co\u00adoper\u200bation", "cooperation"),
    ("\uff22\uff29\uff27 \ufb01re", "big fire"),
)  # fmt: skip
# Vowels of Hindi and the two yeh of Urdu make other words.
APART = (("кот", "кит"), ("\u0915\u0941\u0932", "\u0915\u0932"), ("\u06a9\u06d2", "\u06a9\u06cc"))
