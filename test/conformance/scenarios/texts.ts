/** Texts against patterns of Go's syntax and the functions of rules that know addresses, URLs and formats: which of them hold. */
import { crd, install, namespace } from '../harness/objects.ts';
import type { Json, Scenario } from '../harness/scenario.ts';

/** A pattern, and texts that it is tried on. */
const PATTERNS: readonly (readonly [pattern: string, ...texts: readonly string[]])[] = [
  ['^(?i)(debug|info)?$', 'Debug', 'debugs', '', 'x'],
  ['^((?i)sun|mon)day|x(?i:Y)z$', 'SUNDAY', 'MONday', 'xyz', 'xYZ'],
  ['^a(?i)b|c$', 'aB', 'AB', 'C', 'd'],
  ['(?s)^a.b$', 'a\nb', 'a\rb', 'ab', 'a🚀b'],
  ['^a.b$', 'a\nb', 'a\rb', 'a\u2028b', 'a🚀b'],
  ['(?m)^a$', 'b\na', 'b\ra', 'a\nb', 'ab'],
  ['^[[:alpha:]_-]+[[:^digit:]]\\z', 'ab', 'a1', '_-', 'a\n'],
  ['^[]a-c[]{2}$', ']a', 'd]', '[c', 'bb'],
  ['^\\pL\\p{Greek}\\P{Lu}[^\\pN]$', 'äαaa', 'äaaa', 'ααA1', 'ααa1'],
  ['^\\Qa.b\\E[\\d\\-x]$', 'a.b-', 'axb1', 'a.bx', 'a.by'],
  ['^\\x{1F680}\\x41\\101\\t$', '🚀AA\t', '🚀A', 'AA\t', '🚀🚀A\t'],
  ['^[\\w.]+\\s\\S{2,}$', 'a.b cd', 'a\vcd', 'a\u00a0cd', 'é cd'],
  ['^a{,2}_\\_{1}$', 'a{,2}__', 'aa__', '__', 'a{,2}_'],
];

/** A rule of a text, and texts that it is tried on. */
const RULES: readonly (readonly [rule: string, ...texts: readonly string[]])[] = [
  ["self.matches('^(?i)[[:upper:]]+\\\\z')", 'ab', 'a1', 'A'],
  ["matches(self, '^.$')", '🚀', 'ab', 'a'],
  ["self.find('[0-9]+') == '12'", 'a12b3', '12', '3'],
  ["self.findAll('(?i)a.', 2) == ['ab', 'Ac']", 'abAcad', 'abAc', 'ab'],
  ["self.replace('a', '$&', 1) == '$&a'", 'aa', 'a$&', 'b'],
  ["self.replace('a', '') == 'b'", 'aba', 'b', 'a'],
  ["isURL(self) && url(self).getScheme() in ['http', 'https']", 'http://a.example/', 'ftp://a', 'no url', '/path'],
  ["isURL(self) && url(self).getHost() == 'a.example:80'", 'http://a.example:80/x', 'http://a.example', 'a.example:80'],
  [
    "isURL(self) && url(self).getHostname() == '::1' && url(self).getPort() == '8'",
    'https://[::1]:8',
    'https://[::1]/',
    '/',
  ],
  ["isURL(self) && url(self).getEscapedPath() == '/a%20b'", 'http://x/a b', 'http://x/a%20b?c=d', '/a b'],
  ["isURL(self) && url(self).getEscapedPath() == ''", 'http://x', 'http://x/', 'http://x?y=z'],
  [
    "isURL(self) && url(self).getQuery() == {'a': ['1', '2'], 'b': ['']}",
    '/?a=1&b&a=2',
    '/?a=1',
    'http://x?a=1&a=2&b=',
  ],
  ['isIP(self)', '10.0.0.1', '::1', '10.0.0', '::ffff:1.2.3.4', 'fe80::1%eth0', '010.0.0.1'],
  ['isIP(self) && ip.isCanonical(self)', '::1', '0:0::1', '10.0.0.1', 'FE80::1', '2001:db8::1'],
  ["isIP(self) && ip(self) == ip('2001:db8::1')", '2001:0db8::0001', '2001:db8::2'],
  [
    'isIP(self) && ip(self).isGlobalUnicast()',
    '10.0.0.1',
    '127.0.0.1',
    '224.0.0.1',
    'fe80::1',
    '255.255.255.255',
    '::',
  ],
  ['isIP(self) && ip(self).isLoopback()', '127.9.0.1', '::1', '10.0.0.1'],
  ['isIP(self) && ip(self).isUnspecified()', '0.0.0.0', '::', '0.0.0.1'],
  ['isIP(self) && ip(self).isLinkLocalUnicast()', '169.254.1.1', 'fe80::1', '10.0.0.1'],
  ['isIP(self) && ip(self).isLinkLocalMulticast()', '224.0.0.9', 'ff02::1', '224.0.1.1'],
  ['isCIDR(self) && cidr(self) == cidr(self).masked()', '10.0.0.0/8', '10.1.0.0/8', '2001:db8::/32', '2001:db8::1/33'],
  ["isCIDR(self) && string(cidr(self).masked()) == '10.192.0.0/10'", '10.200.3.4/10', '10.192.0.0/10', '10.0.0.0/10'],
  ["isCIDR(self) && cidr('10.0.0.0/8').containsCIDR(cidr(self))", '10.1.0.0/16', '10.0.0.0/7', '11.0.0.0/16', '::/8'],
  ["isCIDR(self) && cidr(self).containsCIDR('10.0.0.0/8')", '10.0.0.0/7', '10.0.0.0/9'],
  ["isCIDR(self) && cidr(self).containsIP('10.9.9.9') && cidr(self).prefixLength() == 8", '10.0.0.0/8', '10.0.0.0/16'],
  ['!format.dns1123Subdomain().validate(self).hasValue()', 'a.b', 'A.b', 'a-.b'],
  ['format.dns1123Label().validate(self) == null', 'ab', 'A'],
  ['!format.dns1123LabelPrefix().validate(self).hasValue()', 'ab-', '-ab', 'ab'],
];

