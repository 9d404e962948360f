/** Plain and legible: dark on light or light on dark as the reader's system has it; nothing loaded from elsewhere. */
export const CONSOLE_STYLE = `
:root{color-scheme:light dark;--ink:#1b2733;--soft:#5a6875;--line:#d9e0e7;--paper:#fff;--ground:#f4f7f9;--good:#0a6b4b;--bad:#a4262c;--link:#0b5c8a}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a3b0bc;--line:#33414d;--paper:#1c262f;--ground:#131b22;--good:#5fd0a5;--bad:#ff9a94;--link:#7cc4ef}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0;letter-spacing:-.02em}
header p{margin:.3rem 0 0;color:var(--soft)}
#moment{margin:1.5rem 0 0;color:var(--soft)}
time{color:var(--ink);font-variant-numeric:tabular-nums}
h2{font-size:1rem;margin:1.75rem 0 .6rem}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.6rem;margin:0}
dl div{display:flex;flex-direction:column-reverse;justify-content:flex-end;background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:.7rem .9rem}
dt{color:var(--soft);font-size:.86rem;line-height:1.35}
dl div:has(dd.sum){grid-column:span 2}
dd{margin:0;font-size:1.6rem;line-height:1.25;font-weight:600;font-variant-numeric:tabular-nums}
.good dd{color:var(--good)}.bad dd{color:var(--bad)}
.note{background:var(--paper);border:1px solid var(--line);border-left:4px solid var(--link);border-radius:.4rem;padding:.7rem 1rem;margin:1.25rem 0 0}
nav ul{list-style:none;margin:0;padding:0;border:1px solid var(--line);border-radius:.6rem;background:var(--paper)}
nav li{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .8rem;padding:.7rem 1rem;border-top:1px solid var(--line)}
nav li:first-child{border-top:0}
nav li span{color:var(--soft)}
a{color:var(--link)}
code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}
footer{padding-top:2rem;padding-bottom:3rem;color:var(--soft)}
`;
