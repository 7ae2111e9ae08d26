// Warnings in the last hour against what is usual at this hour of the day.
import { get } from '../api.js';
import { h, s } from '../dom.js';
import { number, short } from '../text.js';
import { scoped } from '../query.js';

const Hour = 3600e3, Day = 24 * Hour;

/** Fewer hours than this are no usual level. */
const Enough = 3;

/** `{now, usual: {low, middle, high, basis} | null}`: counts an hour. */
export async function warningLevel(signal) {
  const now = Date.now();
  const [recent, past] = await Promise.all([
    get('/aggregate', { query: scoped('type=Warning', { from: now - Hour, to: now }, { live: true }).text, metrics: 'count', limit: 1 }, signal),
    get('/aggregate', { query: scoped('type=Warning', { from: now - 14 * Day, to: now - Hour }).text, bucket: '1h', metrics: 'count', limit: 1000 }, signal),
  ]);
  return { now: recent.groups[0]?.count ?? 0, usual: usual(past.groups, now) };
}

/** The same hour and its neighbours on other days where there are enough of them, else all hours that are known. */
export function usual(groups, now) {
  const hours = new Map(groups.map(group => [Date.parse(group.time), group.count]));
  if (hours.size === 0) return null;
  const first = Math.min(...hours.keys()), all = [], same = [];
  for (let t = Math.floor(now / Hour) * Hour - Hour; t >= first; t -= Hour) {
    const count = hours.get(t) ?? 0;
    all.push(count);
    const apart = Math.abs((now - t) % Day) / Hour;
    if (apart < 1.5 || apart > 22.5) same.push(count);
  }

  const [basis, counts] = same.length >= 6 ? ['at this hour', same] : ['an hour', all];
  if (counts.length < Enough) return null;
  counts.sort((a, b) => a - b);
  const at = part => counts[Math.min(counts.length - 1, Math.floor(part * counts.length))];
  return { low: at(0.1), middle: at(0.5), high: at(0.9), basis };
}

/** In words, with how much it matters. */
export function verdict({ now, usual: level }) {
  if (!level) return { tone: '', words: 'The usual level is known after a few hours of history.' };
  const words = `usually ${level.low === level.high ? number(level.middle) : `${short(level.low)} to ${short(level.high)}`} ${level.basis}`;
  if (now > Math.max(level.high * 1.5, level.high + 10)) return { tone: 'bad', words: `${(now / Math.max(1, level.middle)).toFixed(1)} times as many as usual; ${words}` };
  if (now > level.high) return { tone: 'watch', words: `more than usual; ${words}` };
  return { tone: 'good', words };
}

/** A scale with the usual band and where we are. */
export function gauge({ now, usual: level }) {
  if (!level) return null;
  const most = Math.max(now, level.high, 1) * 1.15, x = n => (n / most * 100).toFixed(1);
  return h('div', { class: 'gauge' }, s('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    s('rect', { class: 'gauge-all', x: 0, y: 3, width: 100, height: 2 }),
    s('rect', { class: 'gauge-band', x: x(level.low), y: 1.5, width: Math.max(1, x(level.high) - x(level.low)), height: 5 }),
    s('rect', { class: 'gauge-now', x: Math.max(0, x(now) - 0.6), y: 0, width: 1.2, height: 8 })));
}
