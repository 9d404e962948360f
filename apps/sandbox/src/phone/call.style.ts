/** The look of a phone that rings and of a conversation. */
export const CALL_STYLE = `
.ringing { display: flex; align-items: center; gap: 12px; padding: 10px 20px; background: var(--bezel); color: #fff; }
.ringing p { flex: 1; min-width: 0; overflow-wrap: anywhere; } .ringing p span { display: block; font-size: 13px; opacity: .8; font-variant-numeric: tabular-nums; }
.ringing .bell { font-size: 22px; animation: ring 1.1s ease-in-out infinite; }
@keyframes ring { 0%, 60%, 100% { transform: none; } 10%, 30%, 50% { transform: rotate(14deg); } 20%, 40% { transform: rotate(-14deg); } }
@media (prefers-reduced-motion: reduce) { .ringing .bell { animation: none; } }
.ringing button, .choices button { font: inherit; font-weight: 650; min-height: 44px; padding: 8px 20px; border: 0; border-radius: 999px; color: #fff; cursor: pointer; }
button.is-good { background: #12703f; } button.is-bad { background: #b3261e; }

#call:empty, #ringing:empty { display: none; }
.call { position: absolute; inset: 0; z-index: 1; background: #16202c; color: #f2f5f9; display: flex; flex-direction: column; border-radius: inherit; overflow: hidden; padding: 44px 18px 20px; }
.screen:has(.call) { background: #16202c; } .screen:has(.call)::before { z-index: 2; }
.call .number { font-size: 21px; font-weight: 600; font-variant-numeric: tabular-nums; text-align: center; }
.call .state { color: #b4c0cf; font-size: 14px; text-align: center; }
.call .caller { flex: 1; display: grid; align-content: center; gap: 6px; }
.choices { display: flex; justify-content: center; gap: 16px; padding-top: 14px; }
.choices form { flex: 1; max-width: 180px; display: grid; }
.heard { flex: 1; min-height: 0; overflow-y: auto; display: flex; flex-direction: column; gap: 8px; padding: 14px 2px; }
.heard li:first-child { margin-top: auto; }
.heard .is-said { align-self: flex-start; max-width: 92%; background: #2a3849; border-radius: 16px 16px 16px 5px; padding: 9px 13px; overflow-wrap: anywhere; }
.heard .is-answer { align-self: flex-end; background: #2462b4; border-radius: 16px 16px 5px 16px; padding: 7px 13px; }
.heard .is-note, .heard .is-asking { align-self: center; color: #b4c0cf; font-size: 13px; text-align: center; overflow-wrap: anywhere; }
.heard .is-fault { align-self: stretch; color: #ffb4ab; font-size: 13px; overflow-wrap: anywhere; }
.call kbd, .transcript kbd { font: inherit; font-weight: 650; letter-spacing: .12em; font-variant-numeric: tabular-nums; }
.keypad { display: grid; grid-template-columns: repeat(3, minmax(0, 84px)); justify-content: center; gap: 8px 14px; }
.keypad button { font: inherit; font-size: 21px; min-height: 46px; border: 0; border-radius: 999px; background: #2a3849; color: #fff; cursor: pointer; }
.keypad button:hover { background: #35475b; } .keypad button:active { background: #2462b4; }

.bubble.is-call { align-self: stretch; max-width: none; }
.bubble.is-call > p, .bubble.is-call summary { padding: 9px 14px; border: 1px solid var(--line); border-radius: 14px; background: none; font-weight: 600; }
.bubble.is-call summary { cursor: pointer; }
.bubble.is-missed > p, .bubble.is-missed summary { color: var(--bad); }
.transcript { display: grid; gap: 6px; padding: 10px 14px 4px; font-size: 14px; }
.transcript li { overflow-wrap: anywhere; } .transcript .is-answer { text-align: right; color: var(--accent); font-weight: 600; }
.transcript .is-note { color: var(--soft); font-size: 13px; } .transcript .is-fault { color: var(--bad); font-size: 13px; }
@media (max-width: 720px) { .call { padding-top: 20px; } .ringing { padding: 10px 14px; flex-wrap: wrap; } .ringing p { flex-basis: 70%; } .ringing form { flex: 1; display: grid; } }
`;
