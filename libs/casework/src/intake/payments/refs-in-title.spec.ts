import { refsInTitle } from './refs-in-title.js';

it.each([
  ['Spłata, sprawa ZD/2026/00073', ['ZD/2026/00073']],
  ['rata nr 2 (ZD/2026/00073).', ['ZD/2026/00073']],
  ['spłata długu', []],
  ['ZD/2026/1 ZD/2026/1 za 12.2025', ['ZD/2026/1', '12.2025']],
])('in "%s" these words could be case numbers: %j', (title, refs) => {
  expect(refsInTitle(title)).toEqual(refs);
});
