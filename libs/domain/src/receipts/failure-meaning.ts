/** What a provider's error tells us to do. The maps are data: providers change what their codes mean. */
export interface FailureMeaning {
  /** Trying the same again will not help. */
  readonly permanent: boolean;
  /** The number or address is wrong, gone, or of a kind that cannot receive this. */
  readonly invalidPoint: boolean;
  /** The recipient or the provider forbids this address and channel: suppress it. */
  readonly suppress: boolean;
  /** The same leg may be tried later. */
  readonly retryable: boolean;
  /** Another channel may well succeed. */
  readonly fallback: boolean;
  /** Proved not accepted by the provider, so submitting again is no duplicate (I1). */
  readonly notAccepted: boolean;
  readonly description: string;
}

type Traits = Partial<Omit<FailureMeaning, 'description'>>;

/** A row of a failure map: what is not said is false. */
export function meaning(description: string, traits: Traits): FailureMeaning {
  return {
    permanent: false,
    invalidPoint: false,
    suppress: false,
    retryable: false,
    fallback: false,
    notAccepted: false,
    ...traits,
    description,
  };
}
