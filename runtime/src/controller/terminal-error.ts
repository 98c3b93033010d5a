/** Thrown by a reconcile when trying again cannot help until something changes: reported, not retried. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
}
