/** Redraws the living parts of the page when something changed; without it the page is as it was loaded. */
export const PHONE_SCRIPT = `'use strict';
(() => {
  const drawn = new Map();
  let version = Number(document.body.dataset.version);

  const atBottom = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  const toBottom = (box) => { box.scrollTop = box.scrollHeight; };

  const keyOf = (element) => element.getAttribute('href') ?? element.dataset.key;

  const redraw = (id, markup) => {
    const box = document.getElementById(id);
    if (!box || drawn.get(id) === markup) return;
    const first = !drawn.has(id);
    drawn.set(id, markup);
    if (first && id === 'mailbox' && box.querySelector('iframe')) return;
    const stick = atBottom(box);
    const hadFocus = box.contains(document.activeElement) ? keyOf(document.activeElement) : undefined;
    box.innerHTML = markup;
    if (id === 'bubbles' && stick) toBottom(box);
    if (hadFocus) [...box.querySelectorAll('a, button')].find((one) => keyOf(one) === hadFocus)?.focus();
  };

  const poll = async () => {
    if (!document.hidden) {
      const query = new URLSearchParams(location.search);
      query.set('since', String(version));
      try {
        const answer = await fetch('/sandbox/live?' + query, { headers: { accept: 'application/json' } });
        if (answer.ok) {
          const news = await answer.json();
          version = news.version;
          document.getElementById('clock').textContent = news.clock;
          for (const [id, markup] of Object.entries(news.parts)) redraw(id, markup);
        }
        document.body.classList.toggle('is-away', !answer.ok);
      } catch {
        document.body.classList.add('is-away');
      }
    }
    // A look in between may be under way beside this one: there is one next look, not two.
    clearTimeout(next);
    next = setTimeout(poll, 1200);
  };
  let next = setTimeout(poll, 600);
  document.addEventListener('sandbox:look', () => { clearTimeout(next); void poll(); });

  const bubbles = document.getElementById('bubbles');
  if (bubbles) toBottom(bubbles);
  let typing;
  document.querySelector('.search input').addEventListener('input', ({ target }) => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      const query = new URLSearchParams(location.search);
      if (target.value) query.set('q', target.value); else query.delete('q');
      history.replaceState(null, '', '/sandbox?' + query);
      version = -1;
    }, 150);
  });
})();
`;
