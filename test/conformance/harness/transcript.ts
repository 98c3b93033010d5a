/**
 * A record of what a scenario asked and what the server answered. What differs from run to run is named, not shown, and equal values
 * get equal names: `<rv-2>` twice says that nothing was written in between.
 */

export interface Entry {
  readonly step: string;
  readonly code?: number;
  readonly warnings?: readonly string[];
  readonly body?: unknown;
  readonly events?: readonly unknown[];
}

type Names = (kind: string, value: string) => string;

/** Names for the values of one transcript. */
export function namer(): Names {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return (kind, value) => {
    const id = `${kind}\0${value}`;
    const known = names.get(id);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const name = `<${kind}-${count}>`;
    names.set(id, name);
    return name;
  };
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const IP = /\b10\.\d+\.\d+\.\d+\b/g;

export function normalise(value: unknown, name: Names): unknown {
  if (Array.isArray(value)) return value.map((item) => normalise(item, name));
  if (typeof value === 'string') return text(value, name);
  if (typeof value !== 'object' || value === null) return value;
  const isNow = 'items' in value || ('type' in value && value.type === 'BOOKMARK');
  if (isNow) return fields(withoutRevision(value), name);
  const status = 'kind' in value && value.kind === 'Status' ? normaliseStatus(value as Record<string, unknown>) : value;
  return fields(status, name);
}

function fields(value: object, name: Names): Record<string, unknown> {
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [text(key, name), field(key, child, name)]));
}

const text = (value: string, name: Names): string =>
  TIME.test(value)
    ? '<time>'
    : value
        .replaceAll(UID, (uid) => name('uid', uid))
        .replaceAll(IP, (ip) => name('ip', ip))
        .replaceAll(/(?<=in record \()\d+/g, '<rv>');

function field(key: string, value: unknown, name: Names): unknown {
  if (key === 'resourceVersion' && typeof value === 'string' && value !== '') return name('rv', value);
  if (key === 'managedFields' && Array.isArray(value)) return normalise(value.toSorted(byManager), name);
  if (key === 'continue' && typeof value === 'string' && value !== '') return '<continue>';
  if (key === 'nodePort' && typeof value === 'number') return '<port>';
  return normalise(value, name);
}

/** Lists and bookmarks have the revision of now, which others move, too. */
const withoutRevision = (value: object): object => {
  const { metadata, object, ...rest } = value as { metadata?: object; object?: object };
  const hide = (each: object): object => ({ ...each, resourceVersion: '' });
  return {
    ...rest,
    ...(metadata !== undefined && { metadata: hide(metadata) }),
    ...(object !== undefined && {
      object: 'metadata' in object ? { ...object, metadata: hide(object.metadata as object) } : object,
    }),
  };
};

/** The real server gives causes in no order; with several, the message repeats them. */
function normaliseStatus(status: Record<string, unknown>): Record<string, unknown> {
  const details = status['details'] as { causes?: { field?: string; message?: string }[] } | undefined;
  const causes = details?.causes;
  if (causes === undefined) return status;
  const order = (cause: { field?: string; message?: string }) => `${cause.field ?? ''} ${cause.message ?? ''}`;
  // Some rules are checked twice there.
  const unique = [...new Map(causes.map((cause) => [order(cause), cause])).values()];
  const sorted = unique.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  const message = sorted.length > 1 && status['code'] === 422 ? '<as the causes>' : status['message'];
  return { ...status, message, details: { ...details, causes: sorted } };
}

/** The server's order goes by time, which differs from run to run. */
const byManager = (a: unknown, b: unknown): number => {
  const [left, right] = [a, b].map((each) => {
    const { operation, manager, subresource, apiVersion } = each as Record<string, unknown>;
    return JSON.stringify([operation, manager, subresource, apiVersion]);
  });
  return String(left) < String(right) ? -1 : 1;
};
