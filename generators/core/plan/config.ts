/** The kustomize tree: config/. */
import { type Folder, installedFolders, kustomization, samplesFolder } from '../emit/kustomize/tree.ts';
import { managedYaml } from '../emit/yaml.ts';
import type { Model } from '../model/model.ts';
import type { PlannedFile } from './plan.ts';

/** The files below config/. */
export const configFiles = (model: Model): readonly PlannedFile[] => {
  const installed = installedFolders(model);
  const samples = samplesFolder(model);
  return [
    ...installed.flatMap(folderFiles),
    ...(samples.files.length > 0 ? folderFiles(samples) : []),
    file(
      'default/kustomization.yaml',
      kustomization(
        installed.map(({ name }) => `../${name}`),
        model.namespace,
      ),
    ),
  ];
};

const folderFiles = ({ name, files }: Folder): readonly PlannedFile[] => [
  file(`${name}/kustomization.yaml`, kustomization(files.map(([fileName]) => fileName))),
  ...files.map(([fileName, object]) => file(`${name}/${fileName}`, object)),
];

const file = (path: string, object: object): PlannedFile => ({
  path: `config/${path}`,
  content: managedYaml(object),
  owner: 'managed',
});
