/** Throws, or rejects, when the part that it looks at cannot do its work. */
export type HealthCheck = () => Promise<void>;

/** Where the parts of a process say what must work before it takes work. */
export abstract class HealthProbes {
  /** @throws Error when the name is taken: two parts would hide each other. */
  abstract register(name: string, check: HealthCheck): void;
}
