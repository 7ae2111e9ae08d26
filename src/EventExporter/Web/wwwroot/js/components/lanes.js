// The lanes of a timeline: the node above, then owners, then the object and what it owns. Bars last as long as a trouble, ticks are events.
import { h, replace, s } from '../dom.js';
import { to } from '../router.js';
import { isSeverity } from '../severity.js';
import { number, plain, value } from '../text.js';
import { clock, duration, ticks } from '../time.js';

const Order = { node: 0, owner: 1, self: 2, owned: 3 };
const BarHeight = 16, Gap = 4, Least = 70, Right = 12;

const pathOf = object => [object.kind, object.namespace, object.name].filter(Boolean).join('/');

export function lanes(answer) {
  const from = Date.parse(answer.from), until = Date.parse(answer.to);
  const all = [...answer.lanes].sort((a, b) => (Order[a.relation] ?? 9) - (Order[b.relation] ?? 9));
  const gaps = (answer.gaps ?? []).map(gap => ({ ...gap, from: Date.parse(gap.from), to: Date.parse(gap.to) })).filter(gap => gap.to > from && gap.from < until);
  const axis = h('div', { class: 'lane-drawing' });
  const rows = all.map(lane => ({ lane, packed: pack(lane), drawing: h('div', { class: 'lane-drawing' }) }));
  const element = h('section', { class: 'card lanes', 'aria-label': 'Lanes' },
    h('div', { class: 'lane axis-lane' }, h('div', { class: 'lane-name' }), axis),
    rows.map(({ lane, drawing }) => h('div', { class: `lane ${lane.relation}` }, label(lane), drawing)),
    gaps.length ? h('p', { class: 'lane-note muted' }, h('span', { class: 'hatch', 'aria-hidden': 'true' }), `${gaps.length === 1 ? 'A gap' : number(gaps.length) + ' gaps'}: what happened there may be missing (`, value(gaps[0].why ?? ''), ').') : null);

  function draw() {
    const width = axis.clientWidth;
    if (!width) return;
    const x = time => Math.min(width - Right, Math.max(0, (time - from) / (until - from) * (width - Right)));
    const marks = ticks({ from, to: until }, Math.max(2, Math.floor(width / 100)));
    const lines = height => [
      gaps.map(gap => s('rect', { class: 'gap', fill: 'url(#lane-hatch)', x: x(gap.from), width: Math.max(3, x(gap.to) - x(gap.from)), y: 0, height }, s('title', null, plain(`Gap: ${gap.why ?? ''}`)))),
      marks.times.map(t => s('line', { class: 'grid', x1: x(t), x2: x(t), y1: 0, y2: height }))];
    replace(axis, s('svg', { width, height: 22, 'aria-hidden': 'true' }, hatch(),
      marks.times.filter(t => x(t) > 20 && x(t) < width - 34).map(t => s('text', { class: 'axis', x: x(t), y: 15, 'text-anchor': 'middle' }, marks.label(t)))));
    for (const { lane, packed, drawing } of rows) {
      const height = Math.max(Least, packed.length * (BarHeight + Gap) + 26);
      replace(drawing, s('svg', { width, height, role: 'group', 'aria-label': plain(`${lane.relation} ${pathOf(lane.object)}`) },
        lines(height), packed.flatMap((row, i) => row.map(bar => barOf(bar, 8 + i * (BarHeight + Gap), x, lane))), lane.events.map(event => tick(event, height, x))));
    }
  }

  new ResizeObserver(draw).observe(element);
  return element;
}

const hatch = () => s('defs', null, s('pattern', { id: 'lane-hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('rect', { class: 'gap-line', width: 2, height: 6 })));

const label = lane => h('div', { class: 'lane-name' },
  h('span', { class: 'relation' }, lane.relation === 'self' ? 'this object' : lane.relation, lane.deleted ? h('span', { class: 'deleted' }, 'deleted') : null),
  h('a', { href: to('/timeline', { object: pathOf(lane.object) }), title: plain(pathOf(lane.object)) }, value(lane.object.name)),
  h('span', { class: 'muted' }, value(lane.object.kind)));

/** Bars that overlap get rows of their own. */
function pack(lane) {
  const rows = [];
  for (const bar of lane.bars.map(bar => ({ ...bar, from: Date.parse(bar.from), to: Date.parse(bar.to) })).sort((a, b) => a.from - b.from)) {
    const row = rows.find(row => row.at(-1).to < bar.from);
    if (row) row.push(bar); else rows.push([bar]);
  }

  return rows;
}

function barOf(bar, y, x, lane) {
  const left = x(bar.from), width = Math.max(4, x(bar.to) - left), severity = isSeverity(bar.severity) ? bar.severity : 'info';
  const words = plain(`${bar.reason} \u00d7${number(bar.count)}, ${severity}, ${clock(bar.from)} to ${clock(bar.to)}, ${duration(bar.to - bar.from)}`);
  const text = plain(`${bar.reason} \u00d7${number(bar.count)}`);
  return s('a', { href: to('/explore', { query: `reason="${String(bar.reason).replace(/[\\"]/g, '\\$&')}" name="${String(lane.object.name).replace(/[\\"]/g, '\\$&')}"`, range: `${new Date(bar.from - 60e3).toISOString()}..${new Date(bar.to + 60e3).toISOString()}` }), 'aria-label': words },
    s('title', null, words), s('rect', { class: `lane-bar ${severity}`, x: left, y, width, height: BarHeight, rx: 4 }),
    width > text.length * 6.6 + 10 ? s('text', { class: `lane-text ${severity}`, x: left + 6, y: y + 12 }, text) : null);
}

function tick(event, height, x) {
  const at = x(Date.parse(event.time)), severity = isSeverity(event.severity) ? event.severity : 'info';
  const tall = { critical: 12, error: 12, warning: 9, notice: 6, info: 6 }[severity];
  return s('line', { class: `lane-tick ${severity}`, x1: at, x2: at, y1: height - 4, y2: height - 4 - tall }, s('title', null, plain(`${clock(event.time)} ${event.reason}: ${event.message}`).slice(0, 300)));
}
