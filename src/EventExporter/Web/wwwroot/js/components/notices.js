// What stands where there is nothing to show, or where something went wrong, and short words at the edge of the page.
import { Problem } from '../api.js';
import { h, say } from '../dom.js';
import { value } from '../text.js';

export const empty = (title, ...more) => h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), more.length ? h('p', null, more) : null);

export const loading = () => h('div', { class: 'empty', 'aria-busy': 'true' }, h('span', { class: 'pulse' }), h('span', { class: 'unseen' }, 'Loading'));

/** A failure with a way to try again. */
export function failure(problem, again) {
  const there = problem instanceof Problem;
  return h('div', { class: 'empty', role: 'alert' },
    h('p', { class: 'empty-title' }, there ? problem.title || 'That did not work' : 'The exporter does not answer'),
    h('p', null, there ? value(problem.message) : 'It may be restarting. This page keeps trying.'),
    again ? h('button', { type: 'button', onclick: again }, 'Try again') : null);
}

/** Some words that go away by themselves. */
export function toast(text) {
  const note = h('div', { class: 'toast' }, text);
  document.getElementById('layer').append(note);
  say(text);
  setTimeout(() => note.remove(), 4000);
}

/** A note that an answer is not all there is. */
export const partial = answer => answer.partial ? h('p', { class: 'note warning-note', role: 'note' }, 'Partial: ', value(answer.reason || 'the question took too much; choose a shorter range or add a filter')) : null;
