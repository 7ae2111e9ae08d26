// One figure with what it means.
import { h, replace } from '../dom.js';

export function tile(title) {
  const figure = h('p', { class: 'figure' }, '\u2013');
  const detail = h('p', { class: 'detail' });
  const more = h('div', { class: 'tile-more' });
  const element = h('section', { class: 'card tile', 'aria-label': title }, h('h2', null, title), figure, detail, more);
  return {
    element,
    /** @param tone good, watch, bad, or nothing. */
    draw(number, words, { tone = '', extra = null } = {}) {
      element.dataset.tone = tone;
      replace(figure, number);
      replace(detail, words);
      replace(more, extra);
    },
  };
}
