// Who gets events, whether they arrive, and what was refused.
import { get } from '../api.js';
import { deadLetters } from '../components/deadletters.js';
import { empty, failure, loading } from '../components/notices.js';
import { h, replace } from '../dom.js';
import { poll } from '../poll.js';
import { folded, number, plural, short, value } from '../text.js';
import { ago, duration, full } from '../time.js';

export const title = 'Receivers';

export function show(main, { name }) {
  const place = h('div', { class: 'receivers' }, loading()), letters = h('div');
  main.append(h('h1', null, name ? [h('a', { href: '/receivers' }, 'Receivers'), ' / ', value(name)] : 'Receivers'), place, letters);
  const polling = poll(async signal => {
    const { receivers } = await get('/receivers', {}, signal);
    const shown = name ? receivers.filter(r => r.name === name) : receivers;
    replace(place, shown.length ? shown.map(card) : empty(name ? 'There is no receiver of this name.' : 'No receivers are configured.'));
  }, { every: 3000, onFailure: problem => replace(place, failure(problem)) });
  if (name) letters.append(deadLetters(name, () => polling.now()));
  return { leave: () => polling.stop() };
}

const Tones = { delivering: 'good', idle: 'watch' };
const Marks = { good: '\u2713', watch: '!', bad: '\u2717' };

function card(r) {
  const tone = Tones[r.state] ?? 'bad';
  const held = Object.entries(r.held ?? {}).filter(([, n]) => n > 0);
  return h('section', { class: 'card receiver', 'aria-label': r.name },
    h('h2', null, h('a', { href: '/receivers/' + encodeURIComponent(r.name) }, value(r.name)), h('span', { class: 'muted kind' }, value(r.type)),
      h('span', { class: `state-badge ${tone}` }, h('span', { 'aria-hidden': 'true' }, Marks[tone]), value(r.state))),
    h('dl', { class: 'figures' },
      figure('pending', short(r.pending), r.oldestPendingSeconds > 5 ? `oldest ${duration(r.oldestPendingSeconds * 1e3)}` : ''),
      figure('rate', r.ratePerSecond === undefined || r.ratePerSecond === null ? '\u2013' : short(r.ratePerSecond), 'a second'),
      figure('delivered', short(r.delivered)), figure('refused', short(r.rejected)), figure('retried', short(r.retried)),
      figure('dropped', short(r.dropped)), figure('not routed', short(r.notRouted))),
    held.length ? h('p', { class: 'held' }, 'Held back: ', held.map(([why, n], i) => [i ? ', ' : '', h('b', null, number(n)), ' ', value(words(why))])) : null,
    r.lastError ? h('div', { class: 'last-error' }, h('p', { class: 'muted' }, 'Last error', r.lastErrorAt ? [' ', h('time', { datetime: r.lastErrorAt, title: full(r.lastErrorAt) }, ago(r.lastErrorAt))] : null), folded(r.lastError, { at: 400 })) : null,
    h('p', { class: 'foot muted' }, h('span', null, r.lastSuccessAt ? ['Last success ', h('time', { datetime: r.lastSuccessAt, title: full(r.lastSuccessAt) }, ago(r.lastSuccessAt))] : 'Nothing accepted yet'),
      r.deadLetters ? h('a', { class: 'dead', href: '/receivers/' + encodeURIComponent(r.name) }, plural(r.deadLetters, 'dead letter')) : h('span', null, 'no dead letters')));
}

const figure = (name, n, more = '') => h('div', null, h('dt', null, name), h('dd', null, n, more ? h('span', { class: 'muted' }, more) : null));

/** outsideActiveTime -> outside active time */
const words = text => text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
