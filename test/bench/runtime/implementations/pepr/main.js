/**
 * The contract of examples/bench with Pepr, after the operator of its tutorial: Reconcile, server-side apply, status patches. It is Pepr's watch
 * controller as a plain process (PEPR_WATCH_MODE=true): what its manifests would bring, a namespace and a CRD, it brings itself, and the
 * webhooks' server, which would ask for certificates, is not started.
 */
import { KubeConfig } from '@kubernetes/client-node';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { a, Capability, K8s, PeprModule, RegisterKind, sdk } from 'pepr';

class Bench extends a.GenericKind {}
RegisterKind(Bench, { group: 'bench.io', version: 'v1', kind: 'Bench', plural: 'benches' });

const config = new KubeConfig();
config.loadFromDefault();
const { namespace = 'default' } = config.getContextObject(config.getCurrentContext());

const capability = new Capability({
  name: 'bench',
  description: 'A ConfigMap for each Bench',
  namespaces: [namespace],
});
const { When } = capability;

When(Bench).IsCreatedOrUpdated().InNamespace(namespace).Reconcile(attempt);

When(a.ConfigMap)
  .IsDeleted()
  .InNamespace(namespace)
  .Watch(async ({ metadata: { name, ownerReferences = [] } }) => {
    if (ownerReferences.some(({ kind }) => kind === 'Bench')) await again(name, 0, applyConfigMap);
  });

async function reconcile(bench) {
  const { generation, name } = bench.metadata;
  const hash = hashOf(bench);
  if (bench.status?.observedGeneration === generation && bench.status.hash === hash) return;
  await applyConfigMap(bench);
  const lastTransitionTime = bench.status?.conditions?.[0]?.lastTransitionTime ?? new Date().toISOString();
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'Ready',
    message: '',
    observedGeneration: generation,
    lastTransitionTime,
  };
  await K8s(Bench).PatchStatus({
    metadata: { name, namespace },
    status: { observedGeneration: generation, hash, conditions: [ready] },
  });
}

async function applyConfigMap(bench) {
  const { name } = bench.metadata;
  const ownerReferences = sdk.getOwnerRefFrom(bench, true, true);
  const data = { hash: hashOf(bench), payload: 'x'.repeat(bench.spec?.size ?? 0) };
  await K8s(a.ConfigMap).Apply({ metadata: { name, namespace, ownerReferences }, data }, { force: true });
}

function hashOf(bench) {
  return createHash('sha256')
    .update(bench.spec?.data ?? '')
    .digest('hex');
}

/** Pepr logs what fails and forgets it. */
async function attempt(bench) {
  try {
    await reconcile(bench);
  } catch {
    void again(bench.metadata.name, 1, reconcile);
  }
}

async function again(name, failures, act) {
  for (; ; failures += 1) {
    if (failures > 0) await sleep(Math.min(250 * 2 ** failures, 1_000_000));
    try {
      return await act(await K8s(Bench).InNamespace(namespace).Get(name));
    } catch (error) {
      if (error.status === 404) return;
    }
  }
}

/** As Pepr's own; nothing is stored there. */
class PeprStore extends a.GenericKind {}
const names = { kind: 'PeprStore', plural: 'peprstores' };
RegisterKind(PeprStore, { group: 'pepr.dev', version: 'v1', ...names });
const openAPIV3Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }];
await K8s(a.Namespace).Apply({ metadata: { name: 'pepr-system' } }, { force: true });
await K8s(a.CustomResourceDefinition).Apply(
  { metadata: { name: 'peprstores.pepr.dev' }, spec: { group: 'pepr.dev', names, scope: 'Namespaced', versions } },
  { force: true },
);
const served = async () => {
  try {
    await K8s(PeprStore).Get();
    return true;
  } catch {
    return false;
  }
};
while (!(await served())) await sleep(100);

const settings = { uuid: 'bench', onError: 'ignore', alwaysIgnore: { namespaces: [] } };
// Its construction starts the watches.
void new PeprModule({ description: 'bench', pepr: settings }, [capability], { deferStart: true });
