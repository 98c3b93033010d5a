/**
 * POST to a service account's token: a JSON Web Token with the claims that kube-apiserver gives. It is signed by a key that nobody knows,
 * and as the embedded server asks nobody who they are, nobody need verify it.
 */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { invalidValue } from '../cause.ts';
import type { JsonObject } from '../json.ts';
import { at, listAt, metadataOf, textAt } from '../json.ts';
import { badRequest, invalid, methodNotAllowed, notSupported } from '../status.ts';
import { objectFrom } from './body.ts';
import { writeOptions } from './options.ts';
import { timeOf, type Api, type ResourceRequest } from './request.ts';
import { liveObject, type Answer } from './write.ts';

const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const SHORTEST = 600;
const DEFAULT = 3600;

export function requestToken(api: Api, request: ResourceRequest): Answer {
  if (request.method !== 'POST') throw methodNotAllowed();
  writeOptions(request, 'CreateOptions');
  const { kind, spec } = objectFrom(request.body, false) as { kind?: string; spec?: JsonObject };
  if (kind !== 'TokenRequest') throw badRequest(`${String(kind)} in version "v1" cannot be handled as a TokenRequest`);
  const account = liveObject(api, request);
  if (at(spec, 'boundObjectRef') !== undefined && at(spec, 'boundObjectRef') !== null)
    throw notSupported('tokens that are bound to an object');
  const seconds = Number(at(spec, 'expirationSeconds') ?? DEFAULT);
  if (seconds < SHORTEST) {
    throw invalid({ group: 'authentication.k8s.io', plural: '', kind: 'TokenRequest' }, '', [
      invalidValue('spec.expirationSeconds', seconds, 'may not specify a duration less than 10 minutes'),
    ]);
  }
  const audiences = listAt(spec, 'audiences').map(String);
  const now = Math.floor(api.now().getTime() / 1000);
  const { namespace = '', name = '' } = request;
  const token = jwt(keyOf(api), {
    aud: audiences.length === 0 ? [ISSUER] : audiences,
    exp: now + seconds,
    iat: now,
    iss: ISSUER,
    jti: randomUUID(),
    'kubernetes.io': { namespace, serviceaccount: { name, uid: textAt(account, 'metadata', 'uid') ?? '' } },
    nbf: now,
    sub: `system:serviceaccount:${namespace}:${name}`,
  });
  const { uid = '' } = metadataOf({ ...account });
  const body: JsonObject = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, uid, creationTimestamp: timeOf(api.now()) },
    spec: {
      audiences: audiences.length === 0 ? [ISSUER] : audiences,
      expirationSeconds: seconds,
      boundObjectRef: null,
    },
    status: { token, expirationTimestamp: timeOf(new Date((now + seconds) * 1000)) },
  };
  return { code: 201, body };
}

const keys = new WeakMap<Api, KeyObject>();

function keyOf(api: Api): KeyObject {
  const key = keys.get(api) ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  keys.set(api, key);
  return key;
}

/** RFC 7519, signed by ES256. */
function jwt(key: KeyObject, claims: JsonObject): string {
  const encode = (part: JsonObject): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'ES256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
