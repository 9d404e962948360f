/**
 * Something that a person has to put right, told so that they can: the message says what is wrong and how to get
 * on, and is printed without a stack trace.
 */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}
