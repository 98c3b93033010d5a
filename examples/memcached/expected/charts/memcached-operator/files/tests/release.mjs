// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
// What "helm test" runs: whether the manager may do what it needs, and whether its metrics are served. Nothing is changed.
import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

const RULES = {
  "namespaced": [
    {
      "apiGroups": [
        ""
      ],
      "resources": [
        "events"
      ],
      "verbs": [
        "create",
        "patch"
      ]
    },
    {
      "apiGroups": [
        ""
      ],
      "resources": [
        "services"
      ],
      "verbs": [
        "create",
        "list",
        "patch",
        "watch"
      ]
    },
    {
      "apiGroups": [
        "apps"
      ],
      "resources": [
        "deployments"
      ],
      "verbs": [
        "create",
        "list",
        "patch",
        "watch"
      ]
    },
    {
      "apiGroups": [
        "cache.example.com"
      ],
      "resources": [
        "memcacheds"
      ],
      "verbs": [
        "list",
        "watch"
      ]
    },
    {
      "apiGroups": [
        "cache.example.com"
      ],
      "resources": [
        "memcacheds/status"
      ],
      "verbs": [
        "patch"
      ]
    }
  ],
  "cluster": [],
  "release": [
    {
      "apiGroups": [
        "coordination.k8s.io"
      ],
      "resources": [
        "leases"
      ],
      "verbs": [
        "create",
        "get",
        "update"
      ]
    }
  ],
  "reviews": []
};

/** What was missing may be there in a moment: a release is tested as soon as it is installed. */
const PATIENCE = Number(process.env.PATIENCE ?? 90_000);
const AT_ONCE = 8;

const {
  NAMESPACES = '',
  RELEASE_NAMESPACE = '',
  COORDINATED = 'false',
  METRICS_URL = '',
  KUBERNETES_SERVICE_HOST = '',
  KUBERNETES_SERVICE_PORT = '443',
  SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount',
} = process.env;

/** Resolves with status and text of the answer. */
const send = (url, { body, ...options } = {}) =>
  new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? requestHttps : requestHttp;
    const sent = request(url, { agent: false, ...options, signal: AbortSignal.timeout(10_000) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** Each verb on each resource, and on each name where a rule has names, in a namespace; '' is all of them, or none. */
const permissions = (rules, namespace) =>
  rules.flatMap(({ apiGroups, resources, resourceNames = [''], verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((path) => {
        const [resource, subresource = ''] = path.split('/');
        return resourceNames.flatMap((name) =>
          verbs.map((verb) => ({ verb, group, resource, subresource, name, namespace })),
        );
      }),
    ),
  );

const needed = () => {
  const watched = NAMESPACES === '' ? [''] : NAMESPACES.split(',');
  return [
    ...watched.flatMap((namespace) => permissions(RULES.namespaced, namespace)),
    ...permissions(RULES.cluster, ''),
    ...(COORDINATED === 'true' ? permissions(RULES.release, RELEASE_NAMESPACE) : []),
    ...(METRICS_URL.startsWith('https:') ? permissions(RULES.reviews, '') : []),
  ];
};

/** Asks the API server as the manager: a line if it may not. */
const denied = async (resourceAttributes) => {
  const host = KUBERNETES_SERVICE_HOST.includes(':') ? `[${KUBERNETES_SERVICE_HOST}]` : KUBERNETES_SERVICE_HOST;
  const { status, text } = await send(
    `https://${host}:${KUBERNETES_SERVICE_PORT}/apis/authorization.k8s.io/v1/selfsubjectaccessreviews`,
    {
      method: 'POST',
      ca: readFileSync(`${SERVICE_ACCOUNT}/ca.crt`),
      headers: {
        authorization: `Bearer ${readFileSync(`${SERVICE_ACCOUNT}/token`, 'utf8').trim()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes },
      }),
    },
  );
  if (status !== 201) throw new Error(`the API server answered ${status}: ${text}`);
  if (JSON.parse(text).status.allowed) return [];
  const { verb, group, resource, subresource, name, namespace } = resourceAttributes;
  const what = `${resource}${group === '' ? '' : `.${group}`}${subresource === '' ? '' : `/${subresource}`}`;
  const where = namespace === '' ? 'in all namespaces' : `in namespace ${namespace}`;
  return [`the manager may not ${verb} ${what}${name === '' ? '' : ` ${name}`} ${where}`];
};

const allDenied = async () => {
  const lines = [];
  const queue = needed().values();
  const work = async () => {
    for (const permission of queue) lines.push(...(await denied(permission)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return lines;
};

/** By HTTPS they must be closed to those who do not say who they are. */
const unserved = async () => {
  if (METRICS_URL === '') return [];
  const { status, text } = await send(METRICS_URL, { rejectUnauthorized: false });
  if (METRICS_URL.startsWith('https:')) return status === 401 ? [] : [`${METRICS_URL} answers ${status} without a token`];
  return status === 200 && text.includes('process_cpu_seconds_total') ? [] : [`${METRICS_URL} answers ${status}`];
};

const faults = async () => {
  const found = await Promise.allSettled([allDenied(), unserved()]);
  return found.flatMap(({ value, reason }) => value ?? [reason.message]);
};

const end = Date.now() + PATIENCE;
let found = await faults();
while (found.length > 0 && Date.now() < end) {
  await sleep(2_000);
  found = await faults();
}
if (found.length === 0) console.log(`ok: ${needed().length} permissions${METRICS_URL === '' ? '' : `, ${METRICS_URL}`}`);
else console.error(found.join('\n'));
process.exitCode = found.length === 0 ? 0 : 1;
