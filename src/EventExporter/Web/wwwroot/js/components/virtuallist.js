// A list of any length of which only what is in sight is in the page. Rows are of one height; the page's own scroll position counts.
import { h } from '../dom.js';

/** Rows kept on each side of what is in sight. */
const Beyond = 12;

/**
 * @param render makes a row of an item; @param key tells items apart; @param onEnd called when the end comes near; @param onOpen with an item.
 */
export function virtualList({ render, key, onEnd, onOpen, label }) {
  const space = h('div', { class: 'rows', role: 'list' });
  const element = h('div', { class: 'virtual', tabindex: 0, role: 'group', 'aria-label': label }, space);
  const shown = new Map();
  let items = [], focused = null, height = 0;

  const rowHeight = () => height ||= parseFloat(getComputedStyle(element).getPropertyValue('--row')) || 36;

  function draw() {
    const top = Math.floor(element.scrollTop / rowHeight()), fit = Math.ceil(element.clientHeight / rowHeight());
    const from = Math.max(0, top - Beyond), to = Math.min(items.length, top + fit + Beyond);
    space.style.height = `${items.length * rowHeight()}px`;
    const wanted = new Set();
    for (let i = from; i < to; i++) {
      const id = key(items[i]);
      wanted.add(id);
      let row = shown.get(id);
      if (!row || row.version !== items[i].version) {
        const made = render(items[i]);
        made.setAttribute('role', 'listitem');
        if (row) row.element.replaceWith(made); else space.append(made);
        shown.set(id, row = { element: made, version: items[i].version });
      }

      row.element.style.transform = `translateY(${i * rowHeight()}px)`;
      mark(row.element, id === focused);
      row.element.setAttribute('aria-posinset', i + 1);
      row.element.setAttribute('aria-setsize', items.length);
    }

    for (const [id, row] of shown) {
      if (wanted.has(id)) continue;
      row.element.remove();
      shown.delete(id);
    }

    if (to > items.length - 100) onEnd();
  }

  /** What can be done with the values of a row is reached by Tab from the row that is the current one. */
  function mark(row, current) {
    if (row.classList.contains('current') === current) return;
    row.classList.toggle('current', current);
    for (const control of row.querySelectorAll('a, button')) control.tabIndex = current ? 0 : -1;
  }

  function move(by) {
    const at = items.findIndex(item => key(item) === focused);
    const next = Math.min(items.length - 1, Math.max(0, at < 0 ? Math.ceil(element.scrollTop / rowHeight()) : at + by));
    if (!items[next]) return;
    focused = key(items[next]);
    const top = next * rowHeight();
    if (top < element.scrollTop) element.scrollTop = top;
    if (top + rowHeight() > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight() - element.clientHeight;
    draw();
    const row = shown.get(focused)?.element;
    document.getElementById('said').textContent = row?.textContent ?? '';
  }

  element.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true });
  element.addEventListener('keydown', event => {
    const page = Math.max(1, Math.floor(element.clientHeight / rowHeight()) - 1);
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }[event.key];
    if (by !== undefined && !event.ctrlKey && !event.metaKey) { event.preventDefault(); move(by); }
    if (event.key === 'Enter' && event.target === element && focused !== null) onOpen(items.find(item => key(item) === focused));
  });
  const observer = new ResizeObserver(() => { height = 0; draw(); });
  observer.observe(element);

  return {
    element,
    /** Other items. Where one is being read further down, it stays where it is. */
    set(next) {
      const reading = element.scrollTop > 2 ? items[Math.floor(element.scrollTop / rowHeight())] : null;
      const offset = element.scrollTop % rowHeight();
      items = next;
      space.style.height = `${items.length * rowHeight()}px`;
      const at = reading ? items.findIndex(item => key(item) === key(reading)) : -1;
      if (at >= 0) element.scrollTop = at * rowHeight() + offset;
      draw();
    },
    top() { element.scrollTop = 0; focused = null; },
  };
}
