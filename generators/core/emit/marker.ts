/** The one line that says who owns a managed file: no version and no date, so that it never changes by itself. */
export const MARKER = 'Generated from operator.yaml by k8s-operator. Change the spec, not this file.';
