// Font size, printing and copying the address on article pages. The controls stay hidden where this does not run.
(() => {
  const KEY = 'reading-size';
  const tools = document.querySelector('[data-reading-tools]');
  const body = document.querySelector('[data-reading-body]');
  if (!tools || !body) return;
  const sizes = tools.querySelectorAll('[data-reading-size]');

  function stored() {
    try {
      return Number(localStorage.getItem(KEY)) || 0;
    } catch {
      return 0;
    }
  }

  function show(step) {
    for (const button of sizes) {
      const own = Number(button.getAttribute('data-reading-size'));
      button.setAttribute('aria-pressed', String(own === step));
      body.classList.toggle(`reading-${own}`, own === step);
    }
  }

  tools.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.hasAttribute('data-reading-size')) {
      const step = Number(button.getAttribute('data-reading-size'));
      show(step);
      try {
        localStorage.setItem(KEY, String(step));
      } catch {
        // Storage may be switched off; the size still holds for this page.
      }
    } else if (button.hasAttribute('data-reading-print')) {
      window.print();
    } else if (button.hasAttribute('data-reading-copy')) {
      navigator.clipboard.writeText(location.href).then(() => {
        button.lastElementChild.textContent = '链接已复制';
      });
    }
  });

  const copy = tools.querySelector('[data-reading-copy]');
  if (copy && navigator.clipboard) copy.hidden = false;
  show(Math.min(Math.max(stored(), 0), sizes.length - 1));
  tools.hidden = false;
})();
