/* Fills the list of names below the search box while somebody types. The box, its list of names at first and the
   search itself work without this file; keys and screen readers use the list as the browser offers it. */
(() => {
  const box = document.querySelector('input[data-names]');
  if (!box || !box.list) return;
  const WAIT = 200; // ms
  let waiting, asked = '', running;

  const ask = async () => {
    const typed = box.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    if (running) running.abort();
    running = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.names}?q=${encodeURIComponent(typed)}`, { signal: running.signal });
      if (!answer.ok) return;
      const { names } = await answer.json();
      box.list.replaceChildren(...names.map(name => Object.assign(document.createElement('option'), { value: name })));
    } catch {}
  };
  box.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(ask, WAIT); });
})();
