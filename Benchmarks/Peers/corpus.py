#!/usr/bin/env python3
"""Writes the packages that every candidate is measured with; the same seed gives the same bytes.

    corpus.py FOLDER [PACKAGES] [ROUNDS]

FOLDER/packages.json       the packages in the council's import format (support-choice/packages-1)
FOLDER/documents.jsonl     the same packages as the JSON that laptops get, one a line: id, tab, body
FOLDER/change-N.json       100 packages amended, for N = 1 to ROUNDS: a sentence and the hours differ
FOLDER/change-N.jsonl      the same as documents
"""
import json
import os
import random
import sys

WORDS = """
a able about above across after again agree all alone along already also always and another answer
any anyone around ask at aunt away back bake bath be because bed been before begin behind best
better between big bike bingo bit blue boat book both bread break breakfast bright bring brother
build bus busy but buy by cafe calm can cannot card care careful carry cat catch chair change
chapel chat cheerful choir choose church cinema city clean clear climb close clothes club coat
coffee cold college come company cook cooker cool could country cousin craft crowd cup cut dad
dance dark daughter day dinner do doctor dog door down draw dream dress drink drive early earn easy
eat eight else end enjoy enough evening ever every explain eye face fall family far farm fast
father feed feel few film find fine fire first fish five flat floor flower follow food foot
football for forget four fresh friday friend from front fruit full fun funny game garden gentle get
gig girl give glad go good grass great green group grow gym hair half hall hand happy hard hat hate
have he head hear help her here hill him his hobby hold holiday home hope horse hospital hot hour
house how hungry I ice idea if important in indoors inside it job join journey joke jump just keep
kettle key kind kitchen knit know ladder lake lamp large last late laugh learn leave left less
let letter library life lift light like line list listen little live long look lose lot loud love
low lunch machine make man many map market matter may me meal mean meet message might mile milk
mind minute miss model monday money month moon more morning most mother move much mum museum music
must my name nap near need nephew never new news next nice niece night nine no nobody noise north
not nothing now number nurse odd of off often old on once one only open or order other our out
outside oven over own paint paper park part party past path patient pay people person phone photo
piano picture piece place plan plant plate play please pocket poem pool post pot practise prefer
present pretty problem puzzle quarter question quick quiet quite radio rain read ready real really
red relax remember rest ride right ring river road room round routine rugby run sad safe same
sandwich saturday save say school sea seat second see sell send seven share she shed shelf shoe
shop short should show shower shy side sign sing sister sit six skill sleep slow small smell smile
snack so soap soft some son song soon sound soup south speak special spend spoon spring stairs
stand star start stay step still stop story street strong summer sun sunday supper sure swim table
take talk tall tea teach team tell ten than thank that the their them then there these they thing
think thirsty this those three thursday tidy time tired to today together toilet tomorrow too top
touch towel town toy train travel tree trip trust try tuesday turn two uncle under until up us use
usually village visit voice wait wake walk wall want warm wash watch water way we weather wednesday
week well west wet what wheel when where which while white who whole why will win window winter
wish with without woman wonder wood word work world worry would write wrong yard year yes yesterday
you young your zoo
""".split()

DOMAINS = ["nutrition", "personalHygiene", "toiletNeeds", "clothing", "safeUseOfHome",
           "habitableHome", "relationships", "workTrainingEducation", "communityFacilities"]
PICTURES = ["talking", "calendar", "washing", "garden", "heart", "cooking", "home", "work",
            "friends", "clock", "money", "family", "health", "bus", "learning", "night"]
NEEDS = ["easyRead", "moreTime", "hearing", "sight", "pictures", "quietPlace", "writtenDown"]


def words(chance, longest):
    """A few words of at most that many letters."""
    text = chance.choice(WORDS).capitalize()
    while True:
        longer = text + " " + chance.choice(WORDS)
        if len(longer) > longest:
            return text
        text = longer


def package(chance, number):
    """One package in the import format, about 1.2 KB as a document."""
    return {
        "reference": f"CE-{number}", "version": 1, "title": words(chance, 36),
        "pictogram": chance.choice(PICTURES),
        "category": {
            "serviceType": chance.choice(["communitySupport", "supportedLiving"]),
            "clientGroup": chance.choice(["learningDisability", "mentalHealth", "autism"]),
            "ageGroup": chance.choice(["transition", "adults"]),
            "area": chance.choice(["north", "south", "east", "west"])},
        "place": "a town in the " + chance.choice(["north", "south", "east", "west"]),
        "people": 1, "lifeNow": words(chance, 200) + ".",
        "whatMatters": [words(chance, 36) for _ in range(2)],
        "communicationNeeds": [{
            "kind": kind, "title": words(chance, 20), "detail": words(chance, 30) + ".",
            "pictogram": chance.choice(PICTURES)} for kind in chance.sample(NEEDS, 1)],
        "outcomes": [{
            "id": f"o{place + 1}", "domain": domain, "title": words(chance, 24),
            "words": words(chance, 30) + ".", "pictogram": chance.choice(PICTURES)}
            for place, domain in enumerate(chance.sample(DOMAINS, 3))],
        "hoursPerWeek": chance.randint(2, 168),
        "start": f"2027-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "personalBudgetPenceWeekly": chance.randint(20_000, 300_000),
        "requirements": [words(chance, 50)], "bids": []}


def document(record):
    """The JSON that a laptop gets: sorted keys, no spaces."""
    value = {key: record[key] for key in record
             if key not in ("reference", "personalBudgetPenceWeekly", "bids")}
    value.update(id=record["reference"], budget={"weekly": record["personalBudgetPenceWeekly"]},
                 stage="closed")
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def write(folder, name, records):
    file = {"format": "support-choice/packages-1", "asOf": "2026-11-23", "providers": [],
            "packages": records}
    with open(os.path.join(folder, name + ".json"), "w") as out:
        json.dump(file, out)
    lines = "documents" if name == "packages" else name
    with open(os.path.join(folder, lines + ".jsonl"), "w") as out:
        for record in records:
            out.write(record["reference"] + "\t" + document(record) + "\n")


def main():
    folder = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 30
    os.makedirs(folder, exist_ok=True)
    chance = random.Random(1)
    records = [package(chance, 10_000 + number) for number in range(count)]
    write(folder, "packages", records)
    for number in range(1, rounds + 1):
        changed = chance.sample(records, min(100, count))
        for record in changed:
            record["version"] += 1
            record["hoursPerWeek"] = chance.randint(2, 168)
            record["whatMatters"] = [words(chance, 36), record["whatMatters"][1]]
        write(folder, f"change-{number}", changed)


main()
