// Names and values, each of which can be asked for.
import { h } from '../dom.js';
import { folded, value } from '../text.js';
import { full } from '../time.js';
import { valueButton } from './valuemenu.js';

const Time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** @param rows `[name, value, field or [field, value]]`; without a field a value is only shown. Empty ones are left out. */
export const facts = (rows, add) => h('dl', { class: 'facts' }, rows
  .filter(([, text]) => text !== undefined && text !== null && text !== '')
  .map(([name, text, field]) => h('div', null, h('dt', null, value(name)), h('dd', null, shown(text, field, add)))));

function shown(text, field, add) {
  if (Array.isArray(field)) return valueButton(field[0], field[1], add, { shown: value(text) });
  if (field) return String(text).length > 300 ? folded(text, { at: 240 }) : valueButton(field, text, add);
  if (Time.test(text)) return h('time', { datetime: text }, full(text));
  return String(text).length > 300 ? folded(text, { at: 240 }) : value(text);
}

/** A map as a card of its own; nothing where it is empty. */
export const pairs = (title, prefix, map, add) => Object.keys(map ?? {}).length === 0 ? null
  : h('section', { class: 'card' }, h('h2', null, title), facts(Object.entries(map).map(([key, text]) => [key, typeof text === 'object' ? JSON.stringify(text) : text, `${prefix}.${key}`]), add));
