import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  write(createLogger('trace', { write: (line: string) => void (text += line) }));
  return text;
}

describe('the log holds no personal data (I8)', () => {
  it('blanks personal fields wherever they stand', () => {
    const text = logged((logger) =>
      logger.info(
        { to: '+48600100200', message: { email: 'jan@example.com', id: 'm-1', debtor: { phone: '600' } } },
        'sent',
      ),
    );
    expect(text).toContain('m-1');
    expect(text).not.toMatch(/48600100200|jan@example|"600"/);
  });

  it('tells of an error what helps, and not the values that its message quotes', () => {
    const error = Object.assign(
      new Error(
        'invalid input for jan@example.com, +48 600 100 200, "Kowalski" at https://pay.example/p/secret',
      ),
      { code: '22P02', constraint: 'cases_ref', detail: 'Key (email)=(jan@example.com) already exists' },
    );
    const text = logged((logger) => logger.error({ err: error }, 'failed'));
    expect(text).toContain('22P02');
    expect(text).toContain('cases_ref');
    expect(text).toContain('logger.spec');
    expect(text).not.toMatch(/jan@example|600 100|Kowalski|secret/);
  });

  it('takes what Nest logs through the same sieve', () => {
    const text = logged((logger) =>
      new NestLogger(logger).error('failed for jan@example.com', 'stack', 'Sender'),
    );
    expect(text).toContain('"context":"Sender"');
    expect(text).not.toContain('jan@example');
  });

  it('tells of an error that Nest logs what it tells of every other', () => {
    const error = Object.assign(new Error('no connection for jan@example.com'), { code: '57P05' });
    const text = logged((logger) =>
      new NestLogger(logger).error('handing out failed', error, 'escalation run'),
    );
    expect(text).toContain('57P05');
    expect(text).toContain('no connection');
    expect(text).toContain('logger.spec');
    expect(text).not.toMatch(/jan@example|object Object/);
  });
});
