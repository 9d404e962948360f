/** The look of rich messages in a thread. */
export const RCS_STYLE = `
.bubble.is-rich { width: 84%; }
.rcs-card { position: relative; background: var(--theirs); border-radius: 19px; border-bottom-left-radius: 6px; overflow: hidden; }
.rcs-card img { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: cover; background: var(--line); color: transparent; }
.rcs-words { padding: 11px 14px; }
.rcs-words h3 { margin: 0 0 3px; font-size: 15px; line-height: 1.3; overflow-wrap: anywhere; }
.rcs-words p, .is-theirs .rcs-words p { background: none; padding: 0; border-radius: 0; }
.rcs-buttons li { border-top: 1px solid rgb(110 125 145 / .28); }
.rcs-buttons form { display: block; }
.rcs-buttons a, .rcs-buttons button, .rcs-dead {
  display: flex; align-items: center; justify-content: center; gap: 7px; width: 100%; min-height: 44px; padding: 9px 14px;
  border: 0; background: none; font: inherit; font-weight: 600; text-align: center; text-decoration: none; color: var(--link);
}
.rcs-buttons button { cursor: pointer; }
.rcs-buttons a:hover, .rcs-buttons button:hover { background: var(--hover); }
.rcs-buttons :focus-visible { outline-offset: -3px; border-radius: 12px; }
.rcs-dead { color: var(--soft); font-weight: 500; }
.rcs-icon { font-size: 13px; }
.is-lost .rcs-card { background: none; border: 1.5px dashed var(--bad); }
.is-lost .rcs-words p { border: 0; }
.status.is-read { color: var(--link); }
:root { --link: #0857b5; }
@media (prefers-color-scheme: dark) { :root { --link: #8fc0ff; } }
`;
