/** What an API's controller makes and reports: children, status, watches, permissions. */
import { choice, type Field, flag, list, map, name, object, suggestion, text } from './field.ts';
import { WHEN } from './words.ts';

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  spec: {
    replicas: '\\${self.spec.${1:replicas}\\}',
    selector: { matchLabels: '\\${labels\\}' },
    template: {
      metadata: { labels: '\\${labels\\}' },
      spec: { containers: [{ name: '${2:main}', image: '\\${self.spec.${3:image}\\}' }] },
    },
  },
};

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  spec: { selector: '\\${labels\\}', ports: [{ name: '${1:main}', port: 80, targetPort: '${1:main}' }] },
};

const child: Field = {
  type: 'object',
  required: ['apiVersion', 'kind'],
  description:
    'A template of an object. ${…} holds one TypeScript expression over self and labels. Name, namespace, labels and owner reference are filled in; every other field of the kind may be given.',
  properties: {
    apiVersion: name('Its group and version.', { examples: ['apps/v1', 'v1', 'batch/v1', 'networking.k8s.io/v1'] }),
    kind: name('Its kind.', {
      examples: [
        'Deployment',
        'StatefulSet',
        'Service',
        'ConfigMap',
        'Secret',
        'Job',
        'CronJob',
        'Ingress',
        'ServiceAccount',
      ],
    }),
    metadata: {
      type: 'object',
      description:
        'Name and namespace are those of the owner by default; a second child of one kind has its key behind the name. Labels are added to the standard ones.',
      properties: {
        name: text('Its name. By default that of the owner.', { examples: ['${self.metadata.name}-config'] }),
        namespace: text('Its namespace, where the owner has none. By default that of the owner.'),
        labels: { description: 'Labels beside the standard ones, by name; or ${…}.' },
        annotations: { description: 'Annotations by name; or ${…}.' },
      },
    },
  },
  defaultSnippets: [
    { label: 'Deployment', description: 'Pods that are kept running.', body: DEPLOYMENT },
    { label: 'Service', description: 'An address for the pods.', body: SERVICE },
    {
      label: 'ConfigMap',
      description: 'Settings as files or variables.',
      body: { apiVersion: 'v1', kind: 'ConfigMap', data: { '${1:key}': '${2:value}' } },
    },
  ],
};

const CONDITION = 'When the condition is true: ${…}, which gives a boolean; or status with reason and message.';

const condition: Field = {
  type: ['string', 'boolean', 'object'],
  description: CONDITION,
  examples: ['${(deployment.status?.readyReplicas ?? 0) >= self.spec.size}'],
  if: { type: ['string', 'boolean'] },
  else: object(CONDITION, {
    'status!': {
      type: ['string', 'boolean'],
      description: '${…}, which gives a boolean; or "True", "False", "Unknown".',
      examples: ['${(deployment.status?.readyReplicas ?? 0) >= self.spec.size}'],
    },
    reason: text('One word in CamelCase for programs. By default the type, or Not and the type.', {
      examples: ['MinimumReplicasAvailable'],
    }),
    message: text('For people; may hold ${…}. By default empty.', {
      examples: ['${deployment.status?.readyReplicas ?? 0}/${self.spec.size} ready'],
    }),
  }),
};

/** Verbs of RBAC and what each lets do. */
const VERBS: Readonly<Record<string, string>> = {
  get: 'Read one object by its name.',
  list: 'Read all objects.',
  watch: 'Be told of changes.',
  create: 'Make objects.',
  update: 'Replace objects.',
  patch: 'Change or apply objects.',
  delete: 'Delete one object by its name.',
  deletecollection: 'Delete many objects at once.',
  '*': 'All verbs.',
};

const permission = object(
  'A rule as in a Role.',
  {
    'apiGroups!': list(
      'The API groups; "" is the core group.',
      { type: 'string' },
      {
        minItems: 1,
        examples: [[''], ['apps']],
      },
    ),
    'resources!': list(
      'Plural names in lower case, with subresources after a slash.',
      { type: 'string' },
      {
        minItems: 1,
        examples: [['secrets'], ['pods', 'pods/log']],
      },
    ),
    resourceNames: list(
      'Only objects of these names. By default all.',
      { type: 'string' },
      { examples: [['my-secret']] },
    ),
    'verbs!': list('What may be done.', suggestion('A verb of RBAC.', VERBS), {
      minItems: 1,
      examples: [['get', 'list', 'watch']],
    }),
  },
  {
    defaultSnippets: [
      {
        label: 'read',
        description: 'Read and watch objects of a kind.',
        body: { apiGroups: ['$1'], resources: ['${2:secrets}'], verbs: ['get', 'list', 'watch'] },
      },
    ],
  },
);

/** The fields of an API that say what its controller does. */
export const controllerFields: Readonly<Record<string, Field>> = {
  children: map(
    'The objects that an object of this kind owns, by a name for each, which is a variable in status.',
    child,
    {
      defaultSnippets: [
        { label: 'deployment', description: 'A child that is a Deployment.', body: { deployment: DEPLOYMENT } },
        { label: 'service', description: 'A child that is a Service.', body: { service: SERVICE } },
      ],
    },
  ),
  status: {
    type: 'object',
    description:
      'The fields of the status, computed by ${…} from self, the live children by their names, labels and selector(labels).',
    examples: [{ readyReplicas: '${deployment.status?.readyReplicas ?? 0}' }],
    properties: {
      conditions: map('The conditions by type, in PascalCase: Available, Progressing, Degraded.', condition, {
        defaultSnippets: [
          {
            label: 'Available',
            description: 'A condition with a message.',
            body: { Available: { status: '\\${$1\\}', message: '$2' } },
          },
        ],
      }),
    },
  },
  prune: flag(
    'Whether children that are no longer desired are deleted: those that reconcile.ts leaves out, or that had another name. A new reconcile.ts calls prune().',
    { default: false },
  ),
  cleanup: flag(
    'Whether something has to be undone before an object goes, beyond its children: reconcile.ts exports cleanup, and objects get a finalizer.',
    { default: false },
  ),
  watches: list(
    'Kinds that hand-written code wants to be woken by, beyond the children.',
    object('A kind.', {
      'apiVersion!': name('Its group and version.', { examples: ['v1', 'apps/v1'] }),
      'kind!': name('Its name in PascalCase.', { examples: ['Secret'] }),
      when: choice(
        'When it is watched, for kinds that a cluster may not have. By default always: the controller waits until the kind is installed.',
        WHEN,
      ),
    }),
  ),
  permissions: list('Permissions that hand-written code needs beyond the derived ones, as in a Role.', permission),
};
