import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';

/**
 * An SMTP server that takes every mail and counts it; a process of its own: `node mail-sink.js <smtp port> <http port>`.
 */
let count = 0;
const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData(stream, _session, done) {
    stream.on('data', () => undefined);
    stream.on('end', () => {
      count += 1;
      done();
    });
  },
});
smtp.listen(Number(process.argv[2]), '127.0.0.1', () => {
  createServer((request, response) => {
    if (request.url === '/reset') count = 0;
    response.end(String(count));
  }).listen(Number(process.argv[3]), '127.0.0.1', () => console.log('mail sink ready'));
});
