/** ConfigMaps and Secrets that kustomize makes, and what of them Flux substitutes: nothing of a Secret, which is base64 by then. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Path } from '../../spec/path.ts';

/** Files whose texts ConfigMaps have as they are. */
export const generatedTexts = (
  kustomization: JsonObject,
): readonly { readonly name: JsonValue | undefined; readonly path: string }[] =>
  items(kustomization.configMapGenerator).flatMap((generator) =>
    !isObject(generator) || isLeft(kustomization, generator)
      ? []
      : items(generator.files).flatMap((file) =>
          typeof file === 'string' ? [{ name: generator.name, path: file.replace(/^[^=]*=/, '') }] : [],
        ),
  );

/** Whether the text at a path of a kustomization.yaml never comes before Flux as it is. */
export const isHidden = (kustomization: JsonValue, [list, index, field]: Path): boolean => {
  if (list === 'secretGenerator') return field === 'literals';
  if (list !== 'configMapGenerator' || !isObject(kustomization)) return false;
  const generator = items(kustomization.configMapGenerator)[Number(index)];
  return isObject(generator) && isLeft(kustomization, generator);
};

/** The user has said so, for this one or for all. */
const isLeft = ({ generatorOptions }: JsonObject, { options }: JsonObject): boolean =>
  [generatorOptions, options].some((some) => isObject(some) && isMarked(some));

const MARK = 'kustomize.toolkit.fluxcd.io/substitute';

/** By an annotation or label. */
export const isMarked = ({ annotations, labels }: JsonObject): boolean =>
  [annotations, labels].some((marks) => isObject(marks) && marks[MARK] === 'disabled');

/** Of a list, its items. */
export const items = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
