// Asks for a token where the exporter wants one.
import { h } from '../dom.js';

/** @returns a promise of the token, or of null. @param refused whether one was given that did not do. @param mayCancel whether one can do without. */
export function askForToken({ refused, mayCancel }) {
  return new Promise(done => {
    const input = h('input', { type: 'password', id: 'token', autocomplete: 'current-password', required: true, spellcheck: 'false' });
    const problem = refused ? h('p', { class: 'problem', role: 'alert' }, 'The exporter does not accept this token.') : null;
    const dialog = h('dialog', { class: 'login', 'aria-labelledby': 'login-title' },
      h('form', { method: 'dialog', class: 'dialog-body', onsubmit: e => { e.preventDefault(); dialog.remove(); done(input.value.trim()); } },
        h('h2', { id: 'login-title' }, 'Sign in'),
        h('p', null, 'This exporter shows its events to those with a token: one of ', h('code', null, 'server.auth'), ' in its configuration. It is kept in this tab only.'),
        problem,
        h('label', { for: 'token' }, 'Token'), input,
        h('div', { class: 'buttons' }, mayCancel ? h('button', { type: 'button', onclick: () => { dialog.remove(); done(null); } }, 'Cancel') : null, h('button', { class: 'primary' }, 'Sign in'))));
    dialog.addEventListener('cancel', e => {
      e.preventDefault();
      if (mayCancel) { dialog.remove(); done(null); }
    });
    document.getElementById('layer').append(dialog);
    dialog.showModal();
    input.focus();
  });
}
