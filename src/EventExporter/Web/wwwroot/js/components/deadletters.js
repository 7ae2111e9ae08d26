// What a receiver refused for good, to be sent again or given up.
import { get, post } from '../api.js';
import { h, replace } from '../dom.js';
import { state } from '../state.js';
import { folded, plain, plural, value } from '../text.js';
import { ago, full } from '../time.js';
import { confirm } from './dialog.js';
import { empty, failure, loading, toast } from './notices.js';

/** @param changed called after something was done with them. */
export function deadLetters(receiver, changed) {
  const list = h('ul', { class: 'letters' }), more = h('div', { class: 'buttons' }), head = h('div', { class: 'buttons' });
  const place = h('div', null, loading());
  let next = null;

  async function load(before) {
    try {
      const answer = await get('/deadletters', { receiver, before, limit: 50 });
      if (!before) replace(list);
      answer.deadLetters.forEach(letter => list.append(item(letter)));
      next = answer.next;
      replace(place, list.childElementCount ? list : empty('No dead letters', 'Nothing was refused for good.'));
      replace(more, next ? h('button', { type: 'button', onclick: () => load(next) }, 'Older ones') : null);
      replace(head, list.childElementCount && state.session.write ? all() : null);
    } catch (problem) {
      replace(place, failure(problem, () => load()));
    }
  }

  const all = () => [
    h('button', { type: 'button', onclick: () => act('retry', { receiver }) }, 'Retry all'),
    h('button', { type: 'button', class: 'danger', onclick: () => confirm('Discard all dead letters?', `Those of '${plain(receiver)}' are given up. They stay in the history.`, () => act('discard', { receiver }), 'Discard') }, 'Discard all')];

  const item = letter => h('li', null,
    h('p', { class: 'letter-head' },
      h('b', null, value(letter.event ? `${letter.event.reason} on ${letter.event.involvedObject?.kind} ${[letter.event.involvedObject?.namespace, letter.event.involvedObject?.name].filter(Boolean).join('/')}` : letter.identity ?? '')),
      h('time', { class: 'muted', datetime: letter.at, title: full(letter.at) }, ago(letter.at)), letter.state ? h('span', { class: 'muted' }, value(letter.state)) : null),
    folded(letter.reason ?? '', { at: 500 }),
    letter.payload ? h('details', null, h('summary', null, 'What was sent'), h('pre', null, folded(letter.payload, { at: 4000 }))) : null,
    h('div', { class: 'buttons' },
      state.session.write ? [h('button', { type: 'button', class: 'small', onclick: () => act('retry', { ids: [letter.id] }) }, 'Retry'),
        h('button', { type: 'button', class: 'small', onclick: () => act('discard', { ids: [letter.id] }) }, 'Discard')] : null));

  async function act(what, body) {
    try {
      const answer = await post('/deadletters/' + what, body);
      toast(what === 'retry' ? `${plural(answer.requested, 'dead letter')} will be sent again.` : `${plural(answer.discarded, 'dead letter')} discarded.`);
      changed();
      load();
    } catch (problem) {
      toast(plain(problem.message));
    }
  }

  load();
  return h('section', { class: 'card', 'aria-label': 'Dead letters' }, h('h2', null, 'Dead letters', head), place, more,
    state.session.write ? null : h('p', { class: 'muted' }, 'To retry or discard them, sign in with a token that may write.'));
}
