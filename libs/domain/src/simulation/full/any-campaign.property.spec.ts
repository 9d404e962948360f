import { keepsToEverything } from '../spec-support/keeps-to-everything.js';

describe('any campaign over any portfolio, drawn five thousand times', () => {
  it('keeps to hours, caps and wishes, sends once, asks nobody who has paid or rests, and comes to an end', () => {
    keepsToEverything({ numRuns: 5_000 });
  }, 900_000);
});
