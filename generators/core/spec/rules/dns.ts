/** Names as DNS and Kubernetes have them (RFC 1123, RFC 1035). */

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** For hints. */
export const LABEL_RULE = 'Use lower-case letters, digits and dashes';

/** RFC 1123 label. */
export const isDnsLabel = (name: string): boolean => name.length <= 63 && LABEL.test(name);

/** RFC 1035 label: names of resources, versions and, case aside, kinds. */
export const isNameLabel = (name: string): boolean => name.length <= 63 && isServiceName(name);

/** A kind may have capitals. */
export const isKind = (kind: string): boolean => isNameLabel(kind.toLowerCase());

/** RFC 1035 label: a Service's name. */
export const isServiceName = (name: string): boolean => /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(name);

/** RFC 1123 subdomain. */
export const isDnsName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => LABEL.test(label));

/** `prefix/name` of labels and annotations. */
export const isQualifiedName = (key: string): boolean => {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  return parts.length <= 1 && parts.every(isDnsName) && /^[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/.test(name);
};

/** A label's value. */
export const isLabelValue = (value: string): boolean => /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/.test(value);
