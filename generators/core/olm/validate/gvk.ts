/** Group, version and kind, as apimachinery takes them apart (schema.ParseGroupVersion). */

export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Of an apiVersion; undefined where it has more than one slash. */
export const parseApiVersion = (apiVersion: string): Omit<Gvk, 'kind'> | undefined => {
  if (apiVersion === '' || apiVersion === '/') return { group: '', version: '' };
  const parts = apiVersion.split('/');
  if (parts.length > 2) return undefined;
  return parts.length === 1 ? { group: '', version: parts[0]! } : { group: parts[0]!, version: parts[1]! };
};

/** Of an object; all are empty where its apiVersion cannot be taken apart. */
export const gvkOf = (value: { readonly [key: string]: unknown }): Gvk => {
  const { apiVersion, kind } = value;
  const parsed = parseApiVersion(typeof apiVersion === 'string' ? apiVersion : '');
  return parsed === undefined
    ? { group: '', version: '', kind: '' }
    : { ...parsed, kind: typeof kind === 'string' ? kind : '' };
};

/** For messages and as a key: 'cache.example.com/v1, Kind=Memcached', as Kubernetes writes it. */
export const formatGvk = ({ group, version, kind }: Gvk): string => `${group}/${version}, Kind=${kind}`;

/** The group of a CRD's name: what stands behind the first dot. */
export const groupOfCrd = (name: string): string | undefined => {
  const dot = name.indexOf('.');
  return dot < 0 ? undefined : name.slice(dot + 1);
};
