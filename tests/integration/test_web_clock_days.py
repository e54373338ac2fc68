"""Where records give different days of return, a clock's pages say both to who may see both records, and to nobody else."""

import pytest
from django.test import Client
from support import held

from sightline.casework.core.models import Account
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
SAID = "Police say the child returned on 1 January 2024; a record says 2 January 2024. The deadline counts from the earlier"
PAGES = (f"/clocks/{held.clock_of('open')}/", f"/people/{held.AOIFE}/deadlines/", f"/people/{held.AOIFE}/")


@pytest.mark.parametrize(("agency", "said"), [("health", True), ("police", False)])
def test_both_days_of_return_are_said_to_who_may_see_both_records(
    workspace: Workspace, agency: str, said: bool
) -> None:
    held.serve_snapshot(workspace)
    client = Client()
    client.force_login(Account.objects.create(username="reader", role="practitioner", agency=agency, organisation=""))
    pages = [client.get(page).content.decode() for page in PAGES]
    assert [SAID in page for page in pages] == [said] * len(PAGES)
    assert ["child returned" in page for page in pages] == [said] * len(PAGES)
