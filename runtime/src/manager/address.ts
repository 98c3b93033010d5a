/** Where a server listens. */
export interface Address {
  /** All interfaces when not given. */
  readonly host?: string;
  readonly port: number;
}

/** Reads `:8080`, `127.0.0.1:8080` or `[::1]:8080`; `0` is undefined: off. Errors: `TypeError`. */
export const parseAddress = (text: string): Address | undefined => {
  if (text === '0' || text === '') return undefined;
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535)
    throw new TypeError(`${JSON.stringify(text)} is no address. Use ":8080", "127.0.0.1:8080", or "0" for none.`);
  const host = match[1] ?? match[2] ?? '';
  return host === '' ? { port } : { host, port };
};
