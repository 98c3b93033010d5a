/** `spec.delivery.olm`: the bundle. */
import { choice, type Field, list, map, name, object, suggestion, text } from '../field.ts';

/** operator-framework/api, pkg/validation/internal/standardcategories.go */
const CATEGORIES: Readonly<Record<string, string>> = {
  'AI/Machine Learning': 'Training and serving of models.',
  'Application Runtime': 'What applications run on.',
  'Big Data': 'Processing of large data.',
  'Cloud Provider': 'Services of a cloud.',
  Database: 'Databases and caches.',
  'Developer Tools': 'Building and testing of software.',
  'Integration & Delivery': 'Pipelines, integration of systems.',
  'Logging & Tracing': 'Logs and traces.',
  'Modernization & Migration': 'Moving of what is old.',
  Monitoring: 'Metrics and alerts.',
  Networking: 'Networks, proxies, meshes.',
  Observability: 'Insight into what runs.',
  'OpenShift Optional': 'Optional parts of OpenShift.',
  Security: 'Certificates, secrets, policies.',
  Storage: 'Volumes and object stores.',
  'Streaming & Messaging': 'Queues and streams.',
};

const VERSION = '0.1.0';

const release = object('A release.', {
  'version!': name('Its version.', { examples: [VERSION] }),
  'channels!': list('The channels that it is in.', name('A channel.', { examples: ['stable'] }), { minItems: 1 }),
  replaces: name('The version that is upgraded to it.', { examples: [VERSION] }),
  skips: list('Versions that are upgraded past: nobody stays on them.', name('A version.', { examples: [VERSION] })),
  skipRange: name('Versions that may be upgraded to it at once.', { examples: ['>=0.1.0 <0.2.0'] }),
  createdAt: name('When, by RFC 3339.', { examples: ['2026-01-31T12:00:00Z'] }),
  deprecated: name('Why nobody should use it any more.', { examples: ['Loses data. Use 0.2.1.'] }),
  image: name('The image of its bundle, by digest, once that is pushed.', {
    examples: [`ghcr.io/acme/memcached-operator-bundle@sha256:${'0'.repeat(64)}`],
  }),
});

/** `spec.delivery.olm`. */
export const olmField: Field = object(
  'A bundle for the Operator Lifecycle Manager in bundle/, and its image in bundle.Dockerfile. {} takes all defaults.',
  {
    channels: list(
      'The channels of the catalog that the next release is in; OLM asks for names that begin with candidate, fast or stable. By default those of the last release, or stable.',
      name('A channel.', { examples: ['stable', 'fast-v1', 'candidate'] }),
      { minItems: 1, examples: [['candidate', 'stable']] },
    ),
    defaultChannel: name(
      'The channel of those who name none. By default stable, or the first channel where there is none of that name.',
      { examples: ['stable'] },
    ),
    releases: list('What was released, oldest first: the upgrade graph. "k8s-operator bundle" adds to it.', release),
    deprecated: name('Why the operator should not be used any more; shown by consoles and catalogs.'),
    deprecatedChannels: map(
      'Channels that should not be used any more.',
      name('Why not, and what to use instead.', { examples: ['Use stable.'] }),
      { examples: [{ 'stable-v1': 'Ends in May 2027. Use stable.' }] },
    ),
    bundleImage: name('Where images of bundles are pushed, without a tag. By default the image and "-bundle".', {
      examples: ['ghcr.io/acme/memcached-operator-bundle'],
    }),
    reviewers: list(
      'Who may have changes of the operator merged in community-operators, by their names on GitHub.',
      name('A name on GitHub.', { pattern: '^[A-Za-z0-9](?:-?[A-Za-z0-9])*$', examples: ['janedoe'] }),
      { minItems: 1, examples: [['janedoe']] },
    ),
    catalog: object('A file-based catalog in catalog/, and its image in catalog.Dockerfile. {} takes all defaults.', {
      image: name('Where it is pushed, without a tag. By default the image and "-catalog".', {
        examples: ['ghcr.io/acme/memcached-operator-catalog'],
      }),
    }),
    provider: object('Who provides the operator. By default the domain.', {
      'name!': name('Their name.', { examples: ['Acme'] }),
      url: name('Their site.', { examples: ['https://example.com'] }),
    }),
    maintainers: list(
      'Who maintains it. By default <operator>@<domain>.',
      object('A person or a team.', {
        'name!': name('Their name.', { examples: ['Jane Doe'] }),
        'email!': name('Their e-mail address.', { examples: ['jane@example.com'] }),
      }),
      { minItems: 1 },
    ),
    links: list(
      'Where to read more. By default the site of the domain.',
      object('A link.', {
        'name!': name('Its title.', { examples: ['Documentation'] }),
        'url!': name('Its address.', { examples: ['https://example.com/docs'] }),
      }),
      { minItems: 1 },
    ),
    repository: name('Where the source code is.', { examples: ['https://github.com/acme/memcached-operator'] }),
    keywords: list('Words to find it by. By default the kinds in lower case.', text('A word.'), {
      examples: [['cache', 'memcached']],
    }),
    categories: list(
      'Categories of OperatorHub. By default Application Runtime.',
      suggestion('A category of OperatorHub.', CATEGORIES),
      { examples: [['Database']] },
    ),
    icon: object('The picture in consoles. By default its initials.', {
      'base64data!': name('The picture, in base64.', {
        examples: ['PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4='],
      }),
      'mediatype!': choice('What it is.', {
        'image/svg+xml': 'SVG.',
        'image/png': 'PNG.',
        'image/jpeg': 'JPEG.',
        'image/gif': 'GIF.',
      }),
    }),
    minKubeVersion: text(
      'The oldest Kubernetes that it runs on: three numbers. By default what the kinds and their children need, and 1.30.0 at the least.',
      { pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$', examples: ['1.33.0'] },
    ),
  },
);
