import { fillIn, formsOf } from './page-forms.js';

const PAGE = `
<!-- <form data-action="commented"></form> -->
<script>const x = '<form data-action="script"></form>';</script>
<form method=POST action='pay?x=1&amp;y=2' data-action="pay" data-balance-minor="100">
  <input type="hidden" name="token" value="a&quot;b">
  <input type="radio" name="amount" value="full" checked> <input type="radio" name="amount" value="part">
  <input type="checkbox" name="agree" checked><input type="checkbox" name="news">
  <select name="plan"><option value="1">one</option><option value="2" selected>two</option></select>
  <textarea name="note">Za&#322;</textarea>
  <input name="off" disabled value="no"><button name="go" value="now">Go</button>
</form>`;

describe('forms of a page', () => {
  const [form, ...others] = formsOf(PAGE, 'http://127.0.0.1/p/tok/case');

  it('are found where a browser shows them, with their absolute target', () => {
    expect(others).toEqual([]);
    expect(form).toMatchObject({
      purpose: 'pay',
      method: 'POST',
      target: 'http://127.0.0.1/p/tok/pay?x=1&y=2',
    });
    expect(form?.attributes['data-balance-minor']).toBe('100');
  });

  it('send what a browser would send', () => {
    expect(Object.fromEntries(fillIn(form!, {}))).toEqual({
      token: 'a"b',
      amount: 'full',
      agree: 'on',
      plan: '2',
      note: 'Zał',
    });
  });

  it('send what the person chose, and nothing that the form lacks', () => {
    expect(Object.fromEntries(fillIn(form!, { amount: 'part', go: 'now', unknown: 'x' }))).toMatchObject({
      amount: 'part',
      go: 'now',
    });
    expect(fillIn(form!, { unknown: 'x' }).has('unknown')).toBe(false);
  });
});
