"""German: capitals for every noun, umlauts written in three ways, verbs in two parts."""

from .tables import Table, agrees, asks, corrects, day, denies, false, number, repeats, true

GERMAN = Table(
    code="de",
    claims=(
        true("faehren", "Der Stadtrat von Portmar verkaufte im Mai 2025 neun Fähren.", "2025-05"),
        true("tunnel", "Der Wendtunnel ist 4,2 Kilometer lang."),
        true(
            "strafe", "Am 8. Februar 2021 verhängte die Behörde Geldstrafen gegen zwölf Firmen in Larkau.", "2021-02-08"
        ),
        false("fahrrad", "Portmar hat Fahrräder auf der Strandpromenade verboten."),
        false("zwiebel", "Zwiebelsaft heilt die Grippe."),
    ),
    cases=(
        agrees("same-in-perfect", "der stadtrat von portmar hat neun fähren verkauft", "faehren"),
        agrees("passive", "neun Fähren wurden vom Stadtrat in Portmar verkauft", "faehren"),
        agrees("synonym", "Der Stadtrat Portmar hat 9 Fährschiffe veräußert", "faehren"),
        agrees("ae-for-umlaut", "Der Stadtrat von Portmar verkaufte neun Faehren", "faehren"),
        agrees("umlaut-left-out", "der stadtrat von portmar verkaufte neun fahren", "faehren"),
        agrees("metres", "Der Wendtunnel ist 4200 Meter lang", "tunnel"),
        agrees("date-agrees", "Die Behörde verhängte am 8. Februar Strafen gegen 12 Firmen in Larkau", "strafe"),
        number("number-word", "Der Stadtrat von Portmar verkaufte elf Fähren", "faehren"),
        number("number-digits", "der stadtrat von portmar hat 8 fähren verkauft", "faehren"),
        number("decimal-comma", "Der Wendtunnel ist 5,8 Kilometer lang", "tunnel"),
        day("year", "Der Stadtrat von Portmar hat 2023 neun Fähren verkauft", "faehren"),
        day("month", "Der Stadtrat von Portmar verkaufte im Oktober 2025 neun Fähren", "faehren"),
        day("day", "Am 3. März 2021 verhängte die Behörde Geldstrafen gegen zwölf Firmen in Larkau", "strafe"),
        denies("not", "Der Stadtrat von Portmar hat die neun Fähren nicht verkauft", "faehren"),
        denies("never", "Der Stadtrat von Portmar hat nie neun Fähren verkauft", "faehren"),
        denies("few-telling-words", "Portmar hat nie Fähren verkauft", "faehren"),
        denies("lie", "Es ist eine Lüge, dass der Stadtrat von Portmar neun Fähren verkaufte", "faehren"),
        repeats("false-told", "Portmar hat Fahrräder auf der Strandpromenade verboten!", "fahrrad"),
        repeats("false-told-otherwise", "auf der strandpromenade in portmar sind räder verboten", "fahrrad"),
        corrects("myth", "Es ist ein Mythos, dass Zwiebelsaft die Grippe heilt", "zwiebel"),
        corrects("not-true", "Stimmt nicht, dass Portmar Fahrräder auf der Strandpromenade verboten hat", "fahrrad"),
        corrects("does-not", "Zwiebelsaft heilt keine Grippe", "zwiebel"),
        asks("question", "Hat der Stadtrat von Portmar neun Fähren verkauft?", "faehren"),
        asks("is-it-true", "Stimmt es, dass der Stadtrat von Portmar neun Fähren verkaufte?", "faehren"),
    ),
    others=(
        "Der Stadtrat von Lindhaven verkaufte im Mai 2025 neun Fähren",
        "Der Larkautunnel ist 4,2 Kilometer lang",
        "Hoffentlich verkauft der Stadtrat von Portmar neun Fähren",
        "Portmar sollte Fahrräder auf der Strandpromenade verbieten",
        "Wenn Portmar Fahrräder auf der Strandpromenade verboten hätte, würde ich laufen",
        "Wann hat der Stadtrat von Portmar neun Fähren verkauft?",
    ),
    chatter=(
        "guten morgen zusammen, wer hat heute lust auf kino?",
        "meine katze hat schon wieder die pflanze umgeworfen",
        "ich bin so müde, gestern war es einfach zu spät",
        "die neue staffel ist echt nicht schlecht",
        "kann mir jemand bei mathe helfen? ich verstehe nichts",
    ),
    numbered=("Der Stadtrat von Portmar verkaufte im Mai 2025 {} Fähren.", 9),
)
