import { AnswerWriter } from './answer-writer.js';

describe('writing answers back', () => {
  it('gathers answers into sets and loses none', async () => {
    const sets: number[][] = [];
    const writer = new AnswerWriter<number>(async (items) => void sets.push(items), 5, 10);
    await Promise.all(Array.from({ length: 25 }, (_, n) => writer.add(n)));
    expect(sets.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, n) => n));
    expect(sets.map((set) => set.length)).toEqual([10, 10, 5]);
  });

  it('tells everyone whose answer could not be written', async () => {
    const writer = new AnswerWriter<number>(async () => Promise.reject(new Error('database gone')), 1);
    const outcomes = await Promise.allSettled([writer.add(1), writer.add(2)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
  });
});
