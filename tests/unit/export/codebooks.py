# ruff: noqa: E501
"""Readers of event data written from the codebooks alone: they share no code with the exporters."""

import csv
import io
import json
from datetime import date

ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 "
    "inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source "
    "source_scale notes fatalities tags timestamp"
).split()
ACLED_SUB = {
    "Armed clash": "Battles", "Government regains territory": "Battles", "Non-state actor overtakes territory": "Battles",
    "Chemical weapon": "Explosions/Remote violence", "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence", "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence", "Grenade": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians", "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians", "Peaceful protest": "Protests",
    "Protest with intervention": "Protests", "Excessive force against protesters": "Protests", "Violent demonstration": "Riots",
    "Mob violence": "Riots", "Agreement": "Strategic developments", "Arrests": "Strategic developments",
    "Change to group/activity": "Strategic developments", "Disrupted weapons use": "Strategic developments",
    "Headquarters or base established": "Strategic developments", "Looting/property destruction": "Strategic developments",
    "Non-violent transfer of territory": "Strategic developments", "Other": "Strategic developments",
}  # fmt: skip
INTER = [
    "State Forces",
    "Rebel Groups",
    "Political Militias",
    "Identity Militias",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other Forces",
]
PAIRS = set(
    "10 11 12 13 14 15 16 17 18 20 22 23 24 25 26 27 28 30 33 34 35 36 37 38 40 44 45 46 47 48 50 55 56 57 58 60 66 67 68 78 80".split()
)
GED = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,"
    "side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,"
    "source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,"
    "country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,"
    "gwnoa,gwnob"
).split(",")
POLECAT = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,"
    "Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,"
    "Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,"
    "GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version"
).split(",")
MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence", "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons "
    "crowd-control unconventional",
}  # fmt: skip
QUADS = {
    "VERBAL COOPERATION": "AGREE CONSULT SUPPORT CONCEDE", "MATERIAL COOPERATION": "COOPERATE AID RETREAT",
    "VERBAL CONFLICT": "REQUEST ACCUSE REJECT THREATEN", "MATERIAL CONFLICT": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}  # fmt: skip
SECTORS = set("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split() + [""])
CONTEXTS = set(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal reparations "
    "human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping health "
    "asylum migration disasters natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs "
    "trafficking".split()
)


def unguard(cell):
    return cell[1:] if cell.startswith("'") else cell


def rows_of(content, header, delimiter=","):
    text = content.decode("utf-8")
    found = list(csv.reader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL))
    assert found[0] == list(header)
    assert all(len(r) == len(header) for r in found), "every row has every column"
    return [dict(zip(header, map(unguard, r), strict=True)) for r in found[1:]]


def read_acled(content, *, numeric=False):
    rows = rows_of(content, ACLED)
    for r in rows:
        assert date.fromisoformat(r["event_date"]).year == int(r["year"])
        assert r["time_precision"] in ("1", "2", "3") and r["geo_precision"] in ("1", "2", "3")
        assert ACLED_SUB[r["sub_event_type"]] == r["event_type"]
        assert r["disorder_type"] in ("Political violence", "Demonstrations", "Strategic developments")
        known = [str(n) for n in range(1, 9)] if numeric else INTER
        assert r["inter1"] in known, r
        assert r["inter2"] in (*known, "")
        assert bool(r["actor2"]) == bool(r["inter2"]) and r["actor1"]
        pair = r["interaction"] if numeric else _pair(r["interaction"])
        assert pair in PAIRS, r["interaction"]
        assert r["civilian_targeting"] in ("", "Civilian targeting")
        assert int(r["fatalities"]) >= 0 and (not r["timestamp"] or int(r["timestamp"]) > 0)
        assert r["event_id_cnty"][:3].isalpha() and r["event_id_cnty"][3:].isdigit()
        _point(r["latitude"], r["longitude"])
    assert len({r["event_id_cnty"] for r in rows}) == len(rows)
    return rows


def _pair(text):
    if text.startswith("Sole "):
        return f"{INTER.index(text[5:]) + 1}0"
    one, other = next((a, b) for a in INTER for b in INTER if f"{a}-{b}" == text)
    return f"{INTER.index(one) + 1}{INTER.index(other) + 1}"


def read_ged(content):
    rows = rows_of(content, GED)
    for r in rows:
        best, high, low = int(r["best"]), int(r["high"]), int(r["low"])
        assert low <= best <= high and high >= 1
        assert best == sum(int(r[c]) for c in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
        assert r["type_of_violence"] in "123" and r["where_prec"] in "1234567" and r["date_prec"] in "12345" and r["event_clarity"] in "12"
        assert date.fromisoformat(r["date_start"]) <= date.fromisoformat(r["date_end"])
        assert date.fromisoformat(r["date_start"]).year == int(r["year"])
        assert int(r["number_of_sources"]) >= -1 and int(r["id"]) > 0
        assert r["region"] in ("", "Africa", "Americas", "Asia", "Europe", "Middle East")
        if r["latitude"]:
            _point(r["latitude"], r["longitude"])
            assert r["geom_wkt"] == f"POINT ({r['longitude']} {r['latitude']})"
            assert int(r["priogrid_gid"]) == _cell(float(r["latitude"]), float(r["longitude"]))
    return rows


def _cell(lat, lon):
    """PRIO-GRID counts cells of half a degree from the south-west, 720 a row, the first is 1."""
    return int((lat + 90) // 0.5) * 720 + int((lon + 180) // 0.5) + 1


def read_polecat(content):
    rows = rows_of(content, POLECAT, "\t")
    for r in rows:
        date.fromisoformat(r["Event Date"])
        _coded(r["Event Type"], r["Event Mode"], r["Quad Code"])
        assert -10 <= float(r["Intensity"]) <= 10
        assert {r["Primary Actor Sector"], r["Primary Recipient Sector"]} <= SECTORS
        assert not r["Contexts"] or set(r["Contexts"].split(";")) <= CONTEXTS
        assert r["Recipient Name"] or r["Event Type"] not in ("COOPERATE", "AID", "SANCTION")
        _point(r["Latitude"], r["Longitude"])
    assert len({r["Event ID"] for r in rows}) == len(rows)
    return rows


def read_polecat_json(content):
    rows = [json.loads(line) for line in content.decode("utf-8").splitlines()]
    for r in rows:
        date.fromisoformat(r["date"])
        assert r["id"] and r["actor"] and len(r["event"]) == 1
        _coded(r["event"][0], "".join(r["mode"]), r["quad_code"])
        assert set(r["context"]) <= CONTEXTS
        assert all(c["corpus"] and c["language"].isalpha() and c["coder"] and c["version"] for c in r["cite_info"])
        assert all(set(r.get("size", {})) <= {"dead", "injured", "arrested"} for _ in "1")
        assert all(1 <= p["resolution"] <= 5 for p in r["event_loc"])
    return rows


def _coded(kind, mode, quad):
    assert kind in QUADS[quad].split()
    assert mode == "" or mode in MODES[kind].split(), (kind, mode)


def _point(lat, lon):
    if lat or lon:
        assert -90 <= float(lat) <= 90 and -180 <= float(lon) <= 180
