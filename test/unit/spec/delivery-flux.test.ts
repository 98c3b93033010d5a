import { describe, expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import { inFile, type Row } from './rows.ts';
import { changed } from './spec-text.ts';

/** The valid spec that Flux delivers: its options are at 7:31. */
const flux = (options: string): string => changed(['  image:', `  delivery: {helm: {}, flux: {${options}}}\n  image:`]);

const GIT = 'git: {url: "https://github.com/acme/x", secret: g}';

describe('Flux', () => {
  test.for<Row>([
    ['all of a registry', flux('secret: a, insecure: true, verify: {secret: b}, values: [{kind: Secret, name: c}]')],
    ['all of git', flux(`${GIT}, imageAutomation: {range: "^1.2 || >=3, <4"}, verify: {}`)],
    [
      'all of a shared cluster',
      flux('environments: [staging, production], tenants: [{name: a}, {name: b, namespace: c}], instance: true'),
    ],
    [
      'no chart',
      changed(['  image:', '  delivery: {flux: {}}\n  image:']),
      '7:14  spec.delivery.flux: Flux installs the Helm chart, and there is none. Add "helm: {}" to delivery.',
    ],
    [
      'the namespace of Flux',
      flux('').replace('  image:', '  namespace: flux-system\n  image:'),
      '8:14  spec.namespace: "flux-system" is the namespace of Flux itself. Install the operator in another one.',
    ],
    [
      'an image without a registry',
      flux('').replace('ghcr.io/acme/memcached-operator', 'acme/memcached-operator'),
      '7:24  spec.delivery.flux: charts and manifests are pushed beside the image, and "acme/memcached-operator" names no registry. Add "registry: oci://HOST/acme" to delivery.',
    ],
    [
      'the same, with a registry',
      flux('')
        .replace('ghcr.io/acme/memcached-operator', 'acme/memcached-operator')
        .replace('helm:', 'registry: "oci://ghcr.io/acme", helm:'),
    ],
    [
      'a registry that is none',
      flux('').replace('helm:', 'registry: "oci://acme", helm:'),
      '7:24  spec.delivery.registry: "oci://acme" begins with "acme", which is no host of a registry. Give the host too, e.g. oci://ghcr.io/acme; one on this machine is localhost:PORT.',
    ],
    [
      'addresses that are none',
      flux(
        'chartUrl: "oci://ghcr.io/Acme/memcached-operator", manifestsUrl: "oci://ghcr.io/x:1", tenants: [{name: a, url: "oci://acme/a"}, {name: b, url: "oci://ghcr.io"}]',
      ),
      '7:41  spec.delivery.flux.chartUrl: "oci://ghcr.io/Acme/memcached-operator" has "Acme" in its path. Paths have lower-case letters and digits, with ".", "_" or "-" between them.',
      '7:96  spec.delivery.flux.manifestsUrl: "oci://ghcr.io/x:1" ends in a tag. Leave it out: the tag is the version.',
      '7:142  spec.delivery.flux.tenants[0].url: "oci://acme/a" begins with "acme", which is no host of a registry. Give the host too, e.g. oci://ghcr.io/acme; one on this machine is localhost:PORT.',
      '7:174  spec.delivery.flux.tenants[1].url: "oci://ghcr.io" is a registry, and nothing in it. Use oci://HOST/PATH.',
    ],
    [
      'a branch and a tag, neither a name in git',
      flux('git: {url: "https://x.io/a", branch: "a..b", tag: "v 1"}'),
      '7:68  spec.delivery.flux.git.branch: "a..b" is no name in git. Use letters, digits, "-", "_", "." and "/": main, v0.1.0.',
      '7:76  spec.delivery.flux.git.tag: there is a branch already, and a source has one of them. Remove one.',
      '7:81  spec.delivery.flux.git.tag: "v 1" is no name in git. Use letters, digits, "-", "_", "." and "/": main, v0.1.0.',
    ],
    [
      'credentials for everyone to read, and none at all',
      flux('git: {url: "ssh://git@x.io/a"}, helmRepository: {url: "https://u:p@x.io"}'),
      '7:42  spec.delivery.flux.git.url: by ssh, Flux needs a key and the keys of the host. Add secret with the name of a Secret that has identity and known_hosts.',
      '7:85  spec.delivery.flux.helmRepository.url: it has credentials in it, for everyone to read. Put them into a Secret, and its name into secret.',
    ],
    [
      'a host that is none',
      flux('git: {url: "https://"}'),
      '7:42  spec.delivery.flux.git.url: "https://" is no address. Give host and path: https://github.com/acme/memcached-operator.',
    ],
    [
      'image automation without git, with a Helm repository, of no range',
      flux('imageAutomation: {range: "one", branch: "-x"}, helmRepository: {url: "https://x.io"}'),
      '7:31  spec.delivery.flux.imageAutomation: it commits to git, and there is no repository. Add git with a url.',
      '7:31  spec.delivery.flux.imageAutomation: it finds new versions in a registry, and the chart comes from a Helm repository. Remove helmRepository, and push the chart to a registry.',
      '7:56  spec.delivery.flux.imageAutomation.range: "one" is no range of versions. Use e.g. ">=0.1.0 <1.0.0", "1.x" or "^1.2".',
      '7:71  spec.delivery.flux.imageAutomation.branch: "-x" is no name in git. Use letters, digits, "-", "_", "." and "/": main, v0.1.0.',
    ],
    [
      'image automation at a tag, without credentials',
      flux('git: {url: "https://x.io/a", tag: v1}, imageAutomation: {}'),
      '7:60  spec.delivery.flux.git.tag: imageAutomation commits to a branch, and clusters would not see it. Use a branch.',
      'warning: 7:70  spec.delivery.flux.imageAutomation: it pushes to git, and there are no credentials. Add secret to git.',
    ],
    [
      'signatures by nobody',
      flux('verify: {}'),
      '7:31  spec.delivery.flux.verify: it says neither by which key nor as who artifacts are signed. Add secret, or identities. (That of the generated workflow is known where git.url is on https://github.com.)',
    ],
    [
      'signatures of git',
      flux(`${GIT}, verify: {}`),
      '7:83  spec.delivery.flux.verify: cosign signs what is in registries, and Flux reads all of this from git. Remove git, or verify.',
    ],
    [
      'signatures of a Helm repository, twice',
      flux('helmRepository: {url: "https://x.io"}, verify: {secret: a, identities: [{issuer: "(", subject: "^a$"}]}'),
      '7:70  spec.delivery.flux.verify: the chart comes from a Helm repository, of which Flux verifies nothing. Remove helmRepository, and push the chart to a registry; or remove verify.',
      '7:90  spec.delivery.flux.verify.identities: there is a key already. Remove one.',
      expect.stringContaining(
        'spec.delivery.flux.verify.identities[0].issuer: "(" is no regular expression: ',
      ) as never,
    ],
    [
      'keys that are none',
      flux('decryption: {recipients: [AGE-SECRET-KEY-1X, "age1a,age1b", age1abc]}'),
      '7:57  spec.delivery.flux.decryption.recipients[0]: that is the private key. Give the public one, which begins with age1, and make a new pair: this one is known.',
      '7:76  spec.delivery.flux.decryption.recipients[1]: "age1a,age1b" is no public key of age. Use one key for each item: age1…. Keys of PGP and of clouds go into .sops.yaml, which is yours to edit.',
    ],
    [
      'environments',
      flux('environments: [base, A, con, a, a]'),
      '7:46  spec.delivery.flux.environments[0]: "base" is the folder that the environments build on. Choose another name.',
      '7:52  spec.delivery.flux.environments[1]: "A" is no DNS label. Use lower-case letters, digits and dashes.',
      '7:55  spec.delivery.flux.environments[2]: "con" cannot be the name of a folder. Windows keeps it for a device. Use another one.',
      '7:63  spec.delivery.flux.environments[4]: "a" is there already. Remove it.',
    ],
    [
      'variables',
      flux(
        'substitute: {a-b: x, OK: "7", LIST: \'["a", "b"]\', LINES: "a\\nb", COLON: "a: b", HASH: "a #b", ALIAS: "*a", QUOTED: \'"a: #b"\'}',
      ),
      '7:44  spec.delivery.flux.substitute.a-b: "a-b" is no name of a variable. Use letters, digits and "_", and no digit first.',
      expect.stringContaining(
        'spec.delivery.flux.substitute.LINES: Flux takes line breaks out of values. Use one line.',
      ) as never,
      expect.stringContaining('spec.delivery.flux.substitute.COLON: "a: b" is no YAML where it is put in') as never,
      expect.stringContaining('spec.delivery.flux.substitute.HASH: "a #b" is no YAML where it is put in') as never,
      expect.stringContaining('spec.delivery.flux.substitute.ALIAS: "*a" is no YAML where it is put in') as never,
    ],
    [
      'names of objects that a cluster brings',
      flux(
        'secret: A, values: [{kind: Secret, name: b_c, key: "a/b"}, {kind: ConfigMap, name: x}, {kind: ConfigMap, name: x, key: values.yaml}]',
      ),
      '7:39  spec.delivery.flux.secret: "A" is no name of an object. Use lower-case letters, digits and dashes.',
      '7:72  spec.delivery.flux.values[0].name: "b_c" is no name of an object. Use lower-case letters, digits and dashes.',
      '7:82  spec.delivery.flux.values[0].key: "a/b" is no key of a Secret. Use letters, digits, "-", "_" and ".".',
      '7:142  spec.delivery.flux.values[2].name: ConfigMap "x" is there already. Remove it, or give another key.',
    ],
    [
      'a service that Flux does not know, and no address',
      flux('notifications: {type: slak}'),
      '7:31  spec.delivery.flux.notifications: nobody knows where to send them. Add address, or secret with the name of a Secret that has it.',
      '7:53  spec.delivery.flux.notifications.type: Flux knows no service "slak". Did you mean "slack"?',
    ],
    [
      'an address and a variable that are too long',
      flux(
        `notifications: {type: generic, address: "https://x.io/${'a'.repeat(2040)}"}, substitute: {${'A'.repeat(254)}: x}`,
      ),
      '7:71  spec.delivery.flux.notifications.address: it has more than 2048 characters. Put it into the Secret.',
      expect.stringContaining('is no name of a variable') as never,
    ],
    [
      'an address that is a secret',
      flux('notifications: {type: slack, address: "https://hooks.slack.com/x"}'),
      'warning: 7:69  spec.delivery.flux.notifications.address: whoever knows it can write there, and whoever reads this repository knows it. Put it into a Secret under the key "address", and the name of that into secret.',
    ],
    [
      'tenants',
      flux(
        'tenants: [{name: A}, {name: memcached-operator-system}, {name: kube-x}, {name: a}, {name: a}, {name: b, namespace: a}, {name: nul}]',
      ),
      '7:48  spec.delivery.flux.tenants[0].name: "A" is no DNS label. Use lower-case letters, digits and dashes.',
      '7:59  spec.delivery.flux.tenants[1].name: "memcached-operator-system" is the namespace of the operator. Choose another namespace.',
      '7:94  spec.delivery.flux.tenants[2].name: "kube-x" belongs to the cluster, not to a team. Choose another namespace.',
      '7:121  spec.delivery.flux.tenants[4].name: there is a tenant "a" already. Choose another name.',
      '7:146  spec.delivery.flux.tenants[5].namespace: another tenant has the namespace "a". Choose another namespace.',
      '7:157  spec.delivery.flux.tenants[6].name: "nul" cannot be the name of a folder. Windows keeps it for a device. Use another one.',
    ],
    [
      'tenants of an operator without kinds for them',
      flux('tenants: [{name: a}]')
        .replace('kind: Memcached\n', 'kind: Memcached\n      scope: Cluster\n')
        .replace(/ {6}children:[^]*$/, ''),
      'warning: 7:31  spec.delivery.flux.tenants: they can have no objects: all kinds are cluster-wide, and a tenant has rights in its namespace. Remove them, or make a kind Namespaced.',
    ],
  ])('%s', ([, text, ...problems]) =>
    expect(problemsOf(text)).toEqual(
      problems.map((problem) => (typeof problem === 'string' ? inFile([problem])[0] : problem)),
    ),
  );

  test('a kind whose objects go before all others, when it watches one of them', () => {
    const other = '    - {group: cache, kind: Pool, versions: [{name: v1, schema: {spec: {type: object}}}]}\n';
    const text = flux('').replace('kind: Memcached', 'kind: CacheClass');
    expect(problemsOf(text)).toEqual([]);
    const both = text.replace('  apis:\n', `  apis:\n${other}`);
    expect(problemsOf(both)).toEqual([]);
    const watching = (watch: string): string =>
      both.replace('kind: CacheClass\n', `kind: CacheClass\n      watches: [${watch}]\n`);
    expect(problemsOf(watching('{apiVersion: v1, kind: Secret}'))).toEqual([]);
    expect(problemsOf(watching('{apiVersion: cache.example.com/v1, kind: Pool}'))).toEqual([
      'warning: operator.yaml:13:58  spec.apis[1].watches[0].kind: Flux applies objects of kinds that end in "Class" before all others, and waits until they are ready. The status of CacheClass must not depend on "Pool".',
    ]);
  });
});
