import { takesReplies } from './takes-replies.js';

describe('a sender of texts', () => {
  it.each([
    ['+48459990001', true],
    [`MG${'0'.repeat(32)}`, true],
    ['Acme sp z o', false],
    ['MG Acme', false],
    [null, false],
  ])('%s can be answered: %s', (sender, answerable) => {
    expect(takesReplies(sender)).toBe(answerable);
  });
});
