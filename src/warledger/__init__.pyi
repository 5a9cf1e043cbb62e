from warledger.api import check_ledger as check_ledger
from warledger.api import evaluate_gold as evaluate_gold
from warledger.api import export_html as export_html
from warledger.api import forget_reports as forget_reports
from warledger.api import index_echoes as index_echoes
from warledger.api import judge_record as judge_record
from warledger.api import list_claims as list_claims
from warledger.api import list_control as list_control
from warledger.api import list_entities as list_entities
from warledger.api import list_matters as list_matters
from warledger.api import list_stories as list_stories
from warledger.api import make_brief as make_brief
from warledger.api import open as open
from warledger.api import open_ledger as open_ledger
from warledger.api import run_reports as run_reports
from warledger.api import show_record as show_record
from warledger.api import show_versions as show_versions
from warledger.api import total_matters as total_matters

__version__: str
