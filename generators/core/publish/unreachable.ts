/** Why nothing came back from a registry, in words: by the codes of Node's network and TLS. */
import { Fault, fileProblem } from '../apply/fault.ts';
import { quote } from '../spec/near.ts';
import { printable } from './printable.ts';
import { knowsProxies } from './proxy.ts';
import { apiHost } from './reference.ts';

/** What surrounds a request, for words about it. */
export interface Around {
  readonly host: string;
  readonly plainHttp: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The code of what `fetch` throws, which is inside; 'TIMEOUT' where we gave up waiting. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return codeOf(error.cause);
};

/** The Fault for a host, that of the registry or one that it names, from which nothing came, after so many tries. */
export const unreachable = (error: unknown, around: Around, at: string, tries: number, patience: number): Fault => {
  const code = codeOf(error);
  const words = innermost(error) === 'bad port' ? blockedPort : WORDS[code];
  const [message, hint] = words?.(around, tries, patience) ?? [
    `cannot be reached: ${printable(innermost(error)).replace(/\.$/, '')}.`,
    'Check the address and the network, and run again.',
  ];
  const more = withProxy(hint, code, around);
  const { host } = new URL(`${around.plainHttp ? 'http' : 'https'}://${apiHost(around.host)}`);
  if (at === host) return new Fault(fileProblem(around.host, message, more));
  return new Fault(fileProblem(printable(at), message, `${more} It is ${around.host} that sends us there.`));
};

type Words = (around: Around, tries: number, patience: number) => readonly [message: string, hint: string];

const AGAIN = 'Run again: what has arrived is not sent again.';

const unknownAuthority: Words = ({ env }) => [
  'its certificate comes from an authority that is not known here.',
  env['NODE_EXTRA_CA_CERTS'] === undefined
    ? "Set NODE_EXTRA_CA_CERTS to a file with that authority's certificate, in PEM."
    : `NODE_EXTRA_CA_CERTS names ${quote(env['NODE_EXTRA_CA_CERTS'])}: put that authority's certificate in there, in PEM.`,
];

const noTls: Words = () => [
  'it speaks plain HTTP, and HTTPS was asked for.',
  'If that is meant, use --plain-http, or set spec.delivery.flux.insecure: true, which clusters need too.',
];

const broken: Words = ({ plainHttp }, tries) => [
  `the connection broke${tries > 1 ? `, ${tries} times` : ''}.`,
  plainHttp ? `If it speaks HTTPS, leave --plain-http out. ${AGAIN}` : AGAIN,
];

const silent: Words = (_around, _tries, patience) => [
  `it did not answer within ${patience / 1000} s.`,
  `Check the address and the network. ${AGAIN}`,
];

/** By the standard of fetch, whose list is for browsers: what listens there is seldom a server of HTTP. */
const blockedPort: Words = () => [
  'Node makes no request to this port, as browsers do not: it is known for services that do not speak HTTP.',
  'Have the registry listen on another port, e.g. 5000.',
];

const unknownHost: Words = () => ['there is no such host.', 'Check the address.'];
const noWay: Words = () => ['there is no way to it from here.', 'Check the network.'];

const WORDS: Readonly<Record<string, Words>> = {
  ENOTFOUND: unknownHost,
  EAI_AGAIN: () => ['its name could not be looked up.', 'Check the address and the network.'],
  ECONNREFUSED: () => ['nothing listens there.', 'Check host and port, and that the registry runs.'],
  ENETUNREACH: noWay,
  EHOSTUNREACH: noWay,
  TIMEOUT: silent,
  ETIMEDOUT: silent,
  UND_ERR_CONNECT_TIMEOUT: silent,
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: silent,
  ECONNRESET: broken,
  EPIPE: broken,
  UND_ERR_SOCKET: broken,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_HAS_EXPIRED: () => ['its certificate has expired.', 'Have it renewed; check the clock of this machine.'],
  CERT_NOT_YET_VALID: () => ['its certificate is not valid yet.', 'Check the clock of this machine.'],
  ERR_TLS_CERT_ALTNAME_INVALID: () => ['its certificate is for other hosts.', 'Use the name that the certificate has.'],
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  ERR_SSL_UNEXPECTED_MESSAGE: noTls,
};

/** What comes, or does not come, from the registry may be the proxy's doing. */
const withProxy = (hint: string, code: string, { plainHttp, env }: Around): string => {
  const name = plainHttp ? 'HTTP_PROXY' : 'HTTPS_PROXY';
  const variable = [name, name.toLowerCase()].find((one) => (env[one] ?? '') !== '');
  if (variable === undefined || !/^E[A-Z_]+$|TIMEOUT|^UND_ERR_ABORTED$/.test(code) || code.startsWith('ERR_'))
    return hint;
  return knowsProxies()
    ? `${hint} ${variable} is set: check that proxy too.`
    : `${hint} ${variable} is set: Node 24.14 and newer use the proxy, this one does not.`;
};

const innermost = (error: unknown): string => {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error ? inner.message : String(inner);
};
