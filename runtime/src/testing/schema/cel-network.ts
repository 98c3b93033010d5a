/** Kubernetes' CEL libraries of addresses, networks and URLs (apiserver: pkg/cel/library). */
import type { Environment } from '@marcbachmann/cel-js';
import { BlockList, isIP, isIPv4 } from 'node:net';
import { matchesFormat } from './format.ts';

/** Addresses that a network holds, in any spelling. */
const listOf = (address: string, prefix: number): BlockList => {
  const list = new BlockList();
  list.addSubnet(address, prefix, isIPv4(address) ? 'ipv4' : 'ipv6');
  return list;
};

class Address {
  /** Canonical: no leading zeros, the longest row of zeros left out, lower case. */
  readonly text: string;

  constructor(text: string) {
    // No zones, and no IPv4 in the clothes of IPv6.
    if (isIP(text) === 0 || text.includes('%') || /^::ffff:.*\./i.test(text))
      throw new Error(`IP Address ${JSON.stringify(text)} parse error during conversion from string`);
    this.text = canonical(text);
  }

  get family(): 'ipv4' | 'ipv6' {
    return isIPv4(this.text) ? 'ipv4' : 'ipv6';
  }

  isIn(...networks: readonly string[]): boolean {
    return networks.some((network) => new Network(network).contains(this));
  }
}

const canonical = (text: string): string => (isIPv4(text) ? text : new URL(`http://[${text}]`).hostname.slice(1, -1));

class Network {
  readonly address: Address;
  readonly prefix: number;

  constructor(text: string) {
    const [address = '', prefix = ''] = text.split('/');
    if (!matchesFormat('cidr', text))
      throw new Error(`network address parse error during conversion from string: ${JSON.stringify(text)}`);
    this.address = new Address(address);
    this.prefix = Number(prefix);
  }

  get text(): string {
    return `${this.address.text}/${this.prefix}`;
  }

  contains({ text, family }: Address): boolean {
    return family === this.address.family && listOf(this.address.text, this.prefix).check(text, family);
  }

  /** With the bits of the host taken away. */
  masked(): Network {
    const parts = bytesOf(this.address.text).map((byte, index) => {
      const kept = Math.min(Math.max(this.prefix - index * 8, 0), 8);
      return byte & (0xff << (8 - kept)) & 0xff;
    });
    return new Network(`${textOf(parts)}/${this.prefix}`);
  }
}

