/** Where a generated project gets the runtime from. */

/** The version of k8s-operator-runtime that generated code is written for. */
export const RUNTIME_VERSION = '0.1.0';

/** The tarball's name: in the generator's package, and in `vendor/` of a generated project. */
export const RUNTIME_TARBALL = `k8s-operator-runtime-${RUNTIME_VERSION}.tgz`;

/** The one switch: the vendored tarball until the runtime is on the registry, then its version. */
export const RUNTIME_DEPENDENCY = `file:vendor/${RUNTIME_TARBALL}`;
