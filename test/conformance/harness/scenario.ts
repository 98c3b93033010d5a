/** What scenarios are written with: each request is a step of the transcript. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { namer, normalise, type Entry } from './transcript.ts';

export type Json = Record<string, unknown>;

export interface Scenario {
  /** Names the transcript. */
  readonly name: string;
  readonly run: (api: Recorder) => Promise<void>;
}

interface Options {
  readonly type?: string;
  readonly accept?: string;
}

const JSON_TYPE = 'application/json';
export const APPLY = 'application/apply-patch+yaml';
export const MERGE = 'application/merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';
export const STRATEGIC = 'application/strategic-merge-patch+json';

export class Recorder {
  readonly entries: Entry[] = [];
  readonly #connection: Connection;
  readonly #names = namer();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A request that is recorded; answers the body. A string is sent as it is. */
  async do(step: string, method: string, path: string, body?: unknown, options: Options = {}): Promise<Json> {
    const { code, headers, text } = await this.#send(method, path, body, options);
    const warning = headers['warning'];
    const warnings = warning === undefined ? [] : [warning].flat();
    const parsed = parse(text);
    this.entries.push({
      step: `${step}: ${method} ${path}`,
      code,
      ...(warnings.length > 0 && { warnings: warnings.toSorted() }),
      body: normalise(parsed, this.#names),
    });
    return parsed as Json;
  }

  /** A request that is not part of the comparison. */
  async quietly(method: string, path: string, body?: unknown, options: Options = {}): Promise<Json> {
    const { code, text } = await this.#send(method, path, body, options);
    const answer = parse(text);
    // A path that is not served yet is answered with plain text.
    return typeof answer === 'string' ? { code, text: answer } : (answer as Json);
  }

  /** Asks until `accept` holds, or the object is gone. */
  async until(path: string, accept: (body: Json) => boolean): Promise<Json> {
    const end = Date.now() + 30_000;
    for (;;) {
      const body = await this.quietly('GET', path);
      if (accept(body) === true) return body;
      if (Date.now() > end) throw new Error(`${path} never got there: ${JSON.stringify(body)}`);
      await sleep(50);
    }
  }

  async untilGone(path: string): Promise<void> {
    await this.until(path, (body) => body['kind'] === 'Status' && body['code'] === 404);
  }

  /** Records what a watch brings while `during` runs, `count` events of it (bookmarks without an annotation aside). */
  async watch(
    step: string,
    path: string,
    count: number,
    during: () => Promise<unknown> = async () => {},
    { accept }: Pick<Options, 'accept'> = {},
  ): Promise<Json[]> {
    const controller = new AbortController();
    const headers = accept === undefined ? {} : { accept };
    const { code, lines } = await this.#connection.lines(path, controller.signal, headers);
    const events: Json[] = [];
    const reading = (async () => {
      for await (const line of lines) {
        const event = parse(line) as Json;
        if (event['type'] === 'BOOKMARK' && !line.includes('initial-events-end')) continue;
        events.push(event);
        if (events.length >= count) break;
      }
    })();
    await during();
    await Promise.race([reading.catch(() => {}), sleep(20_000, undefined, { ref: false })]);
    controller.abort();
    this.entries.push({
      step: `${step}: WATCH ${path.replace(/(resourceVersion=)[1-9]\d*/, '$1<rv>')}`,
      code,
      events: events.map((event) => normalise(event, this.#names)),
    });
    return events;
  }

  /** A fact that the scenario works out itself. */
  note(step: string, body: unknown): void {
    this.entries.push({ step, body: normalise(body, this.#names) });
  }

  #send(method: string, path: string, body: unknown, { type = JSON_TYPE, accept }: Options) {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return this.#connection.send(method, path, text, {
      ...(text !== undefined && { 'content-type': type }),
      ...(accept !== undefined && { accept }),
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text.trim();
  }
}
