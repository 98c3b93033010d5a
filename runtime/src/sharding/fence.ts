/** Keeps a member whose lease ran out from writing: what it would write is another's to write by now. */
import type { Transport } from '../transport/transport.ts';

/** A write was not sent, since this process's lease had run out; what asked for it has to end. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** The transport, which sends what is not a read only while `holds` says so. Errors: `Fenced`. */
export const fenced = (transport: Transport, holds: () => boolean): Transport => ({
  ...transport,
  request: (request) =>
    request.method === 'GET' || holds()
      ? transport.request(request)
      : Promise.reject(new Fenced(`${request.method} ${request.path} was not sent: the lease of this shard ran out.`)),
});
