/** URL paths of the Kubernetes API, taken apart. */

export interface ResourcePath {
  readonly group: string;
  readonly version: string;
  readonly namespace: string | undefined;
  readonly plural: string;
  readonly name: string | undefined;
  readonly subresource: string;
}

/** Undefined when the path is of no resource. A namespace is both a resource and what others are in. */
export function parseResourcePath(pathname: string): ResourcePath | undefined {
  const parts = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const [root, ...rest] = parts;
  const [group, version, ...inside] = root === 'api' ? ['', ...rest] : root === 'apis' ? rest : [];
  if (group === undefined || version === undefined || inside.length === 0) return undefined;
  const scoped =
    inside[0] === 'namespaces' &&
    inside.length > 2 &&
    !(group === '' && ['status', 'finalize'].includes(inside[2] ?? '') && inside.length === 3);
  const [namespace, resource] = scoped ? [inside[1], inside.slice(2)] : [undefined, inside];
  const [plural = '', name, ...subresource] = resource;
  return { group, version, namespace, plural, name, subresource: subresource.join('/') };
}
