/** Keeps a process whose lease ran out from writing: what it would write is another's to write by now. */
import type { Transport } from '../transport/transport.ts';

/** A write was not sent, since this process's lease had run out; what asked for it has to end. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/**
 * The transport, which sends what is not a read only while `holds` says so, also what it sends again. A process that was stopped, or whose
 * event loop was blocked, learns by this that its lease ran out before any timer tells it. Errors: `Fenced`.
 */
export const fenced = (transport: Transport, holds: () => boolean): Transport => ({
  ...transport,
  request: (request) =>
    request.method === 'GET'
      ? transport.request(request)
      : transport.request({
          ...request,
          guard: () => {
            if (!holds()) throw new Fenced(`${request.method} ${request.path} was not sent: the lease ran out.`);
          },
        }),
});
