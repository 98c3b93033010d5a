/** The `deploy/flux` folder: the operator, objects of its kinds, what each environment's cluster applies; and what tools look for beside it. */
import * as cluster from '../emit/flux/cluster.ts';
import { SOURCE_IGNORE, sopsConfig } from '../emit/flux/encryption.ts';
import { fluxInstance } from '../emit/flux/flux-instance.ts';
import { type FluxModel, isFluxModel, isShared } from '../emit/flux/flux-model.ts';
import { imagePolicy, imageRepository, imageUpdateAutomation, versionPatch } from '../emit/flux/image-automation.ts';
import { instance } from '../emit/flux/instances.ts';
import { alert, provider, receiver, releaseAlert } from '../emit/flux/notifications.ts';
import { accessObjects, crdsRelease, keptNamespace, release } from '../emit/flux/operator.ts';
import * as overlay from '../emit/flux/overlays.ts';
import { chartSources, manifestsSource } from '../emit/flux/sources.ts';
import { hasVariables, runtimeInfo, variables } from '../emit/flux/substitution.ts';
import { tenantObjects } from '../emit/flux/tenants.ts';
import { managedYaml, toYaml } from '../emit/yaml.ts';
import type { Model } from '../model/model.ts';
import { servedApis } from '../model/served.ts';
import { fileStem } from '../objects/names.ts';
import type { Owner, PlannedFile } from './plan.ts';

/** No files where Flux is switched off; none about objects while no kind is served. */
export const fluxFiles = (model: Model): readonly PlannedFile[] => {
  if (!isFluxModel(model)) return [];
  const { flux } = model.delivery;
  return [
    ...operatorFiles(model),
    ...(hasObjects(model) ? baseFiles(model) : []),
    ...flux.environments.flatMap((environment, i) => [
      ...(hasObjects(model) ? [instancesOverlay(environment)] : []),
      ...clusterFiles(model, environment, i === 0),
      ...releaseOverlay(model, environment),
    ]),
    ...tenantFiles(model),
    ...automationFiles(model),
    ...notificationFiles(model),
    ...(flux.decryption === undefined ? [] : [merged('.sops.yaml', toYaml(sopsConfig(model)))]),
    ...(flux.git === undefined ? [] : [merged('.sourceignore', SOURCE_IGNORE)]),
  ];
};

/** At the root of the project, where other tools' own rules may be added. */
const merged = (path: string, content: string): PlannedFile => ({ path, content, owner: 'merged' });

const hasObjects = (model: FluxModel): boolean => servedApis(model).length > 0;

/** Where teams share the cluster, the namespace is where the account is that the release is applied as: it comes before the release. */
const operatorFiles = (model: FluxModel): readonly PlannedFile[] => {
  const namespace: Entry = ['namespace.yaml', keptNamespace(model)];
  const { helm, flux } = model.delivery;
  const [source, ...more] = chartSources(model);
  return [
    ...folder('operator', [
      ...(isShared(model) ? [] : [namespace]),
      ['source.yaml', source!],
      ...more.map((object): Entry => ['crds-source.yaml', object]),
      ...(helm.crds === 'separate' ? [['crds-release.yaml', crdsRelease(model)] as const] : []),
      ['release.yaml', release(model)],
      ...(isShared(model) && flux.notifications !== undefined
        ? ([
            ['provider.yaml', provider(model, model.namespace)],
            ['alert.yaml', releaseAlert(model)],
          ] as const)
        : []),
    ]),
    ...(isShared(model) ? folder('access', [namespace, ...accessObjects(model)]) : []),
  ];
};

const baseFiles = (model: FluxModel): readonly PlannedFile[] =>
  folder(
    'instances/base',
    servedApis(model).map((api) => [`${instanceName(fileStem(api))}.yaml`, instance(api)]),
  );

/** A kind may be called Kustomization, too. */
const instanceName = (stem: string): string => (stem === 'kustomization' ? 'kustomization-sample' : stem);

/** The base is generated, the environment's overlay on it is the user's. */
const instancesOverlay = (environment: string): PlannedFile =>
  own(`instances/${environment}/kustomization.yaml`, overlay.INSTANCES_COMMENT(environment), [
    overlay.kustomization(['../base']),
  ]);

