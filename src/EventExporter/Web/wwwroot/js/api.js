// Asking the exporter. The token stays in this tab (sessionStorage) and goes only into the Authorization header.

const Key = 'event-exporter-token';

/** What the exporter says is wrong, as problem details (RFC 9457). */
export class Problem extends Error {
  constructor(status, details) {
    super(details.detail || details.title || `The exporter answered with status ${status}.`);
    this.status = status;
    this.title = details.title ?? '';
    this.errors = details.errors ?? [];
  }
}

export const token = {
  get: () => sessionStorage.getItem(Key) ?? '',
  set: text => text ? sessionStorage.setItem(Key, text) : sessionStorage.removeItem(Key),
};

/** Told when an answer was 401. */
let onUnauthorized = () => {};
export const whenUnauthorized = action => { onUnauthorized = action; };

export function headers(more) {
  const all = new Headers(more);
  if (token.get()) all.set('Authorization', 'Bearer ' + token.get());
  return all;
}

export function address(path, parameters = {}) {
  const url = new URL('/api/v1' + path, location.origin);
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, value);
  return url;
}

export const get = (path, parameters, signal) => send('GET', path, { parameters, signal });

export const post = (path, body) => send('POST', path, { body });

export const remove = path => send('DELETE', path, {});

async function send(method, path, { parameters, body, signal }) {
  const response = await fetch(address(path, parameters), {
    method, signal,
    headers: headers(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 401) onUnauthorized();
  if (!response.ok) throw new Problem(response.status, await details(response));
  return response.status === 204 ? null : response.json();
}

async function details(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

/** True where the exporter has what stands at the path; what cannot be answered now is taken as being there. */
export async function exists(path, parameters) {
  try {
    await get(path, parameters);
    return true;
  } catch (problem) {
    return !(problem instanceof Problem && (problem.status === 404 || problem.status === 501));
  }
}
