/** The name of a release in OLM, which is that of its ClusterServiceVersion: `memcached-operator.v0.1.0`. Object names have neither capitals nor `+`. */
export const bundleName = (operator: string, version: string): string =>
  `${operator}.v${version.toLowerCase().replaceAll('+', '-')}`;
