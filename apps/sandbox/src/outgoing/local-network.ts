import { Inject, Injectable } from '@nestjs/common';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Keeps the sandbox's promise that nothing leaves this machine: only loopback and our own addresses are visited. */
@Injectable()
export class LocalNetwork {
  private readonly ours: ReadonlySet<string>;

  constructor(@Inject(SANDBOX_OPTIONS) options: Pick<SandboxOptions, 'publicUrl' | 'inboundUrl' | 'ownUrl'>) {
    const addresses = [options.publicUrl, options.inboundUrl, options.ownUrl ?? options.publicUrl];
    this.ours = new Set(addresses.map((address) => new URL(address).host));
  }

  allows(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) && (LOOPBACK.test(url.hostname) || this.ours.has(url.host));
  }
}
