import { setTimeout as sleep } from 'node:timers/promises';
import { BullModule, Processor } from '@nestjs/bullmq';
import { type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Queue } from 'bullmq';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { queueConnection } from './queue-connection.js';
import { QueueWorker } from './queue-worker.js';

@Processor('broken')
class BrokenProcessor extends QueueWorker {
  process(): Promise<void> {
    throw new Error('no such table');
  }
}

/** Keeps what is logged as errors. */
class ErrorKeeper implements LoggerService {
  readonly errors: unknown[][] = [];
  error(...parts: unknown[]): void {
    this.errors.push(parts);
  }
  log(): void {}
  warn(): void {}
}

describe('a job that fails', () => {
  let database: ThrowAwayDatabase;
  beforeAll(async () => {
    database = await throwAwayDatabase();
  });
  afterAll(() => database.drop());

  it('is told to the log by its queue and its error, never by what it carried', async () => {
    const connection = queueConnection(database.url);
    @Module({
      imports: [BullModule.forRoot({ connection }), BullModule.registerQueue({ name: 'broken' })],
      providers: [BrokenProcessor],
    })
    class Place {}
    const logger = new ErrorKeeper();
    const app = await NestFactory.createApplicationContext(Place, { logger });
    const queue = new Queue('broken', { connection });
    try {
      await queue.add('wake', { ids: ['carried'] });
      for (let tries = 0; logger.errors.length === 0 && tries < 100; tries += 1) await sleep(50);
      expect(logger.errors).toHaveLength(1);
      expect(logger.errors[0]?.[0]).toBe('a job of the queue "broken" failed');
      expect(logger.errors[0]?.[1]).toMatchObject({ message: 'no such table' });
      expect(JSON.stringify(logger.errors)).not.toContain('carried');
    } finally {
      await queue.close();
      await app.close();
    }
  });
});
