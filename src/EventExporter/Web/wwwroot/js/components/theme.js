// Light and dark: as the system has it, until chosen here.
const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');

export const isDark = () => root.dataset.theme === 'dark';

export function toggleTheme() {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', root.dataset.theme);
  } catch {
    // Storage may be denied: then it holds until the page is loaded again.
  }
}

system.addEventListener('change', () => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('theme');
  } catch {
    // As above.
  }
  if (!chosen) root.dataset.theme = system.matches ? 'dark' : 'light';
});
