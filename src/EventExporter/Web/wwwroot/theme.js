// Before anything is painted: the theme that was chosen here, else what the system says.
(function () {
  let chosen = null;
  try { chosen = localStorage.getItem('theme'); } catch { /* storage may be denied */ }
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
