// Font size, printing and copying the address on article pages. The controls stay hidden where this does not run.
(() => {
  var KEY = 'reading-size';
  var tools = document.querySelector('[data-reading-tools]');
  var body = document.querySelector('[data-reading-body]');
  if (!tools || !body) return;
  var sizes = tools.querySelectorAll('[data-reading-size]');

  function stored() {
    try {
      return Number(localStorage.getItem(KEY)) || 0;
    } catch (_) {
      return 0;
    }
  }

  function show(step) {
    for (var i = 0; i < sizes.length; i += 1) {
      var own = Number(sizes[i].getAttribute('data-reading-size'));
      sizes[i].setAttribute('aria-pressed', String(own === step));
      body.classList.toggle('reading-' + own, own === step);
    }
  }

  tools.addEventListener('click', (event) => {
    var button = event.target.closest('button');
    if (!button) return;
    if (button.hasAttribute('data-reading-size')) {
      var step = Number(button.getAttribute('data-reading-size'));
      show(step);
      try {
        localStorage.setItem(KEY, String(step));
      } catch (_) {
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

  var copy = tools.querySelector('[data-reading-copy]');
  if (copy && navigator.clipboard) copy.hidden = false;
  show(Math.min(Math.max(stored(), 0), sizes.length - 1));
  tools.hidden = false;
})();
