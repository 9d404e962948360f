import { setTimeout as sleep } from 'node:timers/promises';
import { OverviewBoard, type OverviewView } from '#contracts';
import { Overviews } from './overviews.js';

/** A board that counts how often it is asked, and takes its time. */
class SlowBoard extends OverviewBoard {
  asked = 0;
  failing = false;

  constructor(private readonly takesMs: number) {
    super();
  }

  async read(): Promise<OverviewView> {
    this.asked += 1;
    await sleep(this.takesMs);
    if (this.failing) throw new Error('the database is away');
    return { stopped: this.asked } as OverviewView;
  }
}

describe('the overview', () => {
  it('is counted once for everybody who asks at the same time', async () => {
    const board = new SlowBoard(5);
    const overviews = new Overviews(board);
    const read = await Promise.all([overviews.read(), overviews.read(), overviews.read()]);
    expect(read.map((overview) => overview.stopped)).toEqual([1, 1, 1]);
  });

  it('is counted anew once it has grown old', async () => {
    const board = new SlowBoard(0);
    const overviews = new Overviews(board);
    await overviews.read();
    await overviews.read();
    expect(board.asked).toBe(1);
    await sleep(550);
    expect((await overviews.read()).stopped).toBe(2);
  });

  it('is counted the more seldom, the longer counting takes', async () => {
    const board = new SlowBoard(60);
    const overviews = new Overviews(board);
    await overviews.read();
    await sleep(600);
    await overviews.read();
    expect(board.asked).toBe(1);
  });

  it('is counted again at once after counting has failed', async () => {
    const board = new SlowBoard(0);
    const overviews = new Overviews(board);
    board.failing = true;
    await expect(overviews.read()).rejects.toThrow('away');
    board.failing = false;
    expect((await overviews.read()).stopped).toBe(2);
  });
});
