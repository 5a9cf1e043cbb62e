"""Two texts and reports of them, for the tests of echoes."""

from datetime import UTC, date, datetime

from warledger.model import OffsetMap, Report

WIRE = (
    "Shells struck the bus station of Port Sorrel on Tuesday morning and killed nine people, the harbour master said. "
    "Ambulances carried the wounded to the naval hospital, where doctors operated by the light of torches because power had failed."
)
OTHER = (
    "Fishermen in the bay of Andal said a patrol boat had sunk in fog. "
    "Nobody was hurt and the coastguard opened an inquiry into the matter."
)


def report(name, text, hour=8, **more):
    at = datetime(2031, 3, 11, hour, tzinfo=UTC)
    fields = {"language": "en", "published_on": date(2031, 3, 11), "published_at": at} | more
    return Report(name, name, name, text, text, OffsetMap.identity(len(text)), **fields)
