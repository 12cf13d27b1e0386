// What a page loses at this width, a line each: what is wider than the screen, what its own box cuts, and lines of text
// that stand in each other. The box of a line is as high as the font's tallest letters, which lines that stand close
// share: only its inner half counts.
() => {
  const found = [], width = document.documentElement.clientWidth;
  const named = (element) => `${element.tagName.toLowerCase()}.${element.className}`;
  const left = [
    ".visually-hidden", ".skip-link", ".tool-text", ".table-figure__scroll", "[aria-hidden=true]", "svg", "datalist", "input", "textarea",
  ].join(", ");
  for (const closed of document.querySelectorAll("details")) closed.open = true;
  const sideways = document.documentElement.scrollWidth - width;
  if (sideways > 0) found.push(`scrolls sideways by ${sideways}`);

  const cuts = (value) => value === "hidden" || value === "clip";
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility() || element.closest(left)) continue;
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (box.right > width + 1 || box.left < -1) found.push(`${named(element)} ends at ${Math.round(box.right)}`);
    const cut = cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const below = cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (cut || below) found.push(`${named(element)} is cut`);
  }

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const around = node.parentElement;
    if (!node.data.trim() || around.closest(`${left}, option`) || !around.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width <= 2) continue;
      const inner = box.height / 4;
      lines.push({
        words: node.data.trim().slice(0, 30), left: box.left + 1, right: box.right - 1,
        top: box.top + inner, bottom: box.bottom - inner,
      });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, place) => {
    for (const other of lines.slice(place + 1)) {
      if (other.top >= one.bottom) break;
      if (one.left < other.right && other.left < one.right) found.push(`“${one.words}” lies over “${other.words}”`);
    }
  });
  return [...new Set(found)].slice(0, 6);
}
