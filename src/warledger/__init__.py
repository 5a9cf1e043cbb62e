"""warledger keeps the ledger of what is said to happen in a war.

    import warledger

    warledger.run_reports(["reports/"], "war.db")
    for matter in warledger.list_matters("war.db"):
        print(matter["standing"], matter["what"], matter["estimate"])
"""

from warledger.api import (
    check_ledger,
    evaluate_gold,
    export_html,
    list_claims,
    list_control,
    list_entities,
    list_matters,
    list_stories,
    make_brief,
    open_ledger,
    run_reports,
    show_record,
)

__version__ = "0.1.0"

__all__ = [
    "check_ledger", "evaluate_gold", "export_html", "list_claims", "list_control", "list_entities", "list_matters", "list_stories",
    "make_brief", "open_ledger", "run_reports", "show_record",
]  # fmt: skip
