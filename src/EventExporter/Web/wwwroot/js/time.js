// Times, ranges and buckets. A range is relative ('1h', which moves with the clock) or absolute ('FROM..TO', which stays).

const Units = { s: 1e3, m: 60e3, h: 3600e3, d: 86400e3 };
const Seconds = [1, 5, 10, 15, 30, 60, 300, 600, 900, 1800, 3600, 10800, 21600, 43200, 86400];

export const Presets = ['5m', '15m', '1h', '6h', '24h', '7d'];

export const milliseconds = duration => {
  const match = /^(\d+)([smhd])$/.exec(duration);
  return match ? match[1] * Units[match[2]] : 0;
};

export const iso = time => new Date(time).toISOString().replace(/\.000Z$/, 'Z');

/** Null for what is no range. */
export function parseRange(text) {
  if (milliseconds(text ?? '') > 0) return { relative: text };
  const [from, to] = (text ?? '').split('..').map(Date.parse);
  return from < to ? { from, to } : null;
}

export const rangeText = range => range.relative ?? `${iso(range.from)}..${iso(range.to)}`;

/** The range in milliseconds, now. */
export const resolve = (range, now = Date.now()) => range.relative ? { from: now - milliseconds(range.relative), to: now } : range;

/** A bucket that cuts the range into at most so many bars: its length in seconds, and as the API wants it. */
export function bucketFor({ from, to }, bars = 72) {
  const seconds = Seconds.find(s => (to - from) / (s * 1e3) <= bars) ?? 86400;
  return { seconds, text: seconds % 86400 === 0 ? seconds / 86400 + 'd' : seconds % 3600 === 0 ? seconds / 3600 + 'h' : seconds % 60 === 0 ? seconds / 60 + 'm' : seconds + 's' };
}

const pad = n => String(n).padStart(2, '0');
const Months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 14:05:09; with the day where it is not today. */
export function clock(time, { seconds = true, now = Date.now() } = {}) {
  const t = new Date(time);
  if (Number.isNaN(t.getTime())) return '';
  const text = `${pad(t.getHours())}:${pad(t.getMinutes())}` + (seconds ? ':' + pad(t.getSeconds()) : '');
  return t.toDateString() === new Date(now).toDateString() ? text : `${day(t)} ${text}`;
}

export const day = time => `${new Date(time).getDate()} ${Months[new Date(time).getMonth()]}`;

/** In full, local and UTC, for titles. */
export const full = time => `${new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })} (${iso(time)})`;

/** 45 s, 12 min, 3 h 5 min, 2 d 4 h. */
export function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1e3));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const [big, small, units] = minutes < 2880 ? [Math.floor(minutes / 60), minutes % 60, ['h', 'min']] : [Math.floor(minutes / 1440), Math.floor(minutes % 1440 / 60), ['d', 'h']];
  return `${big} ${units[0]}` + (small ? ` ${small} ${units[1]}` : '');
}

export const ago = (time, now = Date.now()) => duration(now - Date.parse(time)) + ' ago';

/** Round times at which an axis says what time it is. */
export function ticks({ from, to }, most) {
  const step = ([...Seconds, 2 * 86400, 7 * 86400].find(s => (to - from) / (s * 1e3) <= most) ?? 14 * 86400) * 1e3;
  const offset = new Date(from).getTimezoneOffset() * 60e3;
  const times = [];
  for (let t = Math.ceil((from - offset) / step) * step + offset; t <= to; t += step) times.push(t);
  return { times, label: t => step >= 86400e3 ? day(t) : clock(t, { seconds: step < 60e3, now: t }) };
}
