/** A request as a provider makes it, and as it comes in at the tracker's door. */
export interface PostedWebhook {
  /** The full address that the provider was given. */
  url: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** What the product makes of a request: nothing that it may act on unless it is a fact. */
export type Reading = { kind: 'forged' } | { kind: 'unreadable' } | { kind: 'fact'; fact: unknown };

/** Who signs, and when. Absent members are those of the genuine provider. */
export interface Signing {
  secret?: string;
  /** How long ago, in seconds; below nought, ahead of us. */
  secondsAgo?: number;
}

export interface WebhookFacts {
  /** One event of the provider about something of ours, and what it has to say. */
  readonly event: { readonly body: Buffer; readonly fact: object };
  /** The same with something in it that no version of ours has heard of. */
  readonly newer: Buffer;
  /** Signed by the provider as all the others, and nothing that we could act on. */
  readonly unreadable: Readonly<Record<string, Buffer>>;
  /** What is personal in the event. */
  readonly personal: readonly string[];
  /** Whether a signature is bound to the address, as well as to the body. */
  readonly bindsAddress: boolean;
  /** Whether a signature grows old. */
  readonly bindsTime: boolean;
  sign(body: Buffer, signing?: Signing): PostedWebhook;
  read(posted: PostedWebhook): Reading | Promise<Reading>;
}

const FORGED: Reading = { kind: 'forged' };

/** The same promises of every door's reader (I7, I8): what is not proved to come from the provider is refused. */
export function describeWebhooks(name: string, facts: WebhookFacts): void {
  const { event, newer, unreadable, personal, bindsAddress, bindsTime, sign } = facts;
  const read = async (posted: PostedWebhook): Promise<Reading> => facts.read(posted);
  const genuine = (): PostedWebhook => sign(event.body);

  describe(`${name}, as every webhook`, () => {
    it('tells what happened, and the same when it comes again', async () => {
      const told = { kind: 'fact', fact: expect.objectContaining(event.fact) as unknown };
      expect(await read(genuine())).toEqual(told);
      expect(await read(genuine())).toEqual(told);
    });

    it('is understood with parts that are new to us', async () => {
      expect(await read(sign(newer))).toMatchObject({ kind: 'fact' });
    });

    it('is refused unsigned, with an empty signature and with any other’s', async () => {
      const { headers, ...rest } = genuine();
      const signature = Object.keys(headers).find((header) => header.endsWith('signature')) ?? '';
      for (const given of [undefined, '', 'x', 't=1,v1=00', 'é'.repeat(28)])
        expect(await read({ ...rest, headers: { ...headers, [signature]: given } })).toEqual(FORGED);
      expect(await read(sign(event.body, { secret: 'somebody else’s' }))).toEqual(FORGED);
    });

    it('is refused when a byte of it was changed on the way', async () => {
      for (const at of [0, Math.floor(event.body.length / 2), event.body.length - 1]) {
        const body = Buffer.from(event.body);
        body[at] = body[at] === 0x31 ? 0x32 : 0x31;
        expect(await read({ ...genuine(), body })).toEqual(FORGED);
      }
      expect(await read({ ...genuine(), body: Buffer.concat([event.body, Buffer.from('&New=1')]) })).toEqual(
        FORGED,
      );
      expect(await read({ ...genuine(), body: Buffer.alloc(0) })).toEqual(FORGED);
    });

    if (bindsAddress)
      it('is refused at any other address than the one it was signed for', async () => {
        const posted = genuine();
        expect(await read({ ...posted, url: `${posted.url.slice(0, -1)}2` })).toEqual(FORGED);
        expect(await read({ ...posted, url: `${posted.url}?more=1` })).toEqual(FORGED);
      });

    if (bindsTime)
      it('is refused when its signature is older than five minutes, or ahead by as much', async () => {
        expect(await read(sign(event.body, { secondsAgo: 290 }))).toMatchObject({ kind: 'fact' });
        expect(await read(sign(event.body, { secondsAgo: 310 }))).toEqual(FORGED);
        expect(await read(sign(event.body, { secondsAgo: -310 }))).toEqual(FORGED);
      });

    it.each(Object.entries(unreadable))('is nothing to act on when it is signed, and %s', async (_, body) => {
      expect(await read(sign(body))).toEqual({ kind: 'unreadable' });
    });

    it('keeps what is personal to itself when it is refused or not understood', async () => {
      const told = await Promise.all([
        read(sign(event.body, { secret: 'somebody else’s' })),
        ...Object.values(unreadable).map((body) => read(sign(body))),
      ]);
      for (const words of personal) expect(JSON.stringify(told)).not.toContain(words);
    });
  });
}
