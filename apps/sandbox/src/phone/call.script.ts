/**
 * Presses the receiver's buttons without leaving the page, keeps the keys under the finger while the conversation is
 * redrawn, and follows what is said. Without it each button is a form that loads the page anew.
 */
export const CALL_SCRIPT = `'use strict';
(() => {
  const boxes = ['ringing', 'call'].map((id) => document.getElementById(id)).filter(Boolean);
  let focused = null;

  const look = () => document.dispatchEvent(new Event('sandbox:look'));
  const follow = () => {
    const heard = document.getElementById('heard');
    if (heard) heard.scrollTop = heard.scrollHeight;
  };

  for (const box of boxes) {
    box.addEventListener('focusin', ({ target }) => { focused = target.dataset.key ?? null; });
    box.addEventListener('submit', async (event) => {
      const { target: form, submitter } = event;
      // To answer from the list leads to the phone that is answered.
      if (box.id === 'ringing' && form.action.endsWith('/answer')) return;
      event.preventDefault();
      const body = new URLSearchParams();
      if (submitter?.name) body.set(submitter.name, submitter.value);
      await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' }, body }).catch(() => undefined);
      setTimeout(look, 120);
    });
    new MutationObserver(() => {
      follow();
      if (focused && !box.contains(document.activeElement)) {
        [...box.querySelectorAll('[data-key]')].find((one) => one.dataset.key === focused)?.focus({ preventScroll: true });
      }
    }).observe(box, { childList: true });
  }

  // A transcript that was opened stays open while the thread is redrawn.
  const bubbles = document.getElementById('bubbles');
  const opened = new Set();
  bubbles?.addEventListener('toggle', ({ target }) => {
    const id = target.closest('.is-call')?.id;
    if (!target.isConnected) return;
    if (target.open) opened.add(id); else opened.delete(id);
  }, true);
  if (bubbles) new MutationObserver(() => {
    for (const id of opened) document.getElementById(id)?.querySelector('details')?.setAttribute('open', '');
  }).observe(bubbles, { childList: true });

  document.addEventListener('keydown', (event) => {
    if (event.target.matches?.('input') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!/^[0-9*#]$/.test(event.key)) return;
    [...document.querySelectorAll('.keypad [data-key]')].find((one) => one.dataset.key === event.key)?.click();
  });
  follow();
})();
`;
