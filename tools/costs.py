"""What logging costs a month, by the size of the organization: the table of docs/costs.md, from prices.json and an ordinary use.

python tools/costs.py writes it there.
"""

import json
from pathlib import Path

from made_lines import replaced

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "costs.md"
PRICED = json.loads((ROOT / "tools" / "prices.json").read_text(encoding="utf-8"))

ACCOUNTS = (10, 300, 5000)
# An ordinary use; docs/costs.md says it in words.
REGIONS, SESSIONS, KILOBYTES, MONTHS_KEPT, DAYS = 3, 100, 50, 12, 30
KILOBYTES_OF_AN_EVENT, KILOBYTES_OF_AN_OPERATION = 1, 5
# docs/scaling.md: calls of an account, of each of its Regions; milliseconds a call; accounts side by side.
CALLS, CALLS_OF_A_REGION, MILLISECONDS, SIDE_BY_SIDE = 9, 12, 100, 32


def dollars(what: str, amount: float) -> float:
    price = PRICED["prices"][what]
    return max(0, amount - price.get("free", 0)) / price["per"] * price["dollars"]


def lines(accounts: int) -> dict[str, float]:
    """Dollars a month, by what they are for."""
    sessions = accounts * SESSIONS
    gigabytes = sessions * KILOBYTES * MONTHS_KEPT / 1e6
    operations = accounts * REGIONS * DAYS
    minutes = accounts * (CALLS + CALLS_OF_A_REGION * REGIONS) * MILLISECONDS / SIDE_BY_SIDE / 60_000
    return {
        "keys: Key 1, Key 2 and its replicas": dollars("key", 1 + REGIONS),
        "KMS: two requests a session, one an upload": dollars("kms request", 3 * sessions),
        "S3: requests": dollars("s3 put", sessions) + dollars("s3 get", 3 * sessions),
        f"S3: logs of {MONTHS_KEPT} months, versions apart": dollars("s3 storage", gigabytes),
        "daily drift detection: handler operations": dollars("handler operation", operations),
        "its lines in the handlers' log": dollars("log", operations * KILOBYTES_OF_AN_OPERATION / 1e6),
        "daily verdict: CodeBuild": dollars("build minute", DAYS * max(1, minutes)),
        "alarm on silence: events, their log, the alarm": dollars("event", sessions) + dollars("log", sessions * KILOBYTES_OF_AN_EVENT / 1e6) + dollars("alarm", 1),
    }


def money(value: float) -> str:
    return "under 0.01" if 0 < value < 0.005 else f"{value:,.2f}"


def table() -> str:
    columns = [lines(accounts) for accounts in ACCOUNTS]
    rows = [[name, *(money(column[name]) for column in columns)] for name in columns[0]]
    rows.append(["**all**", *(f"**{money(sum(column.values()))}**" for column in columns)])
    rows.append(["an account", *(money(sum(column.values()) / accounts) for column, accounts in zip(columns, ACCOUNTS, strict=True))])
    rows.append(["besides, if types are registered with `cfn submit`", *(money(dollars("key", accounts * REGIONS)) for accounts in ACCOUNTS)])
    head = ["dollars a month", *(f"{accounts:,} accounts" for accounts in ACCOUNTS)]
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, ["---", *["---:"] * len(ACCOUNTS)], *rows])


def sources() -> str:
    priced = PRICED["prices"].values()
    rows = [f"| ${it['dollars']:g} for {it['per']:,} | {it['unit']}{', the first %s free' % format(it['free'], ',') if 'free' in it else ''} | {it['source']} |\n" for it in priced]
    checked = f"compared with AWS's pages in {PRICED['checked']}" if PRICED["checked"] else "**compared with no page of AWS since**: look at each before you rely on a sum"
    return f"Prices of {PRICED['region']}, written down in {PRICED['written']} and {checked}.\n\n| price | of | to be checked at |\n|---|---|---|\n{''.join(rows)}"


def page(text: str) -> str:
    """The page with the table of now."""
    return replaced(text, "tools/costs.py", table() + "\n" + sources())


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
