// How the events in range divide over the values of some fields, each of which can be added to the query or excluded.
import { get } from '../api.js';
import { h, replace } from '../dom.js';
import { clause } from '../query.js';
import { number, plain, short, value } from '../text.js';
import { knownFields } from './querybox.js';

export const Usual = ['severity', 'reason', 'namespace', 'kind', 'owner', 'node', 'category'];
const Most = 6;

/** @param act called with a clause; @param onField called with the field that was chosen on top of the usual ones. */
export function breakdown({ act, onField }) {
  const body = h('div', { class: 'facets' });
  const select = h('select', { 'aria-label': 'Break down by another field', onchange: e => onField(e.target.value) });
  const element = h('aside', { class: 'breakdown', 'aria-label': 'Breakdown' }, select, body);
  const open = new Set(Usual.slice(0, 4));
  let own = '', ask = null, all = 0;

  async function fields() {
    const names = (await knownFields()).filter(f => f.groupable).map(f => f.name);
    const shown = own && !names.includes(own) ? [own, ...names] : names;
    replace(select, h('option', { value: '' }, 'Break down by\u2026'), shown.map(name => h('option', { value: name, selected: name === own }, name)));
  }

  const listed = () => own && !Usual.includes(own) ? [own, ...Usual] : Usual;

  async function load(field, signal) {
    const answer = await get('/aggregate', { query: ask, by: field, metrics: 'count', limit: Most + 1, order: '-count' }, signal);
    return answer.groups;
  }

  async function draw(query, total, signal) {
    [ask, all] = [query, total];
    const wanted = listed();
    const groups = await Promise.all(wanted.map(field => open.has(field) || field === own ? load(field, signal).catch(() => null) : null));
    if (signal.aborted) return;
    replace(body, wanted.map((field, i) => facet(field, groups[i])));
  }

  function facet(field, groups) {
    const details = h('details', { class: 'facet', 'data-field': field, open: groups !== null }, h('summary', null, field), groups && rows(field, groups));
    details.addEventListener('toggle', async () => {
      if (!details.open) { open.delete(field); return; }
      if (open.has(field) || field === own) return;
      open.add(field);
      details.append(rows(field, await load(field).catch(() => [])));
    });
    return details;
  }

  function rows(field, groups) {
    const shown = groups.filter(g => g[field] !== '' && g[field] !== null && g[field] !== undefined);
    const highest = Math.max(1, ...shown.map(g => g.count));
    return h('ul', null, shown.slice(0, Most).map(group => h('li', null,
      h('button', { type: 'button', class: 'facet-value', title: `Only ${plain(group[field])}: ${number(group.count)}`, onclick: () => act(clause(field, group[field])) },
        h('span', { class: 'fill', style: { width: `${100 * group.count / highest}%` } }), h('span', { class: 'name' }, value(group[field])), h('span', { class: 'n' }, short(group.count))),
      h('button', { type: 'button', class: 'quiet small exclude', 'aria-label': `Exclude ${field} ${plain(group[field])}`, title: 'Exclude', onclick: () => act(clause(field, group[field], '!=')) }, '\u2212'))),
      shown.length === 0 ? h('li', { class: 'muted none' }, all ? 'no value' : 'no events') : shown.length > Most ? h('li', { class: 'muted none' }, 'and more') : null);
  }

  return { element, draw, clear: () => replace(body), setField(field) { own = field; fields(); } };
}
