"""Coded reports made by hand: small, of many types, with marks, emoji, places, chains of sources and quantities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.identity import identify_report, own_name
from waqai.library.store import Batch, now
from waqai.records import (
    CodedReport,
    EventMention,
    Part,
    Participant,
    Place,
    Quantity,
    Reason,
    Report,
    Source,
    Span,
    When,
)

CODER = "waqai-sample 1"
LEXICON = "0123456789abcdef"


def find(report: Report, words: str, part: Part = "text") -> Span:
    """Return the first place of `words` in the report."""
    start = report.part(part).index(words)
    return Span(words, start, start + len(words), part)


def day(report: Report, words: str, start: str, end: str = "", granularity: str = "day") -> When:
    """Return a date that the report gives with `words`."""
    return When(find(report, words), start, end or start, granularity)


def coded(report: Report, *mentions: EventMention) -> CodedReport:
    """Return the report with its mentions; title and text are one sentence each."""
    sentences = [Span(report.title, 0, len(report.title), "title")] if report.title else []
    sentences.append(Span(report.text, 0, len(report.text)))
    return CodedReport(report, mentions, tuple(sentences), CODER)


BENGHAZI = Place(None, "Benghazi", "LBY", "Banghazi", 88319, 32.11486, 20.06859, "settlement")
TUNIS = Place(None, "Tunis", "TUN", "Tunis", 2464470, 36.81897, 10.16579, "settlement")
CAIRO = Place(None, "Cairo", "EGY", "Al Qahirah", 360630, 30.06263, 31.24967, "settlement")
ADEN = Place(None, "Aden", "YEM", "Adan", 415189, 12.77944, 45.03667, "settlement")
BUENOS_AIRES = Place(None, "Buenos Aires", "ARG", "", 3435910, -34.61315, -58.37723, "settlement")


def at(place: Place, words: Span | None, **changes: Any) -> Place:
    """Return `place` as the report names it with `words`."""
    fields = {name: getattr(place, name) for name in place.__struct_fields__}
    return Place(**{**fields, "text": words, **changes})


def _meeting() -> CodedReport:
    report = Report(
        "أعلنت وزارة الخارجية التونسية أن الوزير استقبل يوم الاثنين نظيره الجزائري في تونس العاصمة.",
        title="لقاء وزاري في تونس",
        id="maghreb-1",
        url="https://news.example/maghreb/1",
        outlet="صحيفة المثال",
        published="2020-01-07",
        language="ar",
    )
    mention = EventMention(
        1,
        find(report, "استقبل"),
        "CONSULT",
        "visit",
        ("diplomatic",),
        actors=(Participant(find(report, "الوزير"), country="TUN", sector="GOV", role="الوزير"),),
        recipients=(Participant(find(report, "نظيره الجزائري"), country="DZA", sector="GOV"),),
        place=at(TUNIS, find(report, "تونس العاصمة")),
        date=day(report, "يوم الاثنين", "2020-01-06"),
        attribution=(
            Source("outlet", name="صحيفة المثال"),
            Source("institution", find(report, "وزارة الخارجية التونسية"), cue=find(report, "أعلنت")),
        ),
        event=1,
        because=(Reason("type", "frame", "استقبل (consult/2)", find(report, "استقبل")),),
    )
    heading = EventMention(0, find(report, "لقاء", "title"), "CONSULT", event=1, contexts=("diplomatic",))
    return coded(report, heading, mention)


def _attack() -> CodedReport:
    report = Report(
        "قُتِلَ ثلاثة جنود وأُصيب 12 آخرون في هجوم شنّه مسلحون على نقطة تفتيش قرب بنغازي أمس 💥، بحسب مصدر أمني.",
        title="هجوم قرب بنغازي 💥",
        id="libya-1",
        url="https://news.example/libya/1?page=2",
        outlet="وكالة الساحل",
        published="2020-02-10",
        language="ar",
    )
    mention = EventMention(
        1,
        find(report, "هجوم"),
        "ASSAULT",
        "firearms",
        ("military", "terrorism"),
        actors=(Participant(find(report, "مسلحون"), sector="REB"),),
        recipients=(Participant(find(report, "ثلاثة جنود"), country="LBY", sector="MIL"),),
        place=at(BENGHAZI, find(report, "بنغازي")),
        date=day(report, "أمس", "2020-02-09"),
        attribution=(
            Source("outlet", name="وكالة الساحل"),
            Source("anonymous", find(report, "مصدر أمني"), cue=find(report, "بحسب")),
        ),
        quantities=(
            Quantity(find(report, "ثلاثة"), "killed", "=", 3, "person"),
            Quantity(find(report, "12"), "wounded", ">=", 12, "person"),
        ),
        event=1,
    )
    return coded(report, mention)


def _protest() -> CodedReport:
    report = Report(
        "تظاهر نحو ألفي شخص في عدن احتجاجا على انقطاع الكهرباء، وطالبوا المحافظ بالاستقالة.",
        title="",
        id="yemen-1",
        outlet="إذاعة الميناء",
        published="2020-03-01",
        language="ar",
    )
    crowd = Participant(find(report, "نحو ألفي شخص"), country="YEM", sector="CVL")
    march = EventMention(
        0,
        find(report, "تظاهر"),
        "PROTEST",
        "demo",
        ("environment",),
        actors=(crowd,),
        place=at(ADEN, find(report, "عدن")),
        date=When(start="2020-03-01", end="2020-03-01", granularity="day", inferred=True),
        attribution=(Source("outlet", name="إذاعة الميناء"),),
        quantities=(Quantity(find(report, "ألفي"), "participants", "~", 2000, "person"),),
        event=1,
    )
    demand = EventMention(
        0,
        find(report, "طالبوا"),
        "REQUEST",
        actors=(Participant(None, country="YEM", sector="CVL"),),
        recipients=(Participant(find(report, "المحافظ"), country="YEM", sector="GOV", role="المحافظ"),),
        place=at(ADEN, find(report, "عدن")),
        attribution=(Source("outlet", name="إذاعة الميناء"),),
        event=2,
    )
    return coded(report, march, demand)


def _aid() -> CodedReport:
    report = Report(
        "أرسلت مصر 35.5 طنا من الأدوية إلى السودان في شباط 2020، وغادرت الشحنة القاهرة إلى الخرطوم.",
        title="مساعدات مصرية إلى السودان",
        id="aid/7",
        url="http://News.Example:80/aid/7/#top",
        outlet="صحيفة المثال",
        published="2020-02-20",
        language="ar",
    )
    route = Place(
        None,
        "Khartoum",
        "SDN",
        origin=at(CAIRO, find(report, "القاهرة")),
        destination=Place(find(report, "الخرطوم"), "Khartoum", "SDN", "", 379252, 15.55177, 32.53241, "settlement"),
    )
    mention = EventMention(
        1,
        find(report, "أرسلت"),
        "AID",
        "",
        ("health", "diplomatic"),
        actors=(Participant(find(report, "مصر"), "Egypt", "مصر", "EGY", "GOV", entity="egypt", wikidata="Q79"),),
        recipients=(Participant(find(report, "السودان"), "Sudan", "السودان", "SDN", entity="sudan", wikidata="Q1049"),),
        place=route,
        date=day(report, "شباط 2020", "2020-02-01", "2020-02-29", "month"),
        attribution=(Source("outlet", name="صحيفة المثال"),),
        quantities=(Quantity(find(report, "35.5"), "medicine", "=", 35.5, "tonne"),),
        event=1,
    )
    return coded(report, mention)


def _denial() -> CodedReport:
    report = Report(
        "نفى المتحدث باسم الحكومة أن تكون بلاده قد هددت بإغلاق الحدود.",
        title="نفي رسمي",
        id="denial",
        outlet="قناة الضفة",
        published="2019-12-31",
        language="ar",
    )
    mention = EventMention(
        1,
        find(report, "هددت"),
        "THREATEN",
        "restrict",
        ("territory",),
        status="denied",
        actors=(Participant(find(report, "بلاده"), country="TUN", sector="GOV"),),
        date=When(start="", end="2019-12-31", constraint="before publication"),
        attribution=(
            Source("outlet", name="قناة الضفة"),
            Source("official", find(report, "المتحدث باسم الحكومة"), "government spokesman", cue=find(report, "نفى")),
        ),
        event=1,
    )
    return coded(report, mention)


def _plan() -> CodedReport:
    report = Report(
        "تعتزم الأرجنتين إرسال قوات إلى بوينس آيرس الأسبوع المقبل، وقد انسحبت كتيبة منها عام 1983.",
        title="قوات إلى العاصمة",
        id="plan-9",
        url="https://news.example/plan?utm_source=feed&id=9",
        outlet="وكالة الساحل",
        published="2020-02-28",
        language="ar",
    )
    state = Participant(find(report, "الأرجنتين"), "Argentina", "الأرجنتين", "ARG", "GOV", entity="argentina")
    move = EventMention(
        1,
        find(report, "إرسال"),
        "MOBILIZE",
        "troops",
        ("military",),
        status="planned",
        actors=(state,),
        place=at(BUENOS_AIRES, find(report, "بوينس آيرس")),
        date=day(report, "الأسبوع المقبل", "2020-03-02", "2020-03-08", "week"),
        attribution=(Source("outlet", name="وكالة الساحل"),),
        event=1,
    )
    past = EventMention(
        1,
        find(report, "انسحبت"),
        "RETREAT",
        "withdraw",
        ("military",),
        historical=True,
        actors=(Participant(find(report, "كتيبة"), country="ARG", sector="MIL"),),
        date=day(report, "عام 1983", "1983-01-01", "1983-12-31", "year"),
        event=2,
    )
    return coded(report, move, past)


def _arrest() -> CodedReport:
    report = Report(
        "اعتقلت الشرطة ٢٥ متظاهرًا في القَاهِرَة، وفق منظمة حقوقية.\n"
        "وأدانت المنظمة الاعتقالات 👮🏽‍♀️ ودعت إلى الإفراج عنهم.",
        title="اعتقالات في القاهرة",
        url="https://rights.example/2020/arrests",
        outlet="مرصد الحقوق",
        published="2020-01-26",
        language="ar",
    )
    police = Participant(find(report, "الشرطة"), country="EGY", sector="COP")
    group = Participant(find(report, "المنظمة"), country="EGY", sector="SOC")
    source = (
        Source("outlet", name="مرصد الحقوق"),
        Source("institution", find(report, "منظمة حقوقية"), cue=find(report, "وفق")),
    )
    arrest = EventMention(
        1,
        find(report, "اعتقلت"),
        "COERCE",
        "arrest",
        ("human_rights",),
        status="alleged",
        actors=(police,),
        recipients=(Participant(find(report, "٢٥ متظاهرًا"), country="EGY", sector="OPP"),),
        place=at(CAIRO, find(report, "القَاهِرَة")),
        date=When(start="2020-01-26", end="2020-01-26", granularity="day", inferred=True),
        attribution=source,
        quantities=(Quantity(find(report, "٢٥"), "arrested", "=", 25, "person"),),
        event=1,
    )
    blame = EventMention(1, find(report, "أدانت"), "ACCUSE", "disapprove", ("human_rights",), actors=(group,), event=2)
    call = EventMention(1, find(report, "دعت"), "REQUEST", actors=(group,), recipients=(police,), event=3)
    return coded(report, arrest, blame, call)


def _treaty() -> CodedReport:
    report = Report(
        "وقّعت تونس والجزائر اتفاقية تجارية، ورفض البرلمان المصادقة عليها.",
        title="اتفاقية \u200fتجارية\u200e: تونس والجزائر",
        id="treaty",
        outlet="صحيفة المثال",
        published="2020-01-15",
        language="ar",
    )
    tunisia = Participant(find(report, "تونس"), "Tunisia", "تونس", "TUN", "GOV", entity="tunisia", wikidata="Q948")
    algeria = Participant(
        find(report, "الجزائر"), "Algeria", "الجزائر", "DZA", "GOV", entity="algeria", wikidata="Q262"
    )
    signing = EventMention(
        1, find(report, "وقّعت"), "AGREE", "", ("economic",), actors=(tunisia,), recipients=(algeria,), event=1
    )
    refusal = EventMention(
        1,
        find(report, "رفض"),
        "REJECT",
        "change",
        ("legislative",),
        actors=(Participant(find(report, "البرلمان"), country="TUN", sector="LEG"),),
        event=2,
    )
    return coded(report, signing, refusal)


def _plain(
    number: int, text: str, title: str, published: str, outlet: str, *mentions: tuple[str, str, str]
) -> CodedReport:
    """Return a report whose mentions are given as words, type and status, with nobody and nowhere."""
    report = Report(text, title, f"short-{number}", "", outlet, published, "ar")
    found = (
        EventMention(1, find(report, words), kind, status=status, event=at_)  # type: ignore[arg-type]
        for at_, (words, kind, status) in enumerate(mentions, 1)
    )
    return coded(report, *found)


REPORTS: tuple[CodedReport, ...] = (
    _meeting(),
    _attack(),
    _protest(),
    _aid(),
    _denial(),
    _plan(),
    _arrest(),
    _treaty(),
    _plain(
        1, "فُرضت عقوبات على الشركة ثم رُفعت.", "عقوبات", "2020-02-01", "قناة الضفة", ("فُرضت", "SANCTION", "asserted")
    ),
    _plain(2, "لم تنسحب القوات من المدينة.", "الجبهة", "2020-02-02", "قناة الضفة", ("تنسحب", "RETREAT", "negated")),
    _plain(3, "افتتح المعرض السنوي للكتاب 📚.", "معرض الكتاب", "2020-02-03", "صحيفة المثال"),
    _plain(
        4,
        "لو تعاونت الدولتان لأيدت الأحزاب الاتفاق.",
        "تحليل",
        "",
        "",
        ("تعاونت", "COOPERATE", "hypothetical"),
        ("أيدت", "SUPPORT", "hypothetical"),
    ),
)


def fill(database: Database, reports: Iterable[CodedReport], command: str = "add") -> int:
    """Keep coded reports in a library as one finished run of new items does, and return the run's id.

    A report whose address the library holds already becomes its next revision.
    """
    with database.writing() as connection:
        batch = Batch(connection)
        run = batch.add(
            schema.run, command=command, inputs='["samples"]', fingerprint=command, started=now(), finished=now()
        )
        _fill(batch, run, list(reports))
        batch.flush()
    return run


def _fill(batch: Batch, run: int, reports: Sequence[CodedReport]) -> None:
    for number, one in enumerate(reports, 1):
        report = one.report
        where = f"samples.jsonl:{number}"
        known = identify_report(report, where)
        row = schema.report.c
        old = batch.connection.execute(
            schema.report.select().where((row.address == known.address) & (row.key == known.key))
        ).one_or_none()
        revision = batch.new_id(schema.revision)
        if old is None:
            number_of = batch.add(
                schema.report,
                key=known.key,
                address=known.address,
                name=own_name(report, where),
                revision_id=revision,
            )
        else:
            number_of = old.id
            batch.hide([number_of])
            batch.connection.execute(schema.report.update().where(row.id == number_of).values(revision_id=revision))
        batch._rows[schema.revision].append(
            {
                "id": revision,
                "report_id": number_of,
                "run_id": run,
                "digest": known.digest,
                "url": report.url,
                "outlet": report.outlet,
                "published": report.published,
                "language": report.language,
                "title": report.title,
                "text": report.text,
                "state": "coded",
            }
        )
        coding = batch.add_coding(revision, one, lexicon=LEXICON)
        batch.show(number_of, revision, coding, one)
        batch.add(
            schema.item,
            run_id=run,
            input="samples.jsonl",
            place=where,
            digest=known.digest,
            state="coded",
            attempts=1,
            revision_id=revision,
        )


def fill_more(database: Database) -> None:
    """Add what a library in use holds besides: an edited report, a person's coding, items that gave no report."""
    edited = msgspec.structs.replace(_attack().report, title="هجوم قرب بنغازي: ارتفاع عدد القتلى")
    fill(database, [msgspec.structs.replace(_attack(), report=edited, sentences=())], "watch")
    with database.writing() as connection:
        batch = Batch(connection)
        run = batch.add(schema.run, command="add", inputs='["more"]', fingerprint="more", started=now(), owner="host 1")
        more = {"run_id": run, "input": "more"}
        for number, state in enumerate(("empty", "duplicate", "failed", "quarantined")):
            reason = f"a reason for {state}" if state in {"failed", "quarantined"} else ""
            place = f"more/{number}.txt"
            batch.add(schema.item, **more, place=place, state=state, reason=reason, revision_id=None)
        report = batch.add(schema.report, key="0" * 32, address="text:waits", revision_id=None)
        waiting = batch.add(
            schema.revision, report_id=report, run_id=run, digest="waits", text="خبر ينتظر.", state="queued"
        )
        batch.add(schema.item, **more, place="more/4.txt", state="queued", reason="", revision_id=waiting)
        key = identify_report(_treaty().report, "samples.jsonl:8").key
        row = connection.execute(schema.report.select().where(schema.report.c.key == key)).one()
        person = msgspec.structs.replace(_treaty(), mentions=_treaty().mentions[:1])
        coding = batch.add_coding(row.revision_id, person, annotator="سلمى")
        batch.hide([row.id])
        batch.show(row.id, row.revision_id, coding, person)
        batch.flush()
        connection.execute(
            schema.watched.insert(), {"input": "https://news.example/feed", "etag": '"7"', "failures": 2}
        )
