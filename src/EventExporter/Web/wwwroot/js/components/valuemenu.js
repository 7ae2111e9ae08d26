// What can be done with a value: only it, without it, copy it.
import { h } from '../dom.js';
import { clause } from '../query.js';
import { plain, value } from '../text.js';
import { toast } from './notices.js';

let open = null;

export function closeValueMenu() {
  open?.remove();
  open = null;
}

/** A value as a button that opens the menu. @param act called with the clause to add. */
export const valueButton = (field, text, act, { className = '', tabindex = null, shown = null } = {}) =>
  h('button', { type: 'button', class: `value-button ${className}`, tabindex, 'aria-haspopup': 'menu', title: `${field}: ${plain(text)}`, onclick: e => { e.stopPropagation(); e.preventDefault(); openMenu(e.currentTarget, field, text, act); } }, shown ?? value(text));

function openMenu(button, field, text, act) {
  closeValueMenu();
  const item = (name, action) => h('button', { type: 'button', role: 'menuitem', onclick: e => { e.stopPropagation(); closeValueMenu(); button.focus(); action(); } }, name);
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': `${field}: ${plain(text).slice(0, 80)}` },
    h('p', { class: 'menu-title' }, h('span', null, field), value(String(text).slice(0, 120))),
    item('Only this', () => act(clause(field, text))),
    item('Exclude this', () => act(clause(field, text, '!='))),
    item('Copy', () => navigator.clipboard?.writeText(String(text)).then(() => toast('Copied'))));
  document.getElementById('layer').append(menu);
  open = menu;
  place(menu, button.getBoundingClientRect());
  menu.querySelector('button').focus();
  menu.addEventListener('keydown', event => {
    const items = [...menu.querySelectorAll('button')], at = items.indexOf(document.activeElement);
    if (event.key === 'Escape' || event.key === 'Tab') { event.preventDefault(); closeValueMenu(); button.focus(); }
    if (event.key === 'ArrowDown') items[(at + 1) % items.length].focus();
    if (event.key === 'ArrowUp') items[(at + items.length - 1) % items.length].focus();
    event.stopPropagation();
  });
}

function place(menu, at) {
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${at.bottom + menu.offsetHeight + 8 > innerHeight ? Math.max(8, at.top - menu.offsetHeight - 4) : at.bottom + 4}px`;
}

document.addEventListener('pointerdown', event => { if (open && !open.contains(event.target)) closeValueMenu(); });
addEventListener('scroll', closeValueMenu, true);
