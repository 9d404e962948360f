import { persevere } from './persevere.js';

describe('writing an answer while the database is away', () => {
  it('tries again until the database is back', async () => {
    let tries = 0;
    const written = await persevere(async () => {
      tries += 1;
      if (tries < 3) throw new Error('away');
      return 'written';
    }, [1, 1, 1]);
    expect([written, tries]).toEqual(['written', 3]);
  });

  it('says what is wrong when it does not come back', async () => {
    await expect(persevere(() => Promise.reject(new Error('gone')), [1, 1])).rejects.toThrow('gone');
  });
});
