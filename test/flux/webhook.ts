/** Who is told by Flux, and who tells: an address on 127.0.0.1 that remembers the events of a generic Provider, and a signed message. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** github.com/fluxcd/pkg/apis/event/v1beta1 Event, as far as tests read it. */
interface FluxEvent {
  readonly involvedObject: { readonly kind: string; readonly namespace: string; readonly name: string };
  readonly severity: 'info' | 'error';
  readonly reason: string;
  readonly message: string;
}

export interface Webhook {
  readonly url: string;
  /** `severity Kind name reason` of each event, in order of arrival. */
  readonly told: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts it. */
export const startWebhook = async (): Promise<Webhook> => {
  const events: FluxEvent[] = [];
  const server = createServer((request, response) => {
    json(request).then(
      (event) => {
        events.push(event as FluxEvent);
        response.writeHead(200).end();
      },
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/flux`,
    told: () =>
      events.map(({ involvedObject: { kind, name }, severity, reason }) => `${severity} ${kind} ${name} ${reason}`),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Sends a message to a Receiver of type generic-hmac; the status of the answer. */
export const tell = async (receiver: string, token: Buffer): Promise<number> => {
  const body = '{"pushed": true}';
  const signature = `sha256=${createHmac('sha256', token).update(body).digest('hex')}`;
  return (await fetch(receiver, { method: 'POST', body, headers: { 'x-signature': signature } })).status;
};