const bytesOf = (text: string): number[] => {
  if (isIPv4(text)) return text.split('.').map(Number);
  const [head = [], tail] = text.split('::').map((side) => side.split(':').filter((group) => group !== ''));
  const groups =
    tail === undefined ? head : [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.map((group) => Number.parseInt(group, 16)).flatMap((group) => [group >> 8, group & 0xff]);
};

const textOf = (bytes: readonly number[]): string => {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
  return groups.map((group) => group.toString(16)).join(':');
};

/** What the names `ip` and `cidr` stand for where they are no functions. */
class Addresses {
  readonly name = 'ip';
}

/** A URL with a host, or a path from the root: what Go's ParseRequestURI takes and Kubernetes takes of that. */
class Url {
  readonly parts: URL;
  readonly isAbsolute: boolean;
  readonly host: string;
  readonly path: string;

  constructor(text: string) {
    if (!isUrl(text)) throw new Error(`URL parse error during conversion from string: ${JSON.stringify(text)}`);
    this.isAbsolute = !text.startsWith('/');
    this.parts = new URL(text, 'http://host');
    // As they were written: JavaScript leaves out ports that a scheme has by default, and puts in a path.
    const [, host = '', path = ''] = /^(?:[^:/]+:\/\/(?:[^/?#@]*@)?([^/?#]*))?([^?#]*)/.exec(text) ?? [];
    this.host = host;
    this.path = path === '' ? '' : this.parts.pathname;
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host)?.[1] ?? '';
  }

  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  }
}

const isUrl = (text: string): boolean =>
  (text.startsWith('/') ? true : /^[a-z][a-z0-9+.-]*:/i.test(text)) && URL.canParse(text, 'http://host');

/** Adds the functions to an environment. */
export function registerNetwork(env: Environment): void {
  env.registerType('IP', Address).registerType('CIDR', Network).registerType('URL', Url);
  registerAddresses(env);
  env.registerFunction('isCIDR(string): bool', (text: string) => matchesFormat('cidr', text));
  env.registerFunction('cidr(string): CIDR', (text: string) => new Network(text));
  env.registerFunction('CIDR.containsIP(IP): bool', (cidr: Network, ip: Address) => cidr.contains(ip));
  env.registerFunction('CIDR.containsIP(string): bool', (cidr: Network, ip: string) => cidr.contains(new Address(ip)));
  const within = (outer: Network, inner: Network) => outer.prefix <= inner.prefix && outer.contains(inner.address);
  env.registerFunction('CIDR.containsCIDR(CIDR): bool', within);
  env.registerFunction('CIDR.containsCIDR(string): bool', (outer: Network, inner: string) =>
    within(outer, new Network(inner)),
  );
  env.registerFunction('CIDR.prefixLength(): int', (cidr: Network) => BigInt(cidr.prefix));
  env.registerFunction('CIDR.ip(): IP', (cidr: Network) => cidr.address);
  env.registerFunction('CIDR.masked(): CIDR', (cidr: Network) => cidr.masked());
  env.registerFunction('string(CIDR): string', (cidr: Network) => cidr.text);
  env.registerOperator('CIDR == CIDR', (a: Network, b: Network) => a.text === b.text);
  registerUrls(env);
}

function registerAddresses(env: Environment): void {
  env.registerType('Addresses', Addresses).registerConstant('ip', 'Addresses', new Addresses());
  const isAddress = (text: string): boolean => isIP(text) !== 0 && !text.includes('%') && !/^::ffff:.*\./i.test(text);
  env.registerFunction('isIP(string): bool', isAddress);
  env.registerFunction('ip(string): IP', (text: string) => new Address(text));
  env.registerFunction(
    'Addresses.isCanonical(string): bool',
    (_: Addresses, text: string) => new Address(text).text === text,
  );
  env.registerFunction('IP.family(): int', (ip: Address) => (ip.family === 'ipv4' ? 4n : 6n));
  env.registerFunction('string(IP): string', (ip: Address) => ip.text);
  env.registerOperator('IP == IP', (a: Address, b: Address) => a.text === b.text);
  const none = ['0.0.0.0/32', '::/128'];
  const loopback = ['127.0.0.0/8', '::1/128'];
  const local = ['169.254.0.0/16', 'fe80::/10'];
  const localMulticast = ['224.0.0.0/24', 'ff02::/16'];
  const multicast = ['224.0.0.0/4', 'ff00::/8', '255.255.255.255/32'];
  const classes = {
    isUnspecified: none,
    isLoopback: loopback,
    isLinkLocalUnicast: local,
    isLinkLocalMulticast: localMulticast,
  };
  for (const [name, networks] of Object.entries(classes))
    env.registerFunction(`IP.${name}(): bool`, (ip: Address) => ip.isIn(...networks));
  env.registerFunction(
    'IP.isGlobalUnicast(): bool',
    (ip: Address) => !ip.isIn(...none, ...loopback, ...local, ...multicast),
  );
}

function registerUrls(env: Environment): void {
  env.registerFunction('isURL(string): bool', isUrl);
  env.registerFunction('url(string): URL', (text: string) => new Url(text));
  env.registerFunction('URL.getScheme(): string', (url: Url) =>
    url.isAbsolute ? url.parts.protocol.slice(0, -1) : '',
  );
  env.registerFunction('URL.getHost(): string', (url: Url) => url.host);
  env.registerFunction('URL.getHostname(): string', (url: Url) => url.hostname);
  env.registerFunction('URL.getPort(): string', (url: Url) => url.port);
  env.registerFunction('URL.getEscapedPath(): string', (url: Url) => url.path);
  env.registerFunction('URL.getQuery(): map<string, list<string>>', (url: Url) =>
    Object.fromEntries([...url.parts.searchParams.keys()].map((name) => [name, url.parts.searchParams.getAll(name)])),
  );
  env.registerOperator('URL == URL', (a: Url, b: Url) => a.parts.href === b.parts.href);
}
