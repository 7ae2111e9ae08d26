// The query with completion from the fields that there are, and the place of an error shown under it.
import { get } from '../api.js';
import { debounce, h, replace } from '../dom.js';
import { quote, wordAt } from '../query.js';
import { plain, short, value } from '../text.js';
import { icon } from './icons.js';

const Operators = ['=', '!=', '=~', '!~', ' in ('];
let fields = null;

/** Names and descriptions of what can be asked for. */
export const knownFields = () => fields ??= get('/fields').then(a => a.fields, () => { fields = null; return []; });

/** @param onSubmit called with the text. */
export function querybox({ onSubmit }) {
  const input = h('input', {
    id: 'query', type: 'text', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'completions', 'aria-autocomplete': 'list', 'aria-describedby': 'query-problem',
    autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', placeholder: 'type=Warning reason=~"Failed.*" namespace!=kube-system', 'aria-label': 'Query',
  });
  const list = h('ul', { id: 'completions', role: 'listbox', 'aria-label': 'Completions', hidden: true });
  const problem = h('div', { id: 'query-problem', class: 'query-problem', role: 'alert' });
  const clear = h('button', { type: 'button', class: 'quiet', 'aria-label': 'Clear the query', onclick: () => { input.value = ''; submit(); input.focus(); } }, icon('close'));
  const element = h('form', { class: 'querybox', role: 'search', onsubmit: e => { e.preventDefault(); submit(); } },
    h('div', { class: 'query-line' }, icon('search'), input, clear, h('button', { class: 'primary' }, 'Search')), list, problem);
  let offered = [], chosen = -1, word = null;

  function submit() {
    hide();
    onSubmit(input.value.trim());
  }

  const offer = debounce(async () => {
    word = wordAt(input.value, input.selectionStart ?? 0);
    const at = word;
    const found = await completions(at, input.value.slice(input.selectionStart ?? 0, (input.selectionStart ?? 0) + 1));
    if (at !== word || document.activeElement !== input) return;
    offered = found.slice(0, 12);
    chosen = -1;
    render();
  }, 120);

  function render() {
    list.hidden = offered.length === 0;
    input.setAttribute('aria-expanded', String(offered.length > 0));
    input.toggleAttribute('aria-activedescendant', false);
    replace(list, offered.map((item, i) => h('li', {
      role: 'option', id: `completion-${i}`, 'aria-selected': String(i === chosen), onpointerdown: e => { e.preventDefault(); take(item); },
    }, value(item.label), h('span', { class: 'muted' }, item.note))));
    if (chosen >= 0) {
      input.setAttribute('aria-activedescendant', `completion-${chosen}`);
      list.children[chosen].scrollIntoView({ block: 'nearest' });
    }
  }

  function take(item) {
    const caret = input.selectionStart ?? input.value.length;
    input.value = input.value.slice(0, word.from) + item.text + input.value.slice(caret);
    input.setSelectionRange(word.from + item.text.length, word.from + item.text.length);
    hide();
    offer();
  }

  function hide() {
    offer.cancel();
    word = null;
    offered = [];
    chosen = -1;
    render();
  }

  input.addEventListener('input', offer);
  input.addEventListener('click', offer);
  input.addEventListener('blur', hide);
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!offered.length) return offer();
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : -1) + offered.length + (chosen < 0 && event.key === 'ArrowUp' ? 1 : 0)) % offered.length;
      render();
    } else if ((event.key === 'Enter' && chosen >= 0) || (event.key === 'Tab' && offered.length && !event.shiftKey)) {
      event.preventDefault();
      take(offered[Math.max(0, chosen)]);
    } else if (event.key === 'Escape') {
      offered.length ? hide() : input.blur();
    }
  });

  return {
    element,
    set(text) { if (document.activeElement !== input || input.value.trim() !== text) input.value = text; clear.hidden = !text; },
    /** @param shift by how many columns the text has moved in what was asked. */
    fail(failure, shift = 0) { replace(problem, failure ? explain(failure, input.value, shift) : null); input.setAttribute('aria-invalid', String(Boolean(failure))); },
  };
}

async function completions(word, next) {
  const all = await knownFields();
  if (word.kind === 'field') {
    const wanted = word.word.toLowerCase();
    const exact = all.find(f => f.name === word.word);
    if (exact && !/[=!~<>]/.test(next)) return Operators.map(o => ({ text: word.word + o, label: word.word + o, note: '' }));
    return all.filter(f => f.name.toLowerCase().includes(wanted)).sort((a, b) => rank(a, wanted) - rank(b, wanted)).map(f => ({ text: f.name, label: f.name, note: f.description ?? '' }));
  }

  if (word.kind !== 'value') return [];
  const answer = await get(`/fields/${encodeURIComponent(word.field)}/values`, { limit: 50 }).catch(() => ({ values: [] }));
  return answer.values.filter(v => String(v.value).toLowerCase().includes(word.word.toLowerCase()))
    .map(v => ({ text: quote(v.value), label: plain(v.value), note: v.count === undefined ? '' : short(v.count) }));
}

const rank = (field, wanted) => field.name.toLowerCase().startsWith(wanted) ? 0 : 1;

const sentence = text => /[.!?]$/.test(text) ? text : text + '.';

/** Each problem with the query up to its place, a mark, and what could stand there. */
function explain(failure, query, shift) {
  const problems = failure.errors?.length ? failure.errors : [{ message: failure.message }];
  return problems.map(({ column, message, hint }) => {
    const at = column === undefined || column === null ? -1 : Math.min(Math.max(0, column - 1 - shift), query.length);
    return [
      at < 0 ? null : h('pre', { class: 'place' }, value(query.slice(0, at)), h('mark', null, query.slice(at, at + 1).trim() ? value(query.slice(at, at + 1)) : '\u00a0'), value(query.slice(at + 1))),
      h('p', { class: 'problem' }, at < 0 ? null : h('b', null, `Column ${at + 1}: `), value(sentence(message ?? failure.message)), hint ? [' ', value(sentence(hint))] : null),
    ];
  });
}
