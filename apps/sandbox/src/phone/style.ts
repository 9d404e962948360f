/** The look of the virtual phone and the payment page: system fonts, light and dark. */
export const STYLE = `
:root {
  --ground: #eef1f5; --card: #ffffff; --ink: #17202b; --soft: #566373; --line: #d8dee6; --accent: #0b63ce;
  --accent-ink: #ffffff; --theirs: #e9ecf0; --mine: #0b63ce; --mine-ink: #ffffff; --warn: #ffd866; --warn-ink: #3d2c00;
  --good: #12663a; --bad: #b3261e; --bezel: #1b2430; --hover: #f1f5fa; --open: #e1ecfb; --shadow: 0 10px 40px rgb(20 35 60 / .16);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151c; --card: #18202a; --ink: #e8edf3; --soft: #9fadbd; --line: #2b3644; --accent: #7db4ff;
    --accent-ink: #06203f; --theirs: #2a3542; --mine: #1f5fb0; --mine-ink: #ffffff; --warn: #4a3a08; --warn-ink: #ffe28a;
    --good: #6fd3a0; --bad: #ff9a90; --bezel: #05080c; --hover: #202a36; --open: #1d3350; --shadow: 0 10px 40px rgb(0 0 0 / .5);
  }
}
* { box-sizing: border-box; }
html, body { margin: 0; height: 100%; }
body { background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1, h2, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.empty { padding: 28px 18px; color: var(--soft); text-align: center; }
.banner { background: var(--warn); color: var(--warn-ink); text-align: center; padding: 5px 12px; font-size: 14px; }

.phone-page { display: flex; flex-direction: column; height: 100dvh; }
.top { background: var(--card); border-bottom: 1px solid var(--line); }
.bar { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; padding: 10px 20px 2px; }
.bar h1 { font-size: 18px; letter-spacing: -.01em; }
.clock { color: var(--soft); font-variant-numeric: tabular-nums; }
.is-away .clock::after { content: " · away"; color: var(--bad); }
.counters { display: flex; gap: 4px 26px; padding: 4px 20px 10px; overflow-x: auto; }
.count { display: flex; flex-direction: column-reverse; }
.count dt { font-size: 12px; color: var(--soft); }
.count dd { font-size: 20px; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.15; }
.count.is-paid dd, .count.is-delivered dd { color: var(--good); }
.count.is-failed dd, .count.is-bounced dd { color: var(--bad); }

main { flex: 1; min-height: 0; display: grid; grid-template-columns: 340px minmax(0, 1fr); }
.people { background: var(--card); border-right: 1px solid var(--line); display: flex; flex-direction: column; min-height: 0; }
.search { padding: 12px; }
.search input, .reply input[name=text] {
  width: 100%; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 999px; padding: 8px 16px;
}
#list { overflow-y: auto; flex: 1; padding: 0 6px 12px; }
.contact { display: flex; align-items: center; gap: 12px; padding: 9px 10px; border-radius: 12px; color: inherit; text-decoration: none; }
.contact:hover, .mail-row:hover { background: var(--hover); }
.contact.is-open, .mail-row.is-open { background: var(--open); }
.contact-text { flex: 1; min-width: 0; display: block; }
.contact-top { display: flex; justify-content: space-between; gap: 8px; }
.contact-top b { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
.contact-top time { color: var(--soft); font-size: 12.5px; white-space: nowrap; font-variant-numeric: tabular-nums; }
.contact-preview { display: block; color: var(--soft); font-size: 13.5px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.unread { background: var(--accent); color: var(--accent-ink); border-radius: 999px; font-size: 12px; font-weight: 700; min-width: 22px; padding: 1px 7px; text-align: center; }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; font-size: 14px; font-weight: 650; color: #fff; background: #47617f; }
.hue-1 { background: #8a4f7d; } .hue-2 { background: #2f6f6d; } .hue-3 { background: #8a5a2b; } .hue-4 { background: #4757a6; }
.hue-5 { background: #3f7040; } .hue-6 { background: #a04545; } .hue-7 { background: #2d6a9f; } .hue-8 { background: #6b5ca5; }
.hue-9 { background: #5d6b2f; } .hue-10 { background: #9a4a6a; } .hue-11 { background: #3a6b80; }

.nobody { display: grid; place-content: center; justify-items: center; gap: 22px; padding: 20px; color: var(--soft); text-align: center; }
.thread { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
.who { display: flex; align-items: center; gap: 12px; padding: 12px 22px; }
.who h2 { font-size: 17px; } .who p { color: var(--soft); font-size: 13.5px; overflow-wrap: anywhere; }
.who .identity b { color: var(--ink); font-weight: 600; white-space: nowrap; }
.who .back { display: none; font-size: 30px; line-height: 1; text-decoration: none; padding: 0 8px 4px 0; }
.tabs { display: flex; gap: 6px; align-items: center; flex-wrap: wrap; }
.tabs a, .tabs button { padding: 5px 14px; border-radius: 999px; text-decoration: none; color: var(--soft); border: 1px solid var(--line); background: none; font: inherit; font-size: 13.5px; cursor: pointer; }
.tabs a[aria-current] { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
.switch { display: none; padding: 0 16px 10px; }
.panes { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(330px, 390px) minmax(0, 1fr); gap: 22px; padding: 4px 22px 22px; }
.pane { min-height: 0; min-width: 0; }

.phone { height: 100%; max-height: 800px; background: var(--bezel); border-radius: 44px; padding: 11px; box-shadow: var(--shadow); }
.phone.is-idle { width: 210px; height: 420px; opacity: .8; border-radius: 34px; }
.screen { height: 100%; background: var(--card); border-radius: 34px; overflow: hidden; display: flex; flex-direction: column; position: relative; }
.screen::before { content: ""; position: absolute; top: 9px; left: 50%; width: 78px; height: 19px; margin-left: -39px; background: var(--bezel); border-radius: 999px; }
.is-idle .screen { border-radius: 25px; }
.scroll { flex: 1; overflow-y: auto; padding: 42px 14px 14px; }
.bubbles { display: flex; flex-direction: column; gap: 8px; min-height: 100%; justify-content: flex-end; }
.day { align-self: center; color: var(--soft); font-size: 12px; padding: 10px 0 2px; }
.bubble { max-width: 84%; }
.bubble p { padding: 9px 14px; border-radius: 19px; white-space: pre-wrap; overflow-wrap: anywhere; }
.is-theirs { align-self: flex-start; } .is-theirs p { background: var(--theirs); border-bottom-left-radius: 6px; }
.is-mine { align-self: flex-end; } .is-mine p { background: var(--mine); color: var(--mine-ink); border-bottom-right-radius: 6px; }
.is-mine p a { color: inherit; }
.is-lost p { background: none; border: 1.5px dashed var(--bad); }
.sender { font-size: 12px; color: var(--soft); padding-left: 14px; }
.meta { display: flex; gap: 8px; flex-wrap: wrap; font-size: 12px; color: var(--soft); padding: 2px 14px 0; font-variant-numeric: tabular-nums; }
.is-mine .meta { justify-content: flex-end; } .is-lost .meta { color: var(--bad); }
.reply { display: flex; flex-wrap: wrap; gap: 8px; padding: 10px 12px 16px; border-top: 1px solid var(--line); }
.reply p { width: 100%; color: var(--bad); font-size: 13px; padding: 0 8px; }
.reply input[name=text] { flex: 1; min-width: 0; }
.reply button { flex: none; width: 40px; height: 40px; border-radius: 50%; border: 0; background: var(--accent); color: var(--accent-ink); font-size: 20px; cursor: pointer; }

.mail-pane { background: var(--card); border: 1px solid var(--line); border-radius: 18px; overflow: hidden; display: flex; flex-direction: column; }
.mails { overflow-y: auto; padding: 8px; }
.mails.is-aside { max-height: 14%; border-top: 1px solid var(--line); flex: none; padding: 4px 8px; }
.mail-row { display: block; padding: 10px 12px; border-radius: 12px; color: inherit; text-decoration: none; position: relative; padding-right: 96px; }
.mail-row .contact-top { display: block; } .mail-row .contact-top b { display: block; font-weight: 500; }
.mail-row .contact-top time { position: absolute; right: 12px; top: 11px; }
.mail-row.is-unread b { font-weight: 700; }
.mail-row .mail-status { position: absolute; right: 12px; bottom: 10px; }
.mail-status { font-size: 12.5px; color: var(--soft); } .mail-status.is-delivered { color: var(--good); } .mail-status.is-bounced { color: var(--bad); }
.is-aside .mail-row { padding: 6px 96px 6px 12px; } .is-aside .mail-row .contact-top time { top: 7px; }
.is-aside .contact-preview, .is-aside .mail-status { display: none; }
.mail { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.mail header { padding: 10px 18px; border-bottom: 1px solid var(--line); display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 5px 12px; align-items: center; }
.mail h2 { grid-column: 1 / -1; font-size: 16px; line-height: 1.3; } .mail header p { grid-column: 1 / -1; line-height: 1.35; font-size: 13px; color: var(--soft); overflow-wrap: anywhere; }
.mail header p b { color: var(--ink); font-weight: 600; }
.mail .tabs { grid-area: 1 / 2; justify-content: flex-end; } .mail .tabs a, .mail .tabs button { padding: 3px 11px; font-size: 13px; }
.mail .back { font-size: 13.5px; text-decoration: none; }
.mail iframe { flex: 1; min-height: 0; border: 0; width: 100%; background: #fff; }
.mail pre { flex: 1; overflow: auto; margin: 0; padding: 18px; font: 14px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }

@media (max-width: 1180px) {
  main { grid-template-columns: 300px minmax(0, 1fr); }
  .switch { display: flex; padding: 0 22px 12px; }
  .panes { grid-template-columns: minmax(0, 1fr); }
  [data-view=sms] .mail-pane, [data-view=mail] .pane.sms { display: none; }
  .pane.sms { max-width: 400px; width: 100%; justify-self: center; }
}
@media (max-width: 720px) {
  main { grid-template-columns: minmax(0, 1fr); }
  .people { border-right: 0; }
  .nobody { display: none; }
  .has-thread .people, .has-thread .counters { display: none; }
  .has-thread .bar { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
  .bar { padding: 8px 16px 0; } .counters { padding: 4px 16px 8px; gap: 4px; justify-content: space-between; } .count dd { font-size: 18px; }
  .who { padding: 10px 14px 8px; background: var(--card); } .who .back { display: block; }
  .switch { padding: 0 14px 10px; background: var(--card); border-bottom: 1px solid var(--line); }
  .panes { padding: 0; }
  .pane.sms { max-width: none; }
  .phone { background: none; padding: 0; border-radius: 0; box-shadow: none; max-height: none; }
  .screen { border-radius: 0; } .screen::before { display: none; } .scroll { padding-top: 10px; }
  .mail-pane { border: 0; border-radius: 0; }
  .mails.is-aside { display: none; }
}

.pay-page { min-height: 100dvh; display: flex; flex-direction: column; }
.pay-page main { display: grid; grid-template-columns: minmax(0, 430px); place-content: center; padding: 24px 16px; }
.till { background: var(--card); border: 1px solid var(--line); border-radius: 22px; padding: 28px; box-shadow: var(--shadow); display: grid; gap: 16px; }
.till h1 { font-size: 17px; font-weight: 600; }
.till .amount { font-size: 40px; font-weight: 700; letter-spacing: -.02em; font-variant-numeric: tabular-nums; line-height: 1.1; }
.till dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; font-size: 14px; border-top: 1px solid var(--line); padding-top: 16px; }
.till dt { color: var(--soft); } .till dd { text-align: right; overflow-wrap: anywhere; }
.till form { display: grid; }
.till button, .till .button { font: inherit; font-weight: 600; padding: 13px; border-radius: 12px; border: 1px solid var(--accent); background: var(--accent); color: var(--accent-ink); cursor: pointer; text-align: center; text-decoration: none; }
.till .quiet { background: none; color: var(--ink); border-color: var(--line); font-weight: 500; }
.till small { color: var(--soft); text-align: center; }
`;
