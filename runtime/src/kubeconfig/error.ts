/** A kubeconfig, or what it names (a file, a plugin, a certificate), cannot be used. The message says where, what, and what to do. */
export class KubeConfigError extends Error {
  override readonly name = 'KubeConfigError';
}

/** The kubeconfig has no context of the name that was asked for. */
export class UnknownContext extends KubeConfigError {}
