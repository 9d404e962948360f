/**
 * Keeps the answers of a pure function: dates, day counts and amounts repeat within a message and across a
 * batch, and formatting them is most of the work of filling. Starts afresh when full, so it stays small.
 */
export function remembered<Key, Value>(compute: (key: Key) => Value, limit = 10_000): (key: Key) => Value {
  const answers = new Map<Key, Value>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size >= limit) answers.clear();
    const answer = compute(key);
    answers.set(key, answer);
    return answer;
  };
}
