/** A refusal as RFC 9457 (problem details) tells it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /** What went wrong and how to get on, for a person. Never personal data (I8). */
  detail?: string;
  /** One entry for each field at fault. */
  errors?: Array<{ path: string; message: string }>;
  /** Names this occurrence in the log. */
  instance?: string;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';
