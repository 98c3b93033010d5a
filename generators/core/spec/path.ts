/** A place in a document: keys and indices from the root. */
export type Path = readonly (string | number)[];

/** `spec.apis[0].labels["app.kubernetes.io/name"]`; empty for the root. */
export const formatPath = (path: Path): string =>
  path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w$-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join('');
