/** What an exec plugin prints: an ExecCredential. */
import { FieldFault } from '../document.ts';
import type { PluginConfig } from './config.ts';

/** What says who we are. */
export interface Credential {
  /** The value of the header. */
  readonly authorization?: string;
  /** A client certificate. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Milliseconds since the epoch; none if not given. */
  readonly expires?: number;
}

interface ExecCredential {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly status?: {
    readonly token?: string;
    readonly clientCertificateData?: string;
    readonly clientKeyData?: string;
    readonly expirationTimestamp?: string;
  };
}

/** Errors: `FieldFault` at the plugin's place in the kubeconfig. */
export const readAnswer = (output: string, { field, apiVersion, command }: PluginConfig): Credential => {
  const fault = (what: string) =>
    new FieldFault(field, `The plugin ${command} ${what}. Run it by hand, and see its documentation.`);
  let answer: ExecCredential | null;
  try {
    answer = JSON.parse(output) as ExecCredential | null;
  } catch (error) {
    throw fault(`printed no JSON (${(error as Error).message})`);
  }
  if (answer?.kind !== 'ExecCredential') throw fault('printed no ExecCredential');
  if (answer.apiVersion !== apiVersion)
    throw fault(`answered in ${JSON.stringify(answer.apiVersion)}, but was asked in ${apiVersion}`);
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = answer.status ?? {};
  if ((cert ?? '') === '' && (token ?? '') === '') throw fault('gave neither a token nor a client certificate');
  if (![token, cert, key].every((one) => one === undefined || typeof one === 'string'))
    throw fault('gave a credential that is no text');
  if (/[^\x20-\x7e]/.test(token ?? ''))
    throw fault('gave a token that has what no header may have, such as a line break');
  if (((cert ?? '') === '') !== ((key ?? '') === '')) throw fault('gave a client certificate or a key, not both');
  const expires = expirationTimestamp === undefined ? Infinity : Date.parse(expirationTimestamp);
  if (Number.isNaN(expires)) throw fault(`gave ${JSON.stringify(expirationTimestamp)} for an expirationTimestamp`);
  return {
    ...(token === undefined || token === '' ? {} : { authorization: `Bearer ${token}` }),
    ...(cert === undefined || cert === '' || key === undefined ? {} : { certificate: { cert, key } }),
    expires,
  };
};
