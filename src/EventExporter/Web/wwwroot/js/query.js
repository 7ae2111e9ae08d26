// Query text as the API reads it: made of clauses here, never taken apart beyond what is needed to add one.

const Bare = /^[\p{L}\p{N}_][\p{L}\p{N}_./:@-]*$/u;
const Reserved = new Set(['and', 'or', 'not', 'in']);

/** The value as the grammar takes it. */
export function quote(value) {
  const text = String(value);
  if (Bare.test(text) && !Reserved.has(text.toLowerCase())) return text;
  return '"' + text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t') + '"';
}

export const clause = (field, value, operator = '=') => `${field}${operator}${quote(value)}`;

/** The query with one more clause; an `or` at its top is kept together first. */
export function adding(query, ...clauses) {
  const parts = [query.trim(), ...clauses].filter(Boolean);
  if (parts.length > 1 && hasOr(query)) parts[0] = `(${parts[0]})`;
  return parts.filter((part, i) => i === 0 || !parts[0].split(/\s+(?=[^\s"]+(?:!?=|[<>]))/).includes(part)).join(' ');
}

/** Whether `or` stands somewhere outside quotes. */
const hasOr = query => /(^|[\s)])or([\s(]|$)/i.test(query.replace(/"(?:\\.|[^"\\])*"/g, '""'));

/** Whether the query says itself over which time it goes. */
export const hasTime = query => /(^|[\s(])(since|until)\s*[=<>]/i.test(query.replace(/"(?:\\.|[^"\\])*"/g, '""'));

/** The query over a range. `shift` is by how many columns the user's own text has moved. */
export function scoped(query, { from, to }, { live = false } = {}) {
  const text = query.trim();
  if (hasTime(text)) return { text, shift: 0 };
  const time = `since="${new Date(from).toISOString()}"` + (live ? '' : ` until="${new Date(to).toISOString()}"`);
  return text ? { text: `${time} (${text})`, shift: time.length + 2 - (query.length - query.trimStart().length) } : { text: time, shift: 0 };
}

/** What is being written where the caret is: a field, an operator or a value, and where it begins. */
export function wordAt(query, caret) {
  const before = query.slice(0, caret);
  const value = /([\w./-]+)\s*(=~|!~|!=|>=|<=|=|>|<)\s*("(?:\\.|[^"\\])*|[^\s()"]*)$/.exec(before);
  if (value) return { kind: 'value', field: value[1], word: value[3].replace(/^"/, ''), from: caret - value[3].length };
  const list = /([\w./-]+)\s+in\s*\((?:[^()"]*,)?\s*([^\s(),"]*)$/i.exec(before);
  if (list) return { kind: 'value', field: list[1], word: list[2], from: caret - list[2].length };
  const field = /(^|[\s(])([\w./-]*)$/.exec(before);
  if (field) return { kind: 'field', word: field[2], from: caret - field[2].length };
  return { kind: 'none', word: '', from: caret };
}
