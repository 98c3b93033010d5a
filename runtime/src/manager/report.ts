/** Says in the log what an informer waits for, once for each reason. */
import type { Informer } from '../cache/informer.ts';
import { Forbidden, NotFound } from '../client/errors.ts';
import type { Logger } from './log.ts';

/** Follows an informer for the log. */
export const reportInformer = (informer: Informer, log: Logger): void => {
  const { kind } = informer;
  let reported: string | undefined;
  informer.onFailure((error) => {
    if (error.message === reported) return log.debug(error.message, { error });
    reported = error.message;
    log.warn(explain(informer, error), { kind: kind.kind, apiVersion: kind.apiVersion });
  });
  informer.onRecovery(() => {
    if (reported !== undefined)
      log.info(`Watching ${kind.kind} again.`, { kind: kind.kind, apiVersion: kind.apiVersion });
    reported = undefined;
  });
};

const explain = ({ kind, namespace }: Informer, error: Error): string => {
  const resource = `${kind.plural}${kind.group === '' ? '' : `.${kind.group}`}`;
  if (error instanceof NotFound)
    return `${kind.kind} (${kind.apiVersion}) is not installed in the cluster: it has no ${resource}. Install its CRD; waiting for it.`;
  if (error instanceof Forbidden) {
    const where = namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`;
    return `Missing permission: list and watch ${resource} ${where}. Grant it to this ServiceAccount; waiting for it. (${error.message})`;
  }
  return `Cannot watch ${resource} at present; trying again. ${error.message}`;
};
