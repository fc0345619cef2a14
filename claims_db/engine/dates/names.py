"""Names of months, weekdays, feasts, seasons and days of the month, in lower case."""

from __future__ import annotations

# English first, then German, Spanish, French, Portuguese, Italian, Dutch, Danish, Russian (both cases), Arabic, Hindi.
_MONTH_NAMES = (
    "january jan januar enero janvier janeiro gennaio januari января январе январь يناير जनवरी",
    "february feb febr februar febrero février fevereiro febbraio februari февраля феврале февраль فبراير फरवरी",
    "march mar märz marzo mars março maart marts марта марте март مارس मार्च",
    "april apr abril avril aprile апреля апреле апрель أبريل अप्रैल",
    "may mai mayo maio maggio mei maj мая мае май مايو मई",
    "june jun juni junio juin junho giugno июня июне июнь يونيو जून",
    "july jul juli julio juillet julho luglio июля июле июль يوليو जुलाई",
    "august aug agosto août августа августе август أغسطس अगस्त",
    "september sep sept septiembre septembre setembro settembre сентября сентябре сентябрь سبتمبر सितंबर सितम्बर",
    "october oct oktober okt octubre octobre outubro ottobre октября октябре октябрь أكتوبر अक्टूबर",
    "november nov noviembre novembre novembro ноября ноябре ноябрь نوفمبر नवंबर नवम्बर",
    "december dec dezember dez diciembre décembre dezembro dicembre декабря декабре декабрь ديسمبر दिसंबर दिसम्बर",
)
ENGLISH_MONTHS = frozenset(names.split()[0] for names in _MONTH_NAMES)
MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_DAY_NAMES = "monday mon,tuesday tue tues,wednesday wed weds,thursday thu thur thurs,friday fri,saturday sat,sunday sun"
WEEKDAYS = {name: day for day, names in enumerate(_DAY_NAMES.split(",")) for name in names.split()}
FEASTS = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "xmas day": (12, 25),
    "xmas eve": (12, 24), "xmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new years eve": (12, 31), "new year's day": (1, 1), "new years day": (1, 1), "valentine's day": (2, 14),
    "valentines day": (2, 14), "halloween": (10, 31), "april fools' day": (4, 1), "april fool's day": (4, 1),
    "april fools day": (4, 1), "bastille day": (7, 14), "st patrick's day": (3, 17), "heiligabend": (12, 24),
    "silvester": (12, 31),
}  # fmt: skip
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
DAY_WORDS = (
    {word: day for day, word in enumerate(_ORDINALS, start=1)}
    | {"thirtieth": 30}
    | {
        f"{tens}{link}{word}": base + day
        for tens, base, most in (("twenty", 20, 9), ("thirty", 30, 1))
        for day, word in enumerate(_ORDINALS[:most], start=1)
        for link in " -"
    }
)
# First month and number of months, on the northern half of the Earth, where nearly all who write so live.
SEASONS = {"spring": (3, 4), "summer": (6, 4), "autumn": (9, 3), "fall": (9, 3), "winter": (12, 4)}
