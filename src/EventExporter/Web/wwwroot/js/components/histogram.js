// Events over time, stacked by severity. Dragging, or Shift and the arrow keys, selects a range.
import { h, replace, s, say } from '../dom.js';
import { Severities, severityIcon } from '../severity.js';
import { number, short } from '../text.js';
import { clock, duration, ticks } from '../time.js';

const Left = 44, Right = 8, Top = 10, Bottom = 22;

/** @param onSelect called with a range; @param unit what is counted, for those who listen. */
export function histogram({ height, onSelect, label }) {
  const svg = s('svg', { class: 'histogram-drawing', height, 'aria-hidden': 'true' });
  const tip = h('div', { class: 'tip', hidden: true });
  const element = h('div', { class: 'histogram', tabindex: onSelect ? 0 : null, role: 'group', 'aria-roledescription': 'chart', 'aria-label': label }, svg, tip);
  let data = null, cursor = -1, anchor = -1, dragging = false;

  const width = () => element.clientWidth || 800;
  const step = () => data.seconds * 1e3;
  const first = () => Math.floor(data.from / step()) * step();
  const bars = () => Math.max(1, Math.ceil((data.to - first()) / step()));
  const x = time => Left + (time - data.from) / (data.to - data.from) * (width() - Left - Right);
  const barAt = px => Math.min(bars() - 1, Math.max(0, Math.floor((data.from + (px - Left) / (width() - Left - Right) * (data.to - data.from) - first()) / step())));
  const timeOf = bar => first() + bar * step();

  function draw() {
    if (!data) return;
    const w = width(), plot = height - Top - Bottom;
    svg.setAttribute('viewBox', `0 0 ${w} ${height}`);
    svg.setAttribute('width', w);
    const highest = Math.max(1, ...[...data.buckets.values()].map(total));
    const scale = niceTop(highest);
    const y = n => Top + plot * (1 - n / scale);
    const axis = ticks(data, Math.max(2, Math.floor(w / 72)));
    replace(svg,
      s('defs', null, s('pattern', { id: 'gap-hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('rect', { class: 'gap-line', width: 2, height: 6 }))),
      [0.5, 1].map(part => [s('line', { class: 'grid', x1: Left, x2: w - Right, y1: y(scale * part), y2: y(scale * part) }),
        s('text', { class: 'axis', x: Left - 8, y: y(scale * part) + 4, 'text-anchor': 'end' }, short(scale * part))]),
      s('line', { class: 'base', x1: Left, x2: w - Right, y1: Top + plot, y2: Top + plot }),
      axis.times.filter(t => x(t) > Left + 12 && x(t) < w - 24).map(t => s('text', { class: 'axis', x: x(t), y: height - 6, 'text-anchor': 'middle' }, axis.label(t))),
      (data.gaps ?? []).filter(g => g.to > data.from && g.from < data.to).map(g => s('rect', { class: 'gap', fill: 'url(#gap-hatch)', x: x(Math.max(g.from, data.from)), y: Top, width: Math.max(3, x(Math.min(g.to, data.to)) - x(Math.max(g.from, data.from))), height: plot }, s('title', null, g.why))),
      selection(plot), [...data.buckets].map(([time, counts]) => bar(time, counts, y)));
  }

  function bar(time, counts, y) {
    const from = Math.max(Left, x(time)), to = Math.min(width() - Right, x(time + step()));
    if (to - from < 0.3) return null;
    const gap = to - from > 4 ? 1.5 : 0.3;
    let below = 0;
    return Severities.filter(severity => counts[severity]).map(severity => {
      const [bottom, top] = [y(below), y(below += counts[severity])];
      return s('rect', { class: `bar ${severity}`, x: from, width: to - from - gap, y: Math.min(top, bottom - 1), height: Math.max(1, bottom - top) });
    });
  }

  function selection(plot) {
    if (cursor < 0) return null;
    const [from, to] = span();
    return s('rect', { class: anchor >= 0 ? 'selection' : 'cursor', x: Math.max(Left, x(from)), y: Top, width: Math.max(1, Math.min(width() - Right, x(to)) - Math.max(Left, x(from))), height: plot });
  }

  const span = () => [timeOf(Math.min(cursor, anchor < 0 ? cursor : anchor)), timeOf(Math.max(cursor, anchor) + 1)];

  function show() {
    draw();
    tip.hidden = cursor < 0;
    if (cursor < 0) return;
    const [from, to] = span(), sum = {};
    for (const [time, counts] of data.buckets)
      if (time >= from && time < to) for (const [severity, n] of Object.entries(counts)) sum[severity] = (sum[severity] ?? 0) + n;
    replace(tip, h('p', { class: 'tip-time' }, `${clock(from)} \u2013 ${clock(to)}`, h('span', null, duration(to - from))),
      Severities.filter(severity => sum[severity]).map(severity => h('p', null, severityIcon(severity), h('span', null, severity), h('b', null, number(sum[severity])))),
      total(sum) ? null : h('p', { class: 'muted' }, 'no events'));
    const at = x((from + to) / 2);
    tip.style.left = `${Math.min(Math.max(at - tip.offsetWidth / 2, 0), width() - tip.offsetWidth)}px`;
    element.dataset.readout = `${clock(from)} to ${clock(to)}: ${Severities.filter(v => sum[v]).map(v => `${sum[v]} ${v}`).join(', ') || 'no events'}`;
  }

  function select() {
    const [from, to] = span();
    cursor = anchor = -1;
    show();
    onSelect?.({ from, to });
  }

  function keyed(event) {
    if (!data || !['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Enter') { if (cursor >= 0) select(); return; }
    if (event.key === 'Escape') { cursor = anchor = -1; show(); return; }
    if (event.shiftKey && anchor < 0) anchor = Math.max(0, cursor);
    if (!event.shiftKey) anchor = -1;
    cursor = event.key === 'Home' ? 0 : event.key === 'End' ? bars() - 1 : cursor < 0 ? bars() - 1 : Math.min(bars() - 1, Math.max(0, cursor + (event.key === 'ArrowLeft' ? -1 : 1)));
    show();
    say(element.dataset.readout);
  }

  const at = event => barAt(event.clientX - element.getBoundingClientRect().left);
  element.addEventListener('pointermove', event => {
    if (!data || (event.pointerType === 'touch' && !dragging)) return;
    cursor = at(event);
    show();
  });
  element.addEventListener('pointerleave', () => { if (!dragging) { cursor = anchor = -1; show(); } });
  element.addEventListener('pointerdown', event => {
    if (!data || !onSelect || event.button !== 0) return;
    dragging = true;
    anchor = cursor = at(event);
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointerup', () => {
    if (!dragging) return;
    dragging = false;
    if (anchor !== cursor) select();
    else { anchor = -1; show(); }
  });
  element.addEventListener('pointercancel', () => { dragging = false; cursor = anchor = -1; });
  element.addEventListener('keydown', keyed);
  element.addEventListener('blur', () => { cursor = anchor = -1; show(); });
  new ResizeObserver(draw).observe(element);
  return { element, draw(next) { data = next; dragging ? draw() : show(); } };
}

const total = counts => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** A round number at or above, with a round half. */
function niceTop(n) {
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 4, 6, 8, 10].map(m => m * power).find(top => top >= n && (top >= 2 || n <= 1)) ?? n;
}

/** The answer of an aggregate over severity and time, as bars. */
export function bucketsOf(answer) {
  const buckets = new Map();
  for (const group of answer.groups) {
    const time = Date.parse(group.time);
    const counts = buckets.get(time) ?? buckets.set(time, {}).get(time);
    const severity = Severities.includes(group.severity) ? group.severity : 'info';
    counts[severity] = (counts[severity] ?? 0) + group.count;
  }
  return buckets;
}

/** What the colours and shapes mean, with how many of each there are. */
export function legend(buckets, onClick) {
  const sums = {};
  for (const counts of buckets.values()) for (const [severity, n] of Object.entries(counts)) sums[severity] = (sums[severity] ?? 0) + n;
  return h('ul', { class: 'legend' }, Severities.map(severity => h('li', null,
    h('button', { type: 'button', class: 'quiet small', disabled: !sums[severity], title: `Only ${severity}`, onclick: () => onClick(severity) },
      severityIcon(severity), h('span', null, severity), h('b', null, short(sums[severity] ?? 0))))));
}
