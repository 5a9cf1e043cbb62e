"""warledger keeps the ledger of what is said to happen in a war.

    import warledger

    warledger.run_reports(["reports/"], "war.db")
    with warledger.open("war.db") as war:
        for matter in war.matters():
            print(matter["standing"], matter["what"], matter["estimate"])
        deaths = war.claims(event="killed").frame()  # of pandas or polars, whichever is there

What is listed here is in `warledger.api` and is fetched from there when it is first used: `import warledger` stays quick,
and the layers below may ask for the version without importing what lies above them.
"""

import importlib

__version__ = "0.1.0"

__all__ = [
    "check_ledger", "evaluate_gold", "export_html", "forget_reports", "index_echoes", "judge_record", "list_claims",
    "list_control", "list_entities", "list_matters", "list_stories", "make_brief", "open", "open_ledger", "run_reports", "show_record",
    "show_versions", "total_matters",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """A function of the API."""
    if name in __all__:
        return getattr(importlib.import_module("warledger.api"), name)
    raise AttributeError(f"module 'warledger' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