/** Rules of objects, in lists and maps. */
const PARTS = [
  'self.size() > 0 ? (has(self[0].a) ? self[0].a.size() == 1 : true) : true',
  'self.all(part, has(part.b) && has(part.b.c))',
  "self.exists(part, 'x' in part.m && has(part.m.x))",
  "self.all(part, !has(part.a) || !part.a.contains('has(self)') && part.a.matches(r'^\\w$'))",
];

const NAMESPACES = '/api/v1/namespaces';
const text = (more: Json): Json => ({ type: 'string', maxLength: 40, ...more });

export const texts: readonly Scenario[] = [
  {
    name: 'texts',
    run: async (api) => {
      const group = 'texts.conformance.io';
      const rule = (rule: string): Json => ({ rule, message: rule });
      const string: Json = { type: 'string', maxLength: 10 };
      const part: Json = {
        type: 'object',
        properties: {
          a: string,
          b: { type: 'object', properties: { c: string } },
          m: { type: 'object', maxProperties: 3, additionalProperties: string },
        },
      };
      const parts: Json = {
        type: 'array',
        maxItems: 3,
        items: part,
        'x-kubernetes-validations': PARTS.map(rule),
      };
      const named = (name: string, schemas: readonly Json[]): readonly (readonly [string, Json])[] =>
        schemas.map((schema, index) => [`${name}${String(index).padStart(2, '0')}`, schema]);
      const properties = Object.fromEntries([
        ...named(
          'pattern',
          PATTERNS.map(([pattern]) => text({ pattern })),
        ),
        ...named(
          'rule',
          RULES.map(([each]) => text({ 'x-kubernetes-validations': [rule(each)] })),
        ),
        ['parts', parts],
      ]);
      await install(api, crd(group, { spec: { type: 'object', properties } }));
      await api.quietly('POST', NAMESPACES, namespace('texts'));
      const path = `/apis/${group}/v1/namespaces/texts/widgets`;
      const create = (name: string, spec: Json): Promise<unknown> =>
        api.do(name, 'POST', path, { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'tried' }, spec });
      for (const [kind, rows] of Object.entries({ pattern: PATTERNS, rule: RULES })) {
        for (let column = 1; rows.some((row) => row.length > column); column += 1) {
          const given = rows.flatMap((row, index) =>
            row[column] === undefined ? [] : [[`${kind}${String(index).padStart(2, '0')}`, row[column]] as const],
          );
          await create(`${kind} ${column}`, Object.fromEntries(given));
          await api.quietly('DELETE', `${path}/tried`);
        }
      }
      await create('parts', { parts: [{ a: 'ab', b: { c: 'x' }, m: { x: '' } }] });
      await create('other parts', {
        parts: [
          { b: {}, m: {} },
          { a: 'A', m: { y: 'x' } },
        ],
      });
    },
  },
];
