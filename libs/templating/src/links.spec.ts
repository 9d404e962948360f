import fc from 'fast-check';
import { addPicture, fillLinks, LINK_PLACEHOLDER, OPT_OUT_LINK_PLACEHOLDER, SAMPLE_LINKS } from './links.js';

describe('the links of a message', () => {
  it('stand where the placeholders stood, as they are', () => {
    const links = { ...SAMPLE_LINKS, link: 'https://d.example/p/$&$1' };
    const body = `a ${LINK_PLACEHOLDER} b ${OPT_OUT_LINK_PLACEHOLDER} c ${LINK_PLACEHOLDER}`;
    expect(fillLinks(body, links)).toBe(`a ${links.link} b ${links.optOutLink} c ${links.link}`);
  });

  it('leave a text without placeholders as it was', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(fillLinks(text, SAMPLE_LINKS)).toBe(text)));
  });
});

describe('the picture of a mail', () => {
  const PICTURE = '<img src="https://d.test/o.gif" width="1" height="1" alt="" />';

  it('is the last thing in its body, on a line of its own', () => {
    expect(addPicture('<body><p>a</p></body></html>', 'https://d.test/o.gif')).toBe(
      `<body><p>a</p>\r\n${PICTURE}\r\n</body></html>`,
    );
    expect(addPicture('<p>a</p>', 'https://d.test/o.gif')).toBe(`<p>a</p>\r\n${PICTURE}\r\n`);
  });
});
