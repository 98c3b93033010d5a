/** Rules of `metadata`, the same for all kinds (apimachinery: api/validation/objectmeta.go). */
import { forbiddenField, invalidValue, required } from '../cause.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, listAt, metadataOf, textAt } from '../json.ts';
import {
  dnsLabelProblem,
  labelValueProblem,
  pathSegmentProblem,
  qualifiedNameProblem,
  subdomainProblem,
} from '../resources/names.ts';
import type { Resource } from '../resources/resource.ts';
import type { Cause } from '../status.ts';

const DNS_LABEL = new Set(['namespaces', 'services']);
const PATH_SEGMENT = new Set(['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings']);

function nameProblem(resource: Resource, name: string): string | undefined {
  if (resource.isCustom) return subdomainProblem(name);
  if (DNS_LABEL.has(resource.plural)) return dnsLabelProblem(name);
  return PATH_SEGMENT.has(resource.plural) ? pathSegmentProblem(name) : subdomainProblem(name);
}

export function* metadataCauses(
  resource: Resource,
  object: JsonObject,
  live: JsonObject | undefined,
): Generator<Cause> {
  const metadata = metadataOf(object);
  const name = textAt(metadata, 'name');
  if (live === undefined) {
    const problem = name === undefined ? undefined : nameProblem(resource, name);
    if (name === undefined) yield required('metadata.name', 'name or generateName is required');
    else if (problem !== undefined) yield invalidValue('metadata.name', name, problem);
  }
  for (const [key, value] of Object.entries(isObject(metadata['labels']) ? metadata['labels'] : {})) {
    const keyProblem = qualifiedNameProblem(key);
    if (keyProblem !== undefined) yield invalidValue('metadata.labels', key, keyProblem);
    const valueProblem = labelValueProblem(String(value));
    if (valueProblem !== undefined) yield invalidValue('metadata.labels', value, valueProblem);
  }
  for (const key of Object.keys(isObject(metadata['annotations']) ? metadata['annotations'] : {})) {
    const problem = qualifiedNameProblem(key.toLowerCase());
    if (problem !== undefined) yield invalidValue('metadata.annotations', key, problem);
  }
  yield* ownerCauses(listAt(metadata, 'ownerReferences'));
  yield* finalizerCauses(listAt(metadata, 'finalizers'), live);
}

function* ownerCauses(owners: readonly Json[]): Generator<Cause> {
  for (const [index, owner] of owners.entries()) {
    for (const name of ['apiVersion', 'kind', 'name', 'uid']) {
      if (textAt(owner, name) === undefined)
        yield invalidValue(
          `metadata.ownerReferences[${index}].${name}`,
          '',
          `${name === 'apiVersion' ? 'version' : name} must not be empty`,
        );
    }
  }
  const controllers = owners.filter((owner) => isObject(owner) && owner['controller'] === true);
  if (controllers.length > 1) {
    yield invalidValue(
      'metadata.ownerReferences',
      [...owners],
      `Only one reference can have Controller set to true. Found "true" in references for ${controllers.map((owner) => `${textAt(owner, 'kind') ?? ''}/${textAt(owner, 'name') ?? ''}`).join(' and ')}`,
    );
  }
}

function* finalizerCauses(finalizers: readonly Json[], live: JsonObject | undefined): Generator<Cause> {
  for (const [index, finalizer] of finalizers.entries()) {
    const problem = qualifiedNameProblem(String(finalizer));
    if (problem !== undefined) yield invalidValue(`metadata.finalizers[${index}]`, finalizer, problem);
  }
  if (live === undefined || textAt(live, 'metadata', 'deletionTimestamp') === undefined) return;
  const before = listAt(live, 'metadata', 'finalizers');
  const added = finalizers.filter((each) => !before.includes(each));
  if (added.length > 0) {
    const shown = `[]string{${added.map((each) => JSON.stringify(each)).join(', ')}}`;
    yield forbiddenField(
      'metadata.finalizers',
      `no new finalizers can be added if the object is being deleted, found new finalizers ${shown}`,
    );
  }
}
