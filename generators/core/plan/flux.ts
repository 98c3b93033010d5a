/** The `deploy/flux` folder: the operator, objects of its kinds, and what an example environment's cluster applies. */
import { instancesKustomization, manifestsSource, operatorKustomization } from '../emit/flux/cluster.ts';
import { instance } from '../emit/flux/instances.ts';
import { chartSource, keptNamespace, release } from '../emit/flux/operator.ts';
import { managedYaml, toYaml } from '../emit/yaml.ts';
import type { Model } from '../model/model.ts';
import { servedApis } from '../model/served.ts';
import { fileStem } from '../objects/names.ts';
import type { PlannedFile } from './plan.ts';

/** The environment that is generated; further ones are copies of its two folders. */
const ENVIRONMENT = 'production';

/** No files where Flux is switched off; none about objects while no kind is served. */
export const fluxFiles = (model: Model): readonly PlannedFile[] => {
  if (model.delivery.flux === undefined) return [];
  const hasObjects = servedApis(model).length > 0;
  return [
    ...folder('operator', [
      ['namespace.yaml', keptNamespace(model)],
      ['source.yaml', chartSource(model)],
      ['release.yaml', release(model)],
    ]),
    ...(hasObjects ? instances(model) : []),
    ...folder(`clusters/${ENVIRONMENT}`, [
      ['source.yaml', manifestsSource(model)],
      ['operator.yaml', operatorKustomization(model)],
      ...(hasObjects ? [['instances.yaml', instancesKustomization(model, ENVIRONMENT)] as const] : []),
    ]),
  ];
};

/** The base is generated, the environment's overlay on it is the user's. */
const instances = (model: Model): readonly PlannedFile[] => [
  ...folder(
    'instances/base',
    servedApis(model).map((api) => [`${fileStem(api)}.yaml`, instance(api)]),
  ),
  {
    path: `${ROOT}/instances/${ENVIRONMENT}/kustomization.yaml`,
    content: toYaml(kustomization(['../base'])),
    owner: 'seeded',
  },
];

const ROOT = 'deploy/flux';

/** The files of a folder and the kustomization.yaml that names them. */
const folder = (path: string, files: readonly (readonly [name: string, object: object])[]): readonly PlannedFile[] =>
  [...files, ['kustomization.yaml', kustomization(files.map(([name]) => name))] as const].map(([name, object]) => ({
    path: `${ROOT}/${path}/${name}`,
    content: managedYaml(object),
    owner: 'managed',
  }));

const kustomization = (resources: readonly string[]): object => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  resources,
});
