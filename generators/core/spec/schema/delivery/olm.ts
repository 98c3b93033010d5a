/** `spec.delivery.olm`: the bundle. */
import { type Field, list, name, object, suggestion, text } from '../field.ts';

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

/** `spec.delivery.olm`. */
export const olmField: Field = object(
  'A bundle for the Operator Lifecycle Manager in bundle/, and its image in bundle.Dockerfile. {} takes all defaults.',
  {
    channel: name('The channel of the catalog; OLM asks for names that begin with candidate, fast or stable.', {
      default: 'stable',
      examples: ['stable', 'fast-v1', 'candidate'],
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
    keywords: list('Words to find it by. By default the kinds in lower case.', text('A word.'), {
      examples: [['cache', 'memcached']],
    }),
    categories: list(
      'Categories of OperatorHub. By default Application Runtime.',
      suggestion('A category of OperatorHub.', CATEGORIES),
      { examples: [['Database']] },
    ),
    minKubeVersion: text('The oldest Kubernetes that it runs on: three numbers.', {
      pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$',
      default: '1.30.0',
    }),
  },
);
