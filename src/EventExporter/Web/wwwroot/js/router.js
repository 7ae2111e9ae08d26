// Which view an address shows. Everything that a view shows is in its address, so that it can be shared and gone back to.

const routes = [];
let onNavigate = () => {};

/** @param pattern such as `/events/:sequence`. */
export const route = (pattern, view) => routes.push({ parts: pattern.split('/'), view });

export function match(pathname) {
  const parts = pathname.split('/');
  for (const { parts: wanted, view } of routes) {
    if (wanted.length !== parts.length || !wanted.every((w, i) => w.startsWith(':') ? parts[i] : w === parts[i])) continue;
    return { view, parameters: Object.fromEntries(wanted.flatMap((w, i) => w.startsWith(':') ? [[w.slice(1), decodeURIComponent(parts[i])]] : [])) };
  }
  return null;
}

/** A path with parameters; empty ones are left out. */
export function to(path, parameters = {}) {
  const search = new URLSearchParams(Object.entries(parameters).filter(([, v]) => v !== undefined && v !== null && v !== ''));
  return search.size ? `${path}?${search}` : path;
}

export const parameters = () => new URLSearchParams(location.search);

/** Goes to an address. `quiet`: only the address changes, what is shown is right already. */
export function navigate(address, { replace = false, quiet = false } = {}) {
  if (address !== location.pathname + location.search) history[replace ? 'replaceState' : 'pushState'](null, '', address);
  if (!quiet) onNavigate();
}

/** Changes some parameters of the address at hand; null takes one out. */
export function change(some, options) {
  const all = parameters();
  for (const [name, value] of Object.entries(some)) value === null || value === '' ? all.delete(name) : all.set(name, value);
  navigate(all.size ? `${location.pathname}?${all}` : location.pathname, options);
}

/** Own links are followed here; with a modifier key, or elsewhere, by the browser. */
export function listen(navigated) {
  onNavigate = navigated;
  addEventListener('popstate', () => onNavigate());
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = link.getAttribute('href');
    if (!address.startsWith('/') || link.target || !match(new URL(address, location.origin).pathname)) return;
    event.preventDefault();
    navigate(address);
  });
}
