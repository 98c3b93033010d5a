/**
 * Restarts the Deployments that say so whenever a ConfigMap that they mount changes: built-in kinds, and a watch that maps the objects of
 * one kind to those of another.
 */
import { createHash } from 'node:crypto';
import { controller, type Reconcile, watch } from 'k8s-operator-runtime';
import { ConfigMap, Deployment } from 'k8s-operator-runtime/kinds';

const WANTED = 'restart.example.com/on-change';
const HASH = 'restart.example.com/hash';

const mounted = ({ spec, metadata }: Deployment): readonly string[] =>
  (spec?.template?.spec?.volumes ?? []).flatMap(({ configMap }) =>
    configMap?.name === undefined ? [] : [`${metadata.namespace}/${configMap.name}`],
  );

const reconcile: Reconcile<Deployment> = async (deployment, { client, cache: { get }, log }) => {
  const { namespace, name, annotations } = deployment.metadata;
  if (annotations?.[WANTED] !== 'true') return;
  const hash = createHash('sha256');
  for (const path of mounted(deployment).toSorted())
    hash.update(JSON.stringify(get(ConfigMap, { namespace, name: path.slice(path.indexOf('/') + 1) })?.data ?? null));
  const wanted = hash.digest('hex').slice(0, 16);
  if (deployment.spec?.template?.metadata?.annotations?.[HASH] === wanted) return;
  await client.patch(
    Deployment,
    { namespace, name },
    { spec: { template: { metadata: { annotations: { [HASH]: wanted } } } } },
  );
  log.info('Restarting: a ConfigMap changed.');
};

export const restartOnChange = controller(Deployment, {
  name: 'restart-on-change',
  reconcile,
  watches: [
    watch(ConfigMap, {
      map: ({ metadata: { namespace, name } }, primaries) =>
        primaries
          .inNamespace(namespace ?? '')
          .filter((deployment) => mounted(deployment as Deployment).includes(`${namespace}/${name}`))
          .map(({ metadata }) => metadata),
    }),
  ],
});
