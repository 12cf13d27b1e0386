"""Several at once: two time-keepers on the same minute, and twenty editors who save at the same moment."""

import re
import secrets
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.series.desk.edit_form import body
from tests.stack.client import form_in
from tests.stack.faults import questions
from tests.stack.processes import Process, wait_until

SERIES = "city-and-its-water"


def test_two_time_keepers_publish_each_page_once(stack, soak, figures):
    pks = stack.inside(questions.schedule, [f"On time {number}" for number in range(4)])
    words = [sys.executable, "manage.py", "publish_due"]
    keepers = [
        Process(stack.keeper, f"keeper-{number}", words, environment=stack.environment) for number in (1, 2)
    ]
    begun = time.monotonic()
    for keeper in keepers:
        keeper.launch()
    wait_until(lambda: not any(keeper.is_running for keeper in keepers), "both are done", 60)
    took = time.monotonic() - begun
    found = stack.inside(questions.published, pks)
    assert {(one.live, one.log_entries) for one in found} == {(True, 1)}, found
    assert max(one.mailings for one in found) <= 1
    figures("Two time-keepers at once", f"{len(pks)} pages, each once, in {took:.1f} s with their start")


def test_twenty_editors_save_at_once(stack, soak, figures):
    run = secrets.token_hex(2)  # the stack may have been through this before
    edited = stack.inside(questions.parts, 10, SERIES)
    before = stack.inside(questions.numbers_of, SERIES)
    parent = stack.inside(questions.pk_of, SERIES)
    editors = [stack.sign_in("managing") for _ in range(20)]
    add = f"/admin/pages/add/series/installmentpage/{parent}/"
    empty = editors[0].form(add)
    with ThreadPoolExecutor(10) as pool:
        opened = list(pool.map(lambda pk: editors[0].get(f"/admin/pages/{pk}/edit/"), edited))
    forms = [form_in(answer) for answer in opened]
    shown = [re.findall(r"Old text \d", answer.text) for answer in opened]
    assert shown == [[f"Old text {number}"] for number in range(10)], (
        "each form has its own text and no other's"
    )

    def save(number):
        begun = time.monotonic()
        if number < 10:
            path, form, title = add, empty, f"Written at once {number} {run}"
            form = form | {"slug": f"written-at-once-{number}-{run}"}
        else:
            path, form = f"/admin/pages/{edited[number - 10]}/edit/", forms[number - 10]
            title = f"Edited at once {number} {run}"
        form = {name: value for name, value in form.items() if name != "csrfmiddlewaretoken"}
        answer = editors[number].post(path, form | body(f"Text of {title}.") | {"title": title})
        return title, answer.status, time.monotonic() - begun

    with ThreadPoolExecutor(20) as pool:
        saved = list(pool.map(save, range(20)))

    assert {status for _, status, _ in saved} <= {200, 302}, saved
    for title, _, _ in saved:
        assert stack.inside(questions.latest_text, title) == (f"Text of {title}.", 1)
    after = stack.inside(questions.numbers_of, SERIES)
    new = sorted(number for pk, number in after.items() if pk not in before)
    highest = max(number for number in before.values() if number is not None)
    assert new == list(range(highest + 1, highest + 11))
    assert after | before == after, "nobody else's number has changed"
    slowest = max(seconds for _, _, seconds in saved)
    figures("Twenty editors at once", f"10 new parts, 10 edits, no text lost, slowest {slowest:.2f} s")