/** One cluster writes to git, that of the first environment: two would get in each other's way. */
const clusterFiles = (model: FluxModel, environment: string, isFirst: boolean): readonly PlannedFile[] => {
  const { flux } = model.delivery;
  const path = `clusters/${environment}`;
  const managed: readonly Entry[] = [
    ['source.yaml', manifestsSource(model)],
    ...(isShared(model) ? [['access.yaml', cluster.accessKustomization(model)] as const] : []),
    ['operator.yaml', cluster.operatorKustomization(model, environment)],
    ...(hasObjects(model) ? [['instances.yaml', cluster.instancesKustomization(model, environment)] as const] : []),
    ...(isShared(model) ? [['tenants.yaml', cluster.tenantsKustomization(model)] as const] : []),
    ...(hasVariables(model) ? [['variables.yaml', variables(model)] as const] : []),
  ];
  const users: readonly PlannedFile[] = [
    ...(hasVariables(model)
      ? [own(`${path}/runtime-info.yaml`, overlay.RUNTIME_COMMENT(environment), [runtimeInfo(model, environment)])]
      : []),
    ...(flux.instance
      ? [
          own(
            `${path}/flux-system/flux-instance.yaml`,
            overlay.INSTANCE_COMMENT,
            [fluxInstance(model, environment)],
            'merged',
          ),
        ]
      : []),
  ];
  const resources = [
    ...managed.map(([name]) => name),
    ...users.map((file) => file.path.slice(`${ROOT}/${path}/`.length)),
    ...(flux.notifications === undefined ? [] : ['../../notifications']),
    ...(flux.imageAutomation !== undefined && isFirst ? ['../../image-automation'] : []),
  ];
  return [
    ...files(path, managed),
    ...users,
    own(`${path}/own/kustomization.yaml`, overlay.OWN_COMMENT(environment), [overlay.ownComponent()]),
    file(path, 'kustomization.yaml', overlay.kustomization(resources, { components: ['own'] })),
  ];
};

/** The operator as one environment has it. Which files there are is the generator's to know, what is in them the user's. */
const releaseOverlay = (model: FluxModel, environment: string): readonly PlannedFile[] => {
  const path = `clusters/${environment}/operator`;
  const patches = [
    own(`${path}/values.yaml`, overlay.VALUES_COMMENT(environment), [overlay.valuesPatch(model)]),
    ...(model.delivery.flux.imageAutomation === undefined
      ? []
      : [own(`${path}/version.yaml`, overlay.VERSION_COMMENT, [versionPatch(model)])]),
  ];
  const named = patches.map((patch) => ({ path: patch.path.slice(`${ROOT}/${path}/`.length) }));
  return [
    ...patches,
    file(path, 'kustomization.yaml', overlay.kustomization(['../../../operator'], { patches: named })),
  ];
};

const tenantFiles = (model: FluxModel): readonly PlannedFile[] => {
  const { tenants } = model.delivery.flux;
  if (tenants.length === 0) return [];
  return [
    ...tenants.flatMap((tenant) => folder(`tenants/${tenant.name}`, tenantObjects(model, tenant))),
    file('tenants', 'kustomization.yaml', overlay.kustomization(tenants.map(({ name }) => name))),
  ];
};

const automationFiles = (model: FluxModel): readonly PlannedFile[] =>
  model.delivery.flux.imageAutomation === undefined
    ? []
    : folder('image-automation', [
        ['image-repository.yaml', imageRepository(model)],
        ['image-policy.yaml', imagePolicy(model)],
        ['image-update-automation.yaml', imageUpdateAutomation(model)],
      ]);

const notificationFiles = (model: FluxModel): readonly PlannedFile[] => {
  const { notifications } = model.delivery.flux;
  if (notifications === undefined) return [];
  return folder('notifications', [
    ['provider.yaml', provider(model)],
    ['alert.yaml', alert(model)],
    ...(notifications.receiver === undefined ? [] : [['receiver.yaml', receiver(model)] as const]),
  ]);
};

const ROOT = 'deploy/flux';

/** A file of a folder, and what is in it. */
type Entry = readonly [name: string, objects: object | readonly object[]];

/** The files of a folder and the kustomization.yaml that names them. */
const folder = (path: string, entries: readonly Entry[]): readonly PlannedFile[] => [
  ...files(path, entries),
  file(path, 'kustomization.yaml', overlay.kustomization(entries.map(([name]) => name))),
];

const files = (path: string, entries: readonly Entry[]): readonly PlannedFile[] =>
  entries.map(([name, objects]) => file(path, name, objects));

const file = (path: string, name: string, objects: Entry[1]): PlannedFile => ({
  path: `${ROOT}/${path}/${name}`,
  content: managedYaml(...((Array.isArray(objects) ? objects : [objects]) as readonly object[])),
  owner: 'managed',
});

/** A file of the user's, with what it is for. */
const own = (
  path: string,
  text: string,
  documents: readonly (object | string)[],
  owner: Owner = 'seeded',
): PlannedFile => ({
  path: `${ROOT}/${path}`,
  content: `${overlay.comment(text)}${documents.map((document) => (typeof document === 'string' ? document : toYaml(document))).join('---\n')}`,
  owner,
});
