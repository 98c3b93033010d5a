import { expect, test } from 'vitest';
import { apiPlaces, kebabCase, splitImage, titleCase } from '../../../generators/core/model/names.ts';
import { pluralize } from '../../../generators/core/model/pluralize.ts';

// The plurals are flect's own answers (gobuffalo/flect 1.0.3, lower-cased as controller-gen does).
test.for(
  `Captain:captains FirstMate:firstmates Busybox:busyboxes Wordpress:wordpresses HealthCheckPolicy:healthcheckpolicies Memcached:memcacheds
  Admiral:admirals HTTPProxy:httpproxies DNSEndpoint:dnsendpoints Redis:redis KafkaTopic:kafkatopics Mesh:meshes Gateway:gateways
  Index:indices ReIndex:reindices Child:children Person:people Status:statuses Ingress:ingresses Endpoints:endpoints Database:databases
  Analysis:analyses Data:data Media:media Medium:media Fish:fish ID:ids DNS:dnses Dns:dnsdnses Proxy:proxies Box:boxes Leaf:leaves`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
)('the plural of %s is %s', ([kind, plural]) => expect(pluralize(kind)).toBe(plural));

test('every API has a folder and a variable of its own, and a new one moves no other', () => {
  const apis = [
    { group: 'cache', kind: 'FooBar' },
    { group: 'web', kind: 'FooBar' },
    { group: 'web.example.org', kind: 'FooBar' },
    { group: 'cache', kind: 'Foobar' },
    { group: 'cache', kind: 'Class' },
    { group: 'cache', kind: 'Con' },
    { group: 'cache', kind: 'HTTPProxy' },
  ];
  const places = apiPlaces(apis, 'example.com');
  expect(places).toEqual([
    { directory: 'foo-bar', variable: 'fooBar' },
    { directory: 'web-foo-bar', variable: 'webFooBar' },
    { directory: 'web-example-org-foo-bar', variable: 'webExampleOrgFooBar' },
    { directory: 'foobar', variable: 'foobar' },
    { directory: 'class', variable: 'classObject' },
    { directory: 'con-api', variable: 'con' },
    { directory: 'http-proxy', variable: 'httpProxy' },
  ]);
  for (let count = 1; count < apis.length; count++)
    expect(apiPlaces(apis.slice(0, count), 'example.com')).toEqual(places.slice(0, count));
});

test.for([
  ['memcached-operator', { repository: 'memcached-operator' }],
  ['ghcr.io/acme/x:1.2', { repository: 'ghcr.io/acme/x', tag: '1.2' }],
  ['localhost:5000/x', { repository: 'localhost:5000/x' }],
  ['localhost:5000/x:v1', { repository: 'localhost:5000/x', tag: 'v1' }],
] as const)('the image %s', ([image, parts]) => expect(splitImage(image)).toEqual(parts));

test('names for people and files', () => {
  expect([titleCase('memcached-operator'), kebabCase('HTTPRouteSet2')]).toEqual([
    'Memcached Operator',
    'http-route-set2',
  ]);
});
