// Before the first paint: the theme the reader chose here, else the system's.
document.documentElement.dataset.theme =
  localStorage.getItem('lantern.theme') ??
  (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
addEventListener('DOMContentLoaded', () => {
  document.querySelector('.theme').addEventListener('click', () => {
    const { dataset } = document.documentElement;
    dataset.theme = dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('lantern.theme', dataset.theme);
  });
});
