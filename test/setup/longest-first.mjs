import TestSequencer from '@jest/test-sequencer';

/**
 * Stories first: they wait for business time more than they work, so everything else fits beside them; begun last, they
 * would be waited for alone. The rest as Jest orders it: what failed, then what took longest.
 */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const ordered = super.sort(tests);
    const isStory = ({ path }) => path.includes('/test/story/');
    return [...ordered.filter(isStory), ...ordered.filter((test) => !isStory(test))];
  }
}
