// Where an event was delivered, with what the service gave back for it; a refused one can be tried again.
import { get, post } from '../api.js';
import { h } from '../dom.js';
import { state } from '../state.js';
import { folded, plain, value } from '../text.js';
import { clock, full } from '../time.js';
import { toast } from './notices.js';

const Words = { delivered: ['\u2713', 'delivered', 'good'], rejected: ['\u2717', 'refused', 'bad'], held: ['\u2013', 'held back', 'watch'] };

export function receipts(all, event, changed) {
  if (all.length === 0) return h('p', { class: 'muted' }, 'No receiver has reported on it yet.');
  return h('ul', { class: 'receipts' }, all.map(receipt => {
    const [mark, word, tone] = Words[receipt.outcome] ?? ['\u00b7', receipt.outcome, ''];
    return h('li', null,
      h('span', { class: `mark ${tone}`, 'aria-hidden': 'true' }, mark),
      h('a', { href: '/receivers/' + encodeURIComponent(receipt.receiver) }, value(receipt.receiver)),
      h('span', { class: tone }, word), h('time', { class: 'muted', datetime: receipt.at, title: full(receipt.at) }, clock(receipt.at)),
      receipt.receipt ? h('p', { class: 'receipt' }, h('span', { class: 'muted' }, 'receipt '), value(receipt.receipt)) : null,
      receipt.reason ? h('div', { class: 'receipt' }, folded(receipt.reason, { at: 300 })) : null,
      receipt.outcome === 'rejected' && state.session.write ? h('button', { type: 'button', class: 'small', onclick: e => retry(e.currentTarget, receipt.receiver, event, changed) }, 'Retry') : null);
  }));
}

/** The dead letters of this event at this receiver are asked for only now: mostly there are none. */
async function retry(button, receiver, event, changed) {
  button.disabled = true;
  try {
    const answer = await get('/deadletters', { receiver, limit: 200 });
    const ids = answer.deadLetters.filter(letter => letter.identity === event.identity).map(letter => letter.id);
    if (ids.length === 0) { toast('It is no longer among the dead letters.'); return; }
    await post('/deadletters/retry', { ids });
    toast(`It will be sent to ${plain(receiver)} again.`);
    changed();
  } catch (problem) {
    toast(plain(problem.message));
    button.disabled = false;
  }
}
