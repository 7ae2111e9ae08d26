// A dialog over the page; Escape and a click outside close it, and the focus goes back to where it was.
import { h } from '../dom.js';
import { icon } from './icons.js';

export function openDialog(title, ...content) {
  const before = document.activeElement;
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', onclick: e => { if (e.target === dialog) dialog.close(); } },
    h('div', { class: 'dialog-body' },
      h('header', null, h('h2', { id: 'dialog-title' }, title), h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('close'))),
      content));
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus?.();
  });
  document.getElementById('layer').append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something that cannot be taken back. */
export function confirm(title, text, action, word) {
  const dialog = openDialog(title, h('p', null, text), h('div', { class: 'buttons' },
    h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
    h('button', { type: 'button', class: 'danger', onclick: () => { dialog.close(); action(); } }, word)));
}
