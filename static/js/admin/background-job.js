// Keeps the page of a job in the background up to date, and draws it anew when the job has ended.
// Without this script "Look again" does the same.

const section = document.querySelector("[data-background-job]");
const part = (name) => section.querySelector(`[data-job="${name}"]`);
const SECONDS = 2;
const MOST_SECONDS = 30;

/** Written only when it differs: screen readers read the state aloud when it changes. */
function write(name, words) {
  if (part(name).textContent !== words) part(name).textContent = words;
}

function show(job) {
  for (const name of ["headline", "step", "counted"]) write(name, job[name]);
  if (job.total === null) return;
  part("bar").max = job.total;
  part("bar").value = job.done;
}

async function look(wait) {
  try {
    const answer = await fetch(section.dataset.backgroundJob, { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 403 || answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(answer.status);
    const job = await answer.json();
    if (!job.going) return location.reload();
    show(job);
    again(SECONDS);
  } catch {
    // The server is away for a moment: ask less and less often.
    again(Math.min(wait * 2, MOST_SECONDS));
  }
}

function again(wait) {
  setTimeout(() => look(wait), wait * 1000);
}

if (section) again(SECONDS);
