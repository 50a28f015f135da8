"""What the site decides (its matrix of priorities, the words that are a sign to escalate, when a rota has a gap), imports
that can be undone, and what each number of somebody is for.
"""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.
# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = 3

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS = (
    ("site", "gaps_all_day BOOLEAN DEFAULT 0 NOT NULL"),
    ("site", """sign_languages JSON DEFAULT '["en"]' NOT NULL"""),
    ("contact_phone", "kind TEXT DEFAULT '' NOT NULL"),
    ("customer_phone", "kind TEXT DEFAULT '' NOT NULL"),
    ("contact", "email_kind TEXT DEFAULT '' NOT NULL"),
    ("contact", "other_emails JSON DEFAULT '[]' NOT NULL"),
    ("customer", "email_kind TEXT DEFAULT '' NOT NULL"),
    ("customer", "other_emails JSON DEFAULT '[]' NOT NULL"),
)
#: Once there is what they refer to.
LATER_COLUMNS = (
    (
        "imported_row",
        "import_id INTEGER CONSTRAINT fk_imported_row_import_id_import_batch REFERENCES import_batch (id)",
    ),
    ("imported_row", "digest TEXT"),
)

#: What customers say that shows a sign: sign, language, words and phrases, and what of it shows nothing.
SIGN_WORDS = (
    ("no_solution", "en", "tried everything|nothing helps|out of ideas", ""),
    (
        "asks_for_manager",
        "en",
        "speak … manager|talk … manager|through to … manager|your manager|speak … supervisor|talk … supervisor|through to … supervisor|your supervisor|speak … boss|talk … boss|your boss|your superior|someone in charge|somebody in charge|person in charge|someone senior|somebody senior|someone higher|somebody higher|someone above you|somebody above you",
        "password manager|file manager|device manager|task manager|print manager",
    ),
    ("beyond_authority", "en", "compensation|goodwill|waive … fee", ""),
    ("abusive", "en", "idiot|moron|fuck|fucking|bullshit|bastard|go to hell|piss off|shut up", ""),
    ("company_issue", "en", "whole company|entire company|company wide|all branches|every branch|all our sites", ""),
    (
        "reputation",
        "en",
        "newspaper|journalist|to the press|talk … press|on television|social media|on facebook|on twitter|bad review|negative review|one star|go public",
        "",
    ),
    (
        "business_impact",
        "en",
        "cannot trade|can not trade|can't trade|cannot take payments|can't take payments|losing business|losing money|losing sales|losing orders|losing customers|costing us|loss of revenue|loss of earnings|at a standstill|production … stopped|production … down|contract penalty",
        "",
    ),
    (
        "may_leave",
        "en",
        "cancel … contract|end … contract|terminate … contract|cancel … subscription|cancel … account|close … account|switch … provider|switch … supplier|change … provider|change … supplier|another provider|another supplier|your competitor|business elsewhere|go elsewhere|last chance",
        "",
    ),
    (
        "strict_deadline",
        "en",
        "deadline|no later than|at the latest|must be ready by|must be finished by|has to be ready by",
        "no deadline",
    ),
    (
        "senior_person",
        "en",
        "managing director|chief executive|ceo|board member|board of directors|harassment|harassed|bullying|bullied|discrimination|discriminated|grievance|disciplinary|whistleblower|personnel file",
        "",
    ),
    (
        "repeat_contact",
        "en",
        "third time|fourth time|fifth time|called … times|rung … times|called twice|called already|already called|called before|again and again|still not fixed|still not solved|nobody called back|no one called back|never called back",
        "",
    ),
    (
        "legal",
        "en",
        "legal|lawyer|solicitor|attorney|barrister|court|will sue|going to sue|sue you|suing|sued|lawsuit|litigation|tribunal|small claims|chargeback|charge back|regulator|ombudsman|trading standards|data protection|gdpr",
        "legal size|legal sized|legal paper|legal format|legal pad|legal tray|legal department|legal team|legal entity|tennis court|food court|court road|court street|voltage regulator|pressure regulator|gas regulator",
    ),
    (
        "systems_failing",
        "en",
        "nothing works|nothing is working|everything is down|everything is broken|system is down|systems are down|server is down|servers are down|network is down|website is down|outage|power cut|keeps crashing|extremely slow",
        "planned outage|outage is over",
    ),
    (
        "security_safety",
        "en",
        "fire|smoke|burning|sparks|electric shock|gas leak|smell of gas|smells of gas|explosion|exploded|flooded|injured|injury|hurt|ambulance|hacked|hacker|virus|malware|ransomware|phishing|data breach|data leak|stolen|intruder|burglary|threatened|threat",
        "fired|fire drill|fire door|fire exit|fire up|fires up|fire off|fire wall|fire tablet|fire tv|no fire|no smoke|no sparks|no smoking|smoke test|smoking area|burning a|burning cds|burning dvds|nobody hurt|nobody was hurt|no one hurt|no one was hurt|not hurt|wouldn't hurt|virus scanner|virus scan|no virus",
    ),
    ("no_solution", "de", "alles versucht|alles probiert|nichts hilft", ""),
    (
        "asks_for_manager",
        "de",
        "mit … Chef sprechen|mit … Chefin sprechen|mit … Vorgesetzten sprechen|mit … Leiter sprechen|mit … Leitung sprechen|Ihren Chef|Ihre Chefin|Ihren Vorgesetzten|Ihre Vorgesetzte|jemand Verantwortliches|jemanden Verantwortlichen|den Verantwortlichen sprechen|den Geschäftsführer sprechen",
        "",
    ),
    ("beyond_authority", "de", "Entschädigung|Schadensersatz|Schadenersatz|Kulanz", ""),
    ("abusive", "de", "Idiot|Trottel|Vollpfosten|Arschloch|Scheiße|Scheiß|verarschen|halt die Klappe", ""),
    (
        "company_issue",
        "de",
        "ganze Firma|gesamte Firma|ganzes Unternehmen|gesamtes Unternehmen|alle Filialen|alle Standorte",
        "",
    ),
    (
        "reputation",
        "de",
        "Zeitung|Journalist|an die Presse|zur Presse|im Fernsehen|soziale Medien|auf Facebook|auf Twitter|schlechte Bewertung|negative Bewertung|an die Öffentlichkeit",
        "",
    ),
    (
        "business_impact",
        "de",
        "verlieren Geld|verlieren Umsatz|verlieren Kunden|verlieren Aufträge|Umsatzausfall|Umsatzverlust|Produktion steht|Betrieb steht|Produktionsausfall|können nicht verkaufen|können nicht kassieren|können nicht ausliefern|Vertragsstrafe|kostet uns",
        "",
    ),
    (
        "may_leave",
        "de",
        "kündigen|Kündigung|Anbieter wechseln|Lieferanten wechseln|anderer Anbieter|anderen Anbieter|zur Konkurrenz|letzte Chance",
        "",
    ),
    ("strict_deadline", "de", "Frist|Deadline|spätestens|muss bis … fertig", "keine Frist"),
    (
        "senior_person",
        "de",
        "Geschäftsführer|Geschäftsführerin|Geschäftsführung|Vorstand|Aufsichtsrat|Mobbing|gemobbt|Belästigung|belästigt|Diskriminierung|diskriminiert|Abmahnung|Personalakte|Betriebsrat",
        "",
    ),
    (
        "repeat_contact",
        "de",
        "zum dritten Mal|zum vierten Mal|zum fünften Mal|schon … angerufen|bereits angerufen|mehrmals angerufen|zweimal angerufen|dreimal angerufen|immer wieder|immer noch nicht behoben|immer noch nicht gelöst|niemand … zurückgerufen|nie zurückgerufen",
        "",
    ),
    (
        "legal",
        "de",
        "Anwalt|Anwältin|Rechtsanwalt|Rechtsanwältin|Gericht|verklagen|Klage|rechtliche Schritte|Rechtsweg|Anzeige erstatten|Rückbuchung|Rücklastschrift|Verbraucherzentrale|Aufsichtsbehörde|Bundesnetzagentur|Schlichtungsstelle|Datenschutz|DSGVO|einstweilige Verfügung",
        "keine Klage|keine Klagen|Legal Format",
    ),
    (
        "systems_failing",
        "de",
        "nichts geht|nichts funktioniert|alles steht still|geht gar nichts|Totalausfall|Systemausfall|Serverausfall|Netzausfall|Stromausfall|Server ist ausgefallen|Netz ist ausgefallen|stürzt ständig ab|extrem langsam",
        "",
    ),
    (
        "security_safety",
        "de",
        "Feuer|Brand|brennt|Rauch|raucht|verbrannt|Funken|Stromschlag|Gasgeruch|riecht nach Gas|Explosion|explodiert|Wasserschaden|überflutet|verletzt|Verletzung|Krankenwagen|Notarzt|gehackt|Hacker|Virus|Schadsoftware|Erpressungstrojaner|Phishing|Datenleck|Datenpanne|gestohlen|Einbruch|Einbrecher|Drohung|bedroht",
        "kein Feuer|kein Rauch|Feuer und Flamme|kein Brand|CD brennt|DVD brennt|niemand verletzt|niemand wurde verletzt|Raucherbereich|Rauch verboten|kein Virus|Marke verletzt|brand new",
    ),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_table(
        "policy_matrix",
        sa.Column("policy_version_id", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "impact IN ('one', 'several', 'department', 'site')", name=op.f("ck_policy_matrix_impact_known")
        ),
        sa.CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name=op.f("ck_policy_matrix_priority_known")),
        sa.CheckConstraint("urgency IN ('can_wait', 'soon', 'now')", name=op.f("ck_policy_matrix_urgency_known")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"],
            ["policy_version.id"],
            name=op.f("fk_policy_matrix_policy_version_id_policy_version"),
        ),
        sa.PrimaryKeyConstraint("policy_version_id", "impact", "urgency", name=op.f("pk_policy_matrix")),
    )
    # Until now there was one matrix for all: every call began with it.
    op.execute(
        "INSERT INTO policy_matrix (policy_version_id, impact, urgency, priority)"
        " SELECT policy_version.id, impact, urgency, priority FROM policy_version, matrix_cell"
    )
    op.drop_table("matrix_cell")
    op.create_table(
        "sign_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trigger_code", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("but_not", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(words) <> ''", name=op.f("ck_sign_words_words_not_blank")),
        sa.ForeignKeyConstraint(["trigger_code"], ["trigger.code"], name=op.f("fk_sign_words_trigger_code_trigger")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_words")),
        sa.UniqueConstraint("trigger_code", "language", name=op.f("uq_sign_words_trigger_code_language")),
    )
    # A new desk gets these from its resources; one that is there already has its signs.
    known = set(op.get_bind().execute(sa.text('SELECT code FROM "trigger"')).scalars())
    lists = sa.table("sign_words", *map(sa.column, ("trigger_code", "language", "words", "but_not", "version")))
    op.bulk_insert(
        lists,
        [
            {
                "trigger_code": code,
                "language": language,
                "words": words.replace("|", "\n"),
                "but_not": but_not.replace("|", "\n"),
                "version": 1,
            }
            for code, language, words, but_not in SIGN_WORDS
            if code in known
        ],
    )
    op.execute("""UPDATE site SET sign_languages = '["de"]' WHERE language = 'de'""")
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("calls_added", sa.Integer(), nullable=False),
        sa.Column("calls_moved_on", sa.Integer(), nullable=False),
        sa.Column("rows_taken", sa.Integer(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("last_event_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_import_batch_staff_id_staff")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff.id"], name=op.f("fk_import_batch_undone_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    for table, column in LATER_COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index(op.f("ix_imported_row_import_id"), "imported_row", ["import_id"], unique=False)
    op.execute(f"PRAGMA user_version = {SCHEMA}")
