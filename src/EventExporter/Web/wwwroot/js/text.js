// Values from a cluster are anyone's: control characters are made visible, directions are kept inside the value, long texts are folded.
import { h } from './dom.js';

/** Characters that act instead of being seen: C0, DEL, C1, direction marks and overrides, zero-width ones (the joiner of emoji stays). */
const Invisible = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const Low = 'NUL SOH STX ETX EOT ENQ ACK BEL BS \\t \\n VT FF \\r SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(' ');
const Names = { 0x7f: 'DEL', 0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO', 0x2066: 'LRI', 0x2067: 'RLI', 0x2068: 'FSI', 0x2069: 'PDI', 0x200e: 'LRM', 0x200f: 'RLM', 0x061c: 'ALM', 0x200b: 'ZWSP', 0xfeff: 'BOM' };

/** How long a message is shown before it is folded, in characters. */
const FoldAt = 900;

function nameOf(character) {
  const code = character.codePointAt(0);
  return Low[code] ?? Names[code] ?? codeOf(character);
}

const codeOf = character => 'U+' + character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');

/** The text as a string in which nothing acts: for titles, attributes and SVG. */
export const plain = text => String(text ?? '').replace(Invisible, c => c === '\n' || c === '\t' ? ' ' : `[${nameOf(c)}]`);

/** The text as an element of its own direction. `lines`: line breaks and tabs stay what they are. */
export function value(text, { lines = false, className = '' } = {}) {
  const element = h('bdi', { class: ('value ' + className).trim() });
  let from = 0;
  const all = String(text ?? '');
  for (const match of all.matchAll(Invisible)) {
    if (lines && (match[0] === '\n' || match[0] === '\t')) continue;
    if (lines && match[0] === '\r' && all[match.index + 1] === '\n') continue;
    element.append(all.slice(from, match.index), h('span', { class: 'control', title: codeOf(match[0]) }, nameOf(match[0])));
    from = match.index + match[0].length;
  }
  element.append(all.slice(from));
  return element;
}

/** A long text with only its beginning shown, and a button for the rest. */
export function folded(text, { lines = true, at = FoldAt } = {}) {
  const all = String(text ?? '');
  if (all.length <= at * 1.2) return h('div', { class: 'folded' }, value(all, { lines }));
  const box = h('div', { class: 'folded' });
  const show = open => {
    box.replaceChildren(
      value(open ? all : all.slice(0, at) + '\u2026', { lines }),
      h('button', { type: 'button', class: 'quiet small', 'aria-expanded': String(open), onclick: () => show(!open) },
        open ? 'Fold' : `Show all ${size(new Blob([all]).size)}`));
  };
  show(false);
  return box;
}

export const number = n => Number(n ?? 0).toLocaleString('en-US');

/** 1,234 up to 9,999; then 12.3k, 4.5M. */
export function short(n) {
  const [unit, by] = n >= 1e9 ? ['G', 1e9] : n >= 1e6 ? ['M', 1e6] : n >= 1e4 ? ['k', 1e3] : ['', 1];
  return unit ? (n / by).toFixed(n / by < 100 ? 1 : 0) + unit : number(Math.round(n * 100) / 100);
}

export function size(bytes) {
  for (const unit of ['B', 'KiB', 'MiB', 'GiB']) {
    if (bytes < 1024 || unit === 'GiB') return `${bytes < 10 && unit !== 'B' ? bytes.toFixed(1) : Math.round(bytes)} ${unit}`;
    bytes /= 1024;
  }
}

export const plural = (n, one, many = one + 's') => `${number(n)} ${n === 1 ? one : many}`;
