// The most frequent values of a field, as bars that can be clicked.
import { h, replace } from '../dom.js';
import { number, plain, short, value } from '../text.js';

/** The row's own field where owners are kind and name in one. */
export const labelOf = (group, fields) => fields.map(field => group[field]).filter(part => part !== undefined && part !== null && part !== '').join('/');

/** @param href of a group, @param exclude called with a group; without it there is no button for it. */
export function toplist({ title, fields, href, exclude, emptyText = 'Nothing in this range.' }) {
  const body = h('ol', { class: 'toplist' });
  const more = h('span', { class: 'count muted' });
  const element = h('section', { class: 'card top', 'aria-label': title }, h('h2', null, title, more), body);
  return {
    element,
    draw(groups, all) {
      const known = groups.filter(group => labelOf(group, fields));
      const highest = Math.max(1, ...known.map(group => group.count));
      replace(body, known.length === 0 ? h('li', { class: 'muted none' }, emptyText) : known.map(group => row(group, highest, all)));
    },
  };

  function row(group, highest, all) {
    const label = labelOf(group, fields);
    return h('li', null,
      h('a', { href: href(group), title: `${plain(label)}: ${number(group.count)}` },
        h('span', { class: 'fill', style: { width: `${100 * group.count / highest}%` } }),
        h('span', { class: 'name' }, value(label)),
        h('span', { class: 'n' }, short(group.count)),
        h('span', { class: 'share' }, all ? `${Math.round(100 * group.count / all)}%` : '')),
      exclude ? h('button', { type: 'button', class: 'quiet small', 'aria-label': `Exclude ${plain(label)}`, title: 'Exclude', onclick: () => exclude(group) }, '\u2212') : null);
  }
}
