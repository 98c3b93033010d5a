/**
 * Where docker, podman and helm keep credentials of registries, and what such a file says about one. All share one format
 * (docker's config.json, containers-auth.json(5)).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { type Repository, isDockerHub, plainAddress } from './reference.ts';

/** What proves who one is. */
export type Credentials =
  | { readonly type: 'password'; readonly user: string; readonly password: string }
  /** Changed for a token at the registry's authority. */
  | { readonly type: 'identity'; readonly token: string }
  /** Sent as it is. */
  | { readonly type: 'bearer'; readonly token: string };

export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** The files, in the order in which they are asked: what a variable names first. */
export const authFiles = (world: World): readonly string[] => {
  const { env, home } = world;
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const files = [
    env['REGISTRY_AUTH_FILE'],
    join(env['DOCKER_CONFIG'] || join(home, '.docker'), 'config.json'),
    env['XDG_RUNTIME_DIR'] && join(env['XDG_RUNTIME_DIR'], 'containers/auth.json'),
    join(config, 'containers/auth.json'),
    env['HELM_REGISTRY_CONFIG'] || join(env['HELM_CONFIG_HOME'] || helmFolder(world), 'registry/config.json'),
  ];
  return [...new Set(files.filter((file): file is string => file !== undefined && file !== ''))];
};

const helmFolder = ({ env, home, platform }: World): string => {
  if (env['XDG_CONFIG_HOME']) return join(env['XDG_CONFIG_HOME'], 'helm');
  if (platform === 'darwin') return join(home, 'Library/Preferences/helm');
  if (platform === 'win32') return join(env['APPDATA'] || home, 'helm');
  return join(home, '.config/helm');
};

export interface AuthFile {
  /** Credentials that stand in the file. */
  readonly credentials?: Credentials;
  /** The program that has them, and what it knows the registry as. */
  readonly helper?: { readonly name: string; readonly server: string };
}

/** What a file says about a repository, or why it says nothing. */
export const readAuthFile = (file: string, repository: Repository): AuthFile | { readonly reason: string } => {
  const config = parseConfig(file);
  if (typeof config === 'string') return { reason: config };
  const names = namesOf(repository);
  const helper = helperOf(config, repository);
  const credentials = credentialsOf(config, names);
  if (helper === undefined && credentials === undefined) return { reason: `nothing for ${repository.host}` };
  return { ...(helper !== undefined && { helper }), ...(credentials !== undefined && { credentials }) };
};

const parseConfig = (file: string): JsonObject | string => {
  try {
    const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(config as JsonValue) ? (config as JsonObject) : 'no JSON object';
  } catch (error) {
    if (error instanceof SyntaxError) return 'no JSON';
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'not there' : 'cannot be read';
  }
};

const HUB_SERVER = 'https://index.docker.io/v1/';

/** What the registry, or a part of it that the repository is in, may be called; the longest first. */
const namesOf = (repository: Repository): readonly string[] => {
  const segments = plainAddress(repository).split('/');
  const names = segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
  return isDockerHub(repository.host) ? [...names, 'index.docker.io', 'docker.io', 'registry-1.docker.io'] : names;
};

const helperOf = (config: JsonObject, { host }: Repository): AuthFile['helper'] => {
  const helpers = new Map(Object.entries(isObject(config['credHelpers']) ? config['credHelpers'] : {}));
  const own = isDockerHub(host) ? [HUB_SERVER, 'docker.io', 'index.docker.io'] : [host];
  const name = own.map((key) => helpers.get(key)).find((helper) => helper !== undefined) ?? config['credsStore'];
  if (typeof name !== 'string' || !/^[\w.-]+$/.test(name)) return undefined;
  return { name, server: isDockerHub(host) ? HUB_SERVER : host };
};

const credentialsOf = (config: JsonObject, names: readonly string[]): Credentials | undefined => {
  const { auths } = config;
  if (!isObject(auths)) return undefined;
  const known = new Map(Object.entries(auths).map(([key, entry]) => [withoutScheme(key), entry] as const));
  for (const name of names) {
    const entry = known.get(name);
    const credentials = isObject(entry) ? entryCredentials(entry) : undefined;
    if (credentials !== undefined) return credentials;
  }
  return undefined;
};

/** 'https://ghcr.io/v2/' is 'ghcr.io'. */
const withoutScheme = (key: string): string =>
  key
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .replace(/\/v[12]$/, '');

/** It may stand in a header (RFC 6750 takes less, but it is not for us to judge). */
export const isToken = (text: string): boolean => /^[!-~]+$/.test(text);

const entryCredentials = (entry: JsonObject): Credentials | undefined => {
  const text = (key: string): string | undefined => {
    const value = entry[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [identity, bearer, auth] = [text('identitytoken'), text('registrytoken'), text('auth')];
  if (identity !== undefined) return { type: 'identity', token: identity };
  if (bearer !== undefined && isToken(bearer)) return { type: 'bearer', token: bearer };
  if (auth === undefined) {
    const [user, password] = [text('username'), text('password')];
    return user === undefined || password === undefined ? undefined : { type: 'password', user, password };
  }
  const [, user, password] = /^([^:]*):([^]*)$/.exec(Buffer.from(auth, 'base64').toString().replace(/\0+$/, '')) ?? [];
  return user === undefined || password === undefined ? undefined : { type: 'password', user, password };
};
