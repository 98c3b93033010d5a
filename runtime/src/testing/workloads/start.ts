/** Starts the stand-ins for kube-controller-manager: CRDs are established, garbage is collected, namespaces are emptied, workloads become ready. */
import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import type { Api } from '../requests/request.ts';
import type { StoreEvent } from '../store/event-log.ts';
import { definitionEvent } from './definitions.ts';
import { collectGarbage } from './garbage.ts';
import { namespaceEvent } from './namespaces.ts';
import { Progress, STEPPED } from './progress.ts';
import { protectionEvent } from './protection.ts';

export interface WorkloadOptions {
  /** Milliseconds between the steps in which workloads become ready. Default 10. */
  readonly stepDelay?: number;
  /**
   * Why a workload (Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, Pod) does not become ready; undefined: it does.
   * By default the text of its annotation `testing.k8s-operator.dev/fail`.
   */
  readonly fail?: (workload: JsonObject) => string | undefined;
}

/** The annotation with which a workload asks for its failure. */
export const FAIL = 'testing.k8s-operator.dev/fail';

/** Answers how to stop. */
export function startControllers(api: Api, workloads: WorkloadOptions | false): () => void {
  const progress =
    workloads === false
      ? undefined
      : new Progress(
          api,
          workloads.stepDelay ?? 10,
          workloads.fail ?? ((object) => textAt(object, 'metadata', 'annotations', FAIL)),
        );
  const queue: StoreEvent[] = [];
  let scheduled: NodeJS.Immediate | undefined;
  const drain = () => {
    scheduled = undefined;
    for (const event of queue.splice(0)) react(api, event, progress);
    if (queue.length > 0) scheduled ??= setImmediate(drain);
  };
  const unsubscribe = api.store.subscribe((event) => {
    // What is served follows at once: a request after the answer to this one must find it.
    if (event.collection === 'customresourcedefinitions.apiextensions.k8s.io') {
      if (event.type === 'DELETED') api.registry.uninstall(event.object);
      else api.registry.install(event.object);
    }
    queue.push(event);
    scheduled ??= setImmediate(drain);
  });
  return () => {
    unsubscribe();
    if (scheduled !== undefined) clearImmediate(scheduled);
    progress?.stop();
  };
}

function react(api: Api, event: StoreEvent, progress: Progress | undefined): void {
  definitionEvent(api, event);
  namespaceEvent(api, event);
  protectionEvent(api, event);
  collectGarbage(api, event);
  if (STEPPED.has(event.collection)) progress?.see(event);
}
