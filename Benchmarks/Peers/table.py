#!/usr/bin/env python3
"""Makes the tables of docs/benchmarks.md from the figures of one run.

    table.py LOG [PAGE]

Prints them; with a page, puts them between its markers too.
"""
import re
import sys

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def figures(path):
    found = {}
    with open(path) as lines:
        for line in lines:
            match = re.fullmatch(r"figure (\S+) (\S+) (\S+)\s*", line)
            if match:
                found[match[1]] = (match[2], match[3])
    return found


def shown(found, name):
    if name not in found:
        return ""
    value, unit = found[name]
    number = float(value)
    if unit == "B" and number >= 1_000_000:
        return f"{number / 1e6:.2f} MB"
    if unit == "B" and number >= 10_000:
        return f"{number / 1e3:.1f} KB"
    if unit == "s" and number < 1:
        return f"{number * 1000:.0f} ms"
    digits = 0 if number >= 100 or number == int(number) else 1 if number >= 10 else 2
    return f"{number:,.{digits}f} {unit}"


def sync_table(found):
    lines = ["| | floor (C libraries) | Anki | Kinto | ours |", "|---|---|---|---|---|"]
    for title, name in [
            ("initial pull of 10,000: time", "initial-pull"),
            ("... bytes", "initial-pull-bytes"),
            ("... server CPU", "initial-pull-server-cpu"),
            ("pull of 100 changes: time", "pull-100"),
            ("... bytes", "pull-100-bytes"),
            ("idle sync: time", "idle"),
            ("... bytes", "idle-bytes")]:
        cells = [shown(found, f"{who}-{name}") for who in ("floor", "anki", "kinto", "ours")]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    lines.append(f"| durable save of one preference | {shown(found, 'raw-commit')} | | | "
                 f"{shown(found, 'ours-save')} |")
    return lines


def laptops_table(found):
    counts = sorted({int(name.split("-")[1]) for name in found
                     if re.fullmatch(r"laptops-\d+-.*", name)})
    lines = ["| laptops at once | what | p50 | p95 | a second | server CPU each |",
             "|---|---|---|---|---|---|"]
    for what, title in [("first", "first pull"), ("idle", "nothing new"),
                        ("push", "hand in a preference")]:
        for count in counts:
            cells = [shown(found, f"laptops-{count}-{what}-{part}").replace(" laptops/s", "")
                     .replace("/laptop", "") for part in ("p50", "p95", "rate", "server-cpu")]
            lines.append(f"| {count} | {title} | " + " | ".join(cells) + " |")
    return lines


def others_table(found):
    lines = ["| | |", "|---|---|"]
    known = re.compile(r"(floor|anki|kinto|laptops-\d+)-")
    for name in found:
        if not known.match(name):
            lines.append(f"| {name} | {shown(found, name)} |")
    return lines


def main():
    found = figures(sys.argv[1])
    tables = "\n\n".join("\n".join(lines) for lines in (
        sync_table(found), laptops_table(found), others_table(found)))
    print(tables)
    if len(sys.argv) > 2:
        with open(sys.argv[2]) as page:
            text = page.read()
        before, rest = text.split(BEGIN, 1)
        after = rest.split(END, 1)[1]
        with open(sys.argv[2], "w") as page:
            page.write(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}")


main()
