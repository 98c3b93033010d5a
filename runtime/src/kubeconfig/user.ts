/** The `user` of a kubeconfig: the one way in which it says who we are, and on whose behalf we ask. */
import { readAuthProvider } from './auth-provider.ts';
import { type Field, FieldFault } from './document.ts';
import { readPlugin } from './exec/config.ts';
import { type Authenticator, createPlugin, type PluginContext } from './exec/plugin.ts';
import { get, text } from './field.ts';
import { impersonation } from './impersonation.ts';
import { fileOf, type Material, pem } from './material.ts';

export interface User {
  readonly certificate: { readonly cert: Material; readonly key: Material } | undefined;
  readonly authenticator: Authenticator | undefined;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

/** Nobody: what the cluster lets everybody do. */
export const ANONYMOUS: User = { certificate: undefined, authenticator: undefined, headers: {} };

/** Errors: `FieldFault`, also for two ways at once, as kubectl. */
export const readUser = (field: Field, context: Omit<PluginContext, 'config'>): User => {
  const token = get(field, 'token');
  const tokenFile = get(field, 'tokenFile');
  const username = get(field, 'username');
  const ways: Readonly<Record<string, boolean>> = {
    token: text(token) !== undefined || text(tokenFile) !== undefined,
    username: text(username) !== undefined,
    exec: get(field, 'exec').value !== undefined,
    'auth-provider': get(field, 'auth-provider').value !== undefined,
  };
  const given = Object.keys(ways).filter((way) => ways[way]);
  if (given.length > 1)
    throw new FieldFault(field, `${given.join(' and ')} exclude each other. Leave one of them out.`);
  return {
    certificate: certificateOf(field),
    authenticator: authenticatorOf(field, context),
    headers: impersonation(field),
  };
};

const authenticatorOf = (field: Field, context: Omit<PluginContext, 'config'>): Authenticator | undefined => {
  const exec = get(field, 'exec');
  if (exec.value !== undefined) return createPlugin({ ...context, config: readPlugin(exec) });
  const provider = get(field, 'auth-provider');
  if (provider.value !== undefined) return readAuthProvider(provider, context.now);
  // A file wins: it may be replaced.
  const file = tokenIn(get(field, 'tokenFile'));
  if (file !== undefined) return file;
  const token = text(get(field, 'token'));
  if (token !== undefined) return fixed(`Bearer ${token}`);
  const username = text(get(field, 'username'));
  if (username === undefined) return undefined;
  const password = text(get(field, 'password')) ?? '';
  return fixed(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`);
};

/** A token in a file, read anew each time. */
export const tokenIn = (field: Field): Authenticator | undefined => {
  const file = fileOf(field, (field, content, path) => {
    if (content.trim() === '') throw new FieldFault(field, `${path} is empty. It should hold a token.`);
  });
  return file === undefined
    ? undefined
    : { read: async () => ({ authorization: `Bearer ${(await file()).trim()}` }), expire: () => {} };
};

const fixed = (authorization: string): Authenticator => ({ read: async () => ({ authorization }), expire: () => {} });

const certificateOf = (field: Field): User['certificate'] => {
  const cert = pem(field, 'client-certificate');
  const key = pem(field, 'client-key');
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === undefined && key === undefined) return undefined;
  const missing = cert === undefined ? 'client-certificate' : 'client-key';
  throw new FieldFault(field, `"${missing}-data" or "${missing}" is missing. A client certificate goes with its key.`);
};
