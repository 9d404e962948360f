import { type Readable, Transform } from 'node:stream';

/**
 * A mail as a stream of one piece. nodemailer streams a mail part by part, and each piece would be a write to the
 * socket: a tenth of what it costs to send a mail.
 */
export function inOnePiece(mail: Readable): Readable {
  const pieces: Buffer[] = [];
  const whole = new Transform({
    transform(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
    flush(done) {
      done(null, Buffer.concat(pieces));
    },
  });
  mail.once('error', (error) => whole.destroy(error));
  return mail.pipe(whole);
}
