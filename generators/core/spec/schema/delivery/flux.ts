/** `spec.delivery.flux`: the manifests by which Flux installs the operator and its objects. */
import { choice, type Field, flag, list, map, name, object, text } from '../field.ts';

const secret = (description: string, example: string): Field => name(description, { examples: [example] });

const KINDS = { ConfigMap: 'A ConfigMap.', Secret: 'A Secret.' };

const reference = (description: string, more: Readonly<Record<string, Field>> = {}): Field =>
  object(description, {
    'kind!': choice('What it is.', KINDS),
    'name!': name('Its name.', { examples: ['memcached-operator-values'] }),
    ...more,
    optional: flag('Whether it may be absent.', { default: false }),
  });

const git = object(
  'Flux reads this repository by git instead of OCI artifacts: the manifests, and the chart unless helmRepository or imageAutomation is given.',
  {
    'url!': text('The address of the repository: https:// or ssh://.', {
      pattern: '^(?:https?|ssh)://',
      examples: ['https://github.com/acme/memcached-operator'],
    }),
    branch: name('The branch. By default main, unless a tag is given.', { examples: ['main'] }),
    tag: name('A tag, instead of a branch.', { examples: ['v0.1.0'] }),
    secret: secret(
      'The Secret with credentials, in the namespace flux-system; where the chart comes from git, in that of the operator too.',
      'git-credentials',
    ),
  },
);

const helmRepository = object('Flux pulls the chart from a Helm repository with an index.yaml instead of a registry.', {
  'url!': text('The address of the repository: https://.', {
    pattern: '^https?://',
    examples: ['https://charts.example.com'],
  }),
  secret: secret("The Secret with credentials, in the operator's namespace.", 'charts-credentials'),
});

const verify = object('Artifacts are pulled only when cosign has signed them: by a key, or by an identity.', {
  secret: secret(
    'The Secret with the public keys, in flux-system and in the namespace of the operator: its keys end in .pub. Works without network.',
    'cosign-pub',
  ),
  identities: list(
    'Who signs without a key. By default the workflow .github/workflows/release.yaml of the repository in git.url.',
    object('An identity; both are regular expressions of Go that the whole text is to match.', {
      'issuer!': name('Who vouches for it.', { examples: ['^https://token\\.actions\\.githubusercontent\\.com$'] }),
      'subject!': name('Who it is.', { examples: ['^https://github\\.com/acme/.*$'] }),
    }),
    { minItems: 1 },
  ),
});

const tenant = object(
  'A team with a namespace of its own, whose objects Flux applies as a ServiceAccount that may do nothing else.',
  {
    'name!': name('Its name, a DNS label.', { examples: ['team-a'] }),
    namespace: name('Its namespace. By default its name.', { examples: ['team-a'] }),
    url: text(
      'Where its objects are pulled from. By default manifests/<name of the tenant> beside those of the operator.',
      {
        pattern: '^oci://',
        examples: ['oci://ghcr.io/acme/manifests/team-a'],
      },
    ),
  },
);

const imageAutomation = object('Flux writes new versions of the chart into deploy/flux, in git; needs git.', {
  range: name('The versions to take, as SemVer ranges. By default those that break nothing: ">=0.1.0 <1.0.0".', {
    examples: ['>=0.1.0 <1.0.0'],
  }),
  branch: name('Where they are written. By default the branch of git.', { examples: ['flux-updates'] }),
});

const receiver = object('An address at which others tell that there is something new, so that Flux pulls at once.', {
  type: choice(
    'Who tells.',
    {
      generic: 'Anybody who knows the address.',
      'generic-hmac': 'Anybody who signs with the token.',
      github: 'GitHub.',
      gitlab: 'GitLab.',
      bitbucket: 'Bitbucket.',
      harbor: 'Harbor.',
      dockerhub: 'Docker Hub.',
      quay: 'Quay.',
      gcr: 'Google Container Registry.',
      nexus: 'Nexus.',
      acr: 'Azure Container Registry.',
      cdevents: 'CDEvents.',
    },
    { default: 'generic-hmac' },
  ),
  secret: secret('The Secret with the token, in the namespace flux-system.', 'webhook-token'),
});

const notifications = object('Flux tells what becomes of the operator and its objects, and can be told.', {
  'type!': name('What kind of service is told: slack, msteams, discord, generic, … of Flux.', {
    examples: ['slack', 'generic'],
  }),
  address: name('Its address, unless the Secret has it.', { examples: ['https://hooks.example.com/flux'] }),
  channel: name('The channel.', { examples: ['operators'] }),
  secret: secret(
    'The Secret with address or token, in the namespace flux-system; where there are tenants, in that of the operator too.',
    'slack-url',
  ),
  severity: choice('What is told.', { info: 'Everything.', error: 'Failures.' }, { default: 'info' }),
  receiver,
});

/** `spec.delivery.flux`. */
export const fluxField: Field = object(
  'Flux manifests in deploy/flux/, which install the chart; needs helm. {} takes all defaults: OCI artifacts beside the image, one environment.',
  {
    chartUrl: text(
      'Where the chart is pushed: oci:// and a path that ends in the name of the operator. By default charts/ in the registry.',
      { pattern: '^oci://', examples: ['oci://ghcr.io/acme/charts/memcached-operator'] },
    ),
    manifestsUrl: text('Where deploy/flux is pushed. By default manifests/ in the registry.', {
      pattern: '^oci://',
      examples: ['oci://ghcr.io/acme/manifests/memcached-operator'],
    }),
    insecure: flag('Whether the registry speaks plain HTTP.', { default: false }),
    secret: secret(
      'The Secret with credentials of the registry (kubernetes.io/dockerconfigjson); in flux-system and in the namespace of the operator.',
      'registry-credentials',
    ),
    git,
    helmRepository,
    verify,
    environments: list(
      'The environments: a folder each in deploy/flux/clusters and deploy/flux/instances. By default production.',
      name('A DNS label.', { examples: ['production'] }),
      { minItems: 1, examples: [['staging', 'production']] },
    ),
    instance: flag(
      'Whether Flux itself is described too, as a FluxInstance of the Flux Operator: in clusters/<environment>/flux-system.',
      { default: false },
    ),
    values: list('Values of the chart that clusters bring, in the namespace of the operator; later ones win.', {
      ...reference('Where values are.', {
        key: name('The key that has them.', { default: 'values.yaml' }),
      }),
    }),
    substitute: map(
      "Variables that Flux puts into the objects in deploy/flux/instances, where they stand as ${NAME}. An environment's own go into its runtime-info.yaml.",
      text('The value.'),
      { examples: [{ REGION: 'eu' }] },
    ),
    decryption: object(
      'Flux decrypts Secrets that sops has encrypted: in deploy/flux/instances, and in what an environment has beside the release.',
      {
        secret: name('The Secret with the key, in the namespace flux-system.', { default: 'sops-age' }),
        recipients: list('Public age keys to encrypt for, for .sops.yaml.', name('A key: age1….'), {
          examples: [['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p']],
        }),
      },
    ),
    tenants: list('Teams that have objects of the kinds, each apart from the others.', tenant),
    imageAutomation,
    notifications,
  },
);
