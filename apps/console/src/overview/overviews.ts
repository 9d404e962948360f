import { Inject, Injectable } from '@nestjs/common';
import { OverviewBoard, type OverviewView } from '#contracts';

/** An overview is as old as this at least, so that a dozen pages that look cost as much as one. */
const KEEP_MS = 500;
/** And counting takes at most this share of the time, however large the tables have grown. */
const SHARE = 1 / 20;

/** The overview, counted when somebody asks and what was counted has grown old. */
@Injectable()
export class Overviews {
  private counting: Promise<OverviewView> | undefined;
  private keepUntil = -Infinity;

  constructor(@Inject(OverviewBoard) private readonly board: OverviewBoard) {}

  /** What holds now, or held a moment ago. */
  read(): Promise<OverviewView> {
    if (this.counting !== undefined && performance.now() < this.keepUntil) return this.counting;
    this.keepUntil = Infinity;
    const began = performance.now();
    const counting = this.board.read();
    this.counting = counting;
    counting.then(
      () => (this.keepUntil = performance.now() + Math.max(KEEP_MS, (performance.now() - began) / SHARE)),
      () => (this.keepUntil = -Infinity),
    );
    return counting;
  }
}
