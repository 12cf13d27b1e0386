// The calendar: an entry is dragged to another day. Dropping it sends the form that the server answers; the link
// "Move the date" of every entry does the same without this script and without a pointer.

const calendar = document.querySelector("[data-calendar]");
const form = calendar?.querySelector("[data-drop]");
const START = 6; // pixels until a press becomes a drag, so that a click stays a click
const EDGE = 60; // pixels from the window's edge where the page scrolls along

// The admin scrolls inside its window.
const scroller = document.querySelector(".content-wrapper") ?? document.scrollingElement;
const dayAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-day]");

function drop(entry, day) {
  calendar.querySelector("[data-announce]").textContent = calendar.dataset.said
    .replace("TITLE", entry.dataset.title)
    .replace("DAY", day.dataset.name);
  form.action = entry.dataset.move;
  form.elements.dropped.value = day.dataset.day;
  form.elements.shown.value = entry.dataset.shown;
  form.submit();
}

function press(event) {
  const entry = event.target.closest("[data-entry]");
  const byHandle = event.target.closest("[data-handle]");
  // A finger scrolls the page, except on the handle.
  if (!entry || event.button !== 0 || (event.pointerType !== "mouse" && !byHandle)) return;
  if (!byHandle && event.target.closest(".calendar-entry__move")) return;
  event.preventDefault();
  const start = { x: event.clientX, y: event.clientY };
  let over = null;
  let dragged = false;
  const mark = (day) => {
    over?.classList.remove("is-target");
    over = day;
    over?.classList.add("is-target");
  };
  const follow = ({ clientX, clientY }) => {
    if (!dragged && Math.hypot(clientX - start.x, clientY - start.y) < START) return;
    dragged = true;
    entry.classList.add("is-dragged");
    if (clientY < EDGE) scroller.scrollBy(0, -12);
    if (clientY > window.innerHeight - EDGE) scroller.scrollBy(0, 12);
    mark(dayAt(clientX, clientY) ?? null);
  };
  const end = (finished) => {
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("pointerup", release);
    document.removeEventListener("pointercancel", cancel);
    document.removeEventListener("keydown", escape);
    entry.classList.remove("is-dragged");
    const target = over;
    mark(null);
    if (dragged) swallowClick();
    if (finished && dragged && target && target !== entry.closest("[data-day]")) drop(entry, target);
  };
  const release = () => end(true);
  const cancel = () => end(false);
  const escape = ({ key }) => { if (key === "Escape") end(false); };
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", escape);
}

/** The click that ends a drag opens no link. */
function swallowClick() {
  const stop = (event) => { event.preventDefault(); event.stopPropagation(); };
  document.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", stop, { capture: true }));
}

if (form) {
  calendar.classList.add("is-live");
  calendar.addEventListener("pointerdown", press);
  // Links and pictures have a drag of their own.
  calendar.addEventListener("dragstart", (event) => { if (event.target.closest?.("[data-entry]")) event.preventDefault(); });
}
