/** The operator.yaml of the memcached example, as its author would write it to deliver by Flux from a registry of his own. */
import { parseDocument } from 'yaml';
import { exampleText } from './delivered-project.ts';

/** What becomes of the operator over time. */
export interface Changes {
  readonly version: string;
  /** Whether the kind has the field that a later version brings. */
  readonly threads?: boolean;
  /** Another operator than the example's, with kinds of its own: how its chart brings them. */
  readonly crds?: 'separate' | 'static';
  /** Whether a team has objects of its own. */
  readonly shared?: boolean;
}

export interface Delivered extends Changes {
  /** 127.0.0.1:PORT */
  readonly registry: string;
  /** Where events are told. */
  readonly webhook: string;
  /** The public key that secrets are encrypted for. */
  readonly recipient: string;
}

/** Its text. */
export const deliveredSpec = async (options: Delivered): Promise<string> => {
  const { version, registry, webhook, recipient, threads = false, shared = false, crds } = options;
  const document = parseDocument(await exampleText('memcached'));
  const set = (path: string, value: unknown): void =>
    document.setIn(
      path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      document.createNode(value),
    );
  set('spec.version', version);
  if (crds !== undefined) {
    set('metadata.name', `${crds}-operator`);
    set('spec.domain', `${crds}.example.com`);
  }
  // So that an object cannot go without its operator.
  set('spec.apis.0.cleanup', true);
  if (threads) {
    set('spec.apis.0.versions.0.schema.spec.properties.threads', {
      description: 'How many threads each server has.',
      type: 'integer',
      format: 'int32',
      minimum: 1,
    });
    set('spec.apis.0.sample.spec.threads', 4);
  }
  set('spec.delivery', {
    registry: `oci://${registry}/acme`,
    helm: { ...(crds !== undefined && { crds }) },
    flux: {
      insecure: true,
      values: [{ kind: 'ConfigMap', name: VALUES, optional: true }],
      substitute: { SIZE: '2' },
      decryption: { recipients: [recipient] },
      ...(shared && { tenants: [{ name: TEAM }] }),
      notifications: { type: 'generic', address: webhook, receiver: { secret: TOKEN } },
    },
  });
  return String(document);
};

/** The ConfigMap with a cluster's own values of the chart. */
export const VALUES = 'memcached-operator-values';
/** The tenant, and its namespace. */
export const TEAM = 'team-a';
/** The Secret of the Receiver. */
export const TOKEN = 'webhook-token';
