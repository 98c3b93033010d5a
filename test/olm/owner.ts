/**
 * A stand-in for OLM v0 v0.46.0: how it names what it makes, and says whose it is. From operator-lifecycle-manager,
 * pkg/lib/ownerutil/util.go, pkg/lib/kubernetes/pkg/util/hash/hash.go and pkg/controller/registry/resolver/rbac.go.
 */
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { goJson } from '../../generators/core/olm/catalog/go-json.ts';

/** An object that is in the cluster. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Absent for what is in no namespace. */
  readonly namespace?: string;
  readonly uid: string;
}

/** install.OLMManagedLabelKey: what OLM's caches look for. */
export const MANAGED = { 'olm.managed': 'true' } as const;

/** `NonBlockingOwner`; with `controller`, what `AddOwner` makes where the controllers of OperatorConditions call it. */
export const ownerReference = ({ apiVersion, kind, name, uid }: Owner, controller = false): JsonObject => ({
  apiVersion,
  kind,
  name,
  uid,
  blockOwnerDeletion: false,
  controller,
});

/** `OwnerLabel`. */
export const ownerLabels = ({ kind, name, namespace = '' }: Owner): Readonly<Record<string, string>> => ({
  'olm.owner': name,
  'olm.owner.namespace': namespace,
  'olm.owner.kind': kind,
});

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** SHA-224 in base 62: of a text, as `toBase62` has it; of a struct, its JSON as a line, as `DeepHashObject` has it. */
export const hash = (value: string | object): string => {
  const text = typeof value === 'string' ? value : `${goJson(value)}\n`;
  let rest = BigInt(`0x${createHash('sha224').update(text).digest('hex')}`);
  let digits = '';
  for (; rest > 0n; rest /= 62n) digits = DIGITS[Number(rest % 62n)]! + digits;
  return digits;
};

const LONGEST = 63;

/** `generateName` */
export const generateName = (base: string, struct: object): string => {
  const suffix = hash(struct);
  return `${base.length + suffix.length > LONGEST ? base.slice(0, LONGEST - suffix.length - 1) : base}-${suffix}`;
};
