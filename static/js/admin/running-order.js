// The running order of a series: buttons, number fields and dragging move rows at once; the form saves them.
// Without this script the buttons ask the server for the moved table, and the number fields do the rest.

const form = document.querySelector("[data-running-order]");
const body = form?.querySelector("tbody");

const field = (row) => row.querySelector("input[name^='number-']");
const rows = () => [...body.rows];

/** The number of a row as last settled: null for none. */
function numberOf(row) {
  return row.dataset.number === "" ? null : Number(row.dataset.number);
}

/** Rows that neighbours push along: numbered ones. A preface (0) and pieces without a number keep to themselves. */
function moving() {
  return rows().filter((row) => field(row) && numberOf(row)).sort((a, b) => numberOf(a) - numberOf(b));
}

function give(row, number) {
  row.dataset.number = number ?? "";
  field(row).value = number ?? "";
}

/** Put the rows in the order of their numbers, around one that must not be taken out (it has focus or is dragged). */
function layOut(kept) {
  const rank = (row) => numberOf(row) ?? Infinity;
  const order = rows()
    .map((row, place) => ({ row, place }))
    .sort((a, b) => (rank(a.row) === rank(b.row) ? a.place - b.place : rank(a.row) - rank(b.row)))
    .map(({ row }) => row);
  const here = order.indexOf(kept);
  order.slice(0, here).forEach((row) => body.insertBefore(row, kept));
  order.slice(here + 1).forEach((row) => body.append(row));
  rows().forEach(mark);
}

function mark(row) {
  const note = row.querySelector("[data-was]");
  if (!note) return;
  const isMoved = row.dataset.number !== row.dataset.stored;
  row.classList.toggle("is-moved", isMoved);
  note.textContent = isMoved ? form.dataset.was.replace("NUMBER", row.dataset.stored || form.dataset.none) : "";
}

function announce(row) {
  form.querySelector("[data-announce]").textContent = form.dataset.said
    .replace("TITLE", row.dataset.title)
    .replace("NUMBER", row.dataset.number || form.dataset.none);
}

/** Let a row take a place among the moving ones; those in between move up or down by one. */
function moveTo(row, place) {
  const order = moving();
  const numbers = order.map(numberOf);
  const from = order.indexOf(row);
  if (from < 0 || place < 0 || place >= order.length || place === from) return;
  order.splice(place, 0, ...order.splice(from, 1));
  order.forEach((each, index) => give(each, numbers[index]));
  layOut(row);
  announce(row);
}

/** What was typed into a number field: whoever stood there moves on, as series/desk/arranging.py does it. */
function type(row) {
  const typed = field(row).value.trim();
  if (typed && !/^\d+$/.test(typed)) return; // the server says what is wrong with it
  const number = typed === "" ? null : Number(typed);
  const others = moving().filter((each) => each !== row);
  if (number && others.some((each) => numberOf(each) === number)) {
    const free = moving().map(numberOf).filter((each) => each !== number);
    while (free.length < others.length) free.push(Math.max(number, ...free) + 1);
    others.forEach((each, index) => give(each, free[index]));
  }
  give(row, number);
  layOut(row);
  announce(row);
}

function drag(event) {
  const row = event.target.closest("[data-handle]") && event.target.closest("tr");
  if (!row || event.button !== 0 || !numberOf(row)) return;
  event.preventDefault();
  row.classList.add("is-dragged");
  const follow = ({ clientX, clientY }) => {
    const over = document.elementFromPoint(clientX, clientY)?.closest("tr");
    const place = over === row ? -1 : moving().indexOf(over);
    if (place >= 0) moveTo(row, place);
  };
  const stop = () => {
    row.classList.remove("is-dragged");
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("pointerup", stop);
    document.removeEventListener("pointercancel", stop);
  };
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", stop);
  document.addEventListener("pointercancel", stop);
}

if (body) {
  rows().filter(field).forEach((row) => { row.dataset.number = /^\d+$/.exec(field(row).value.trim())?.[0] ?? ""; });
  form.classList.add("is-live");
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=action]");
    const step = { up: -1, down: 1 }[button?.value.split(":")[0]];
    if (!step) return;
    event.preventDefault();
    const row = button.closest("tr");
    moveTo(row, moving().indexOf(row) + step);
  });
  form.addEventListener("change", (event) => {
    if (event.target.name.startsWith("number-")) type(event.target.closest("tr"));
    if ("all" in event.target.dataset) {
      form.querySelectorAll("input[name=part]").forEach((box) => { box.checked = event.target.checked; });
    }
  });
  body.addEventListener("pointerdown", drag);
}
