// Silences: what is held back on purpose, for how long, and by whom.
import { get, post, remove } from '../api.js';
import { confirm } from '../components/dialog.js';
import { empty, failure, loading, toast } from '../components/notices.js';
import { h, replace } from '../dom.js';
import { poll } from '../poll.js';
import { parameters } from '../router.js';
import { state } from '../state.js';
import { number, plain, value } from '../text.js';
import { clock, duration, full, iso, milliseconds } from '../time.js';

export const title = 'Silences';

export function show(main) {
  const place = h('div', null, loading());
  const polling = poll(async signal => {
    const { silences } = await get('/silences', {}, signal), now = Date.now();
    const over = silences.filter(s => Date.parse(s.endsAt) <= now), active = silences.filter(s => Date.parse(s.endsAt) > now);
    replace(place, h('section', { class: 'card', 'aria-label': 'Active' }, h('h2', null, 'Active and coming'),
      active.length ? h('ul', { class: 'silences' }, active.map(s => item(s, now, () => polling.now()))) : empty('Nothing is silenced', 'Everything that the routes choose is told.')),
    over.length ? h('section', { class: 'card', 'aria-label': 'Over' }, h('h2', null, 'Over'), h('ul', { class: 'silences' }, over.slice(0, 50).map(s => item(s, now)))) : null);
  }, { every: 10e3, onFailure: problem => replace(place, failure(problem)) });
  main.append(h('h1', null, 'Silences'), state.session.write ? form(() => polling.now()) : h('p', { class: 'muted note' }, 'To add or end a silence, sign in with a token that may write.'), place);
  return { leave: () => polling.stop() };
}

function item(silence, now, changed) {
  const coming = Date.parse(silence.startsAt) > now, over = Date.parse(silence.endsAt) <= now;
  return h('li', null,
    h('code', { class: 'matchers' }, value(silence.matchers)),
    h('p', null, h('span', { class: `state ${over ? 'resolved' : 'recovering'}` }, over ? 'over' : coming ? 'coming' : 'active'),
      h('time', { datetime: silence.endsAt, title: full(silence.endsAt) }, over ? `ended ${clock(silence.endsAt)}` : coming ? `from ${clock(silence.startsAt)}` : `ends in ${duration(Date.parse(silence.endsAt) - now)}`),
      h('span', { class: 'muted' }, value(silence.author ?? '')), h('span', { class: 'muted' }, `${number(silence.held ?? 0)} held back`)),
    silence.comment ? h('p', null, value(silence.comment)) : null,
    changed && state.session.write ? h('button', { type: 'button', class: 'small', onclick: () => confirm('End this silence now?', plain(silence.matchers), () => end(silence, changed), 'End it') }, 'End now') : null);
}

async function end(silence, changed) {
  try {
    await remove('/silences/' + encodeURIComponent(silence.id));
    toast('The silence has ended.');
    changed();
  } catch (problem) {
    toast(plain(problem.message));
  }
}

function form(changed) {
  const field = (name, label, more) => [h('label', { for: name }, label), h('input', { id: name, name, autocomplete: 'off', ...more })];
  const problem = h('p', { class: 'problem', role: 'alert' });
  const element = h('form', { class: 'card silence-form', 'aria-label': 'New silence' }, h('h2', null, 'New silence'),
    h('div', { class: 'fields' },
      h('div', { class: 'wide' }, field('matchers', 'Events that match', { required: true, spellcheck: 'false', placeholder: 'namespace=payments reason=BackOff', value: parameters().get('query') ?? '' })),
      h('div', null, h('label', { for: 'time' }, 'For'), h('select', { id: 'time' }, ['30m', '1h', '2h', '4h', '8h', '1d', '7d'].map(t => h('option', { value: t, selected: t === '2h' }, t)))),
      h('div', null, field('author', 'By', { required: true })),
      h('div', { class: 'wide' }, field('comment', 'Why', { required: true }))),
    problem, h('div', { class: 'buttons' }, h('button', { class: 'primary' }, 'Silence')));
  element.addEventListener('submit', async event => {
    event.preventDefault();
    const now = Date.now(), read = name => element.querySelector('#' + name).value.trim();
    try {
      await post('/silences', { matchers: read('matchers'), author: read('author'), comment: read('comment'), startsAt: iso(now), endsAt: iso(now + milliseconds(read('time'))) });
      replace(problem);
      element.reset();
      toast('Silenced.');
      changed();
    } catch (failed) {
      replace(problem, value([failed.message, ...(failed.errors ?? []).map(e => `${e.column ? `column ${e.column}` : e.path}: ${e.message}${e.hint ? ` (${e.hint})` : ''}`)].join('\n'), { lines: true }));
    }
  });
  return element;
}
