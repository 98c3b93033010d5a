/**
 * What OLM v1 refuses of a bundle by itself, whatever is in the cluster. Given a bundle, gives all that is in the way. From
 * operator-controller v1.11.0, internal/operator-controller: resolve/validation.go, applier/provider.go, rukpak/bundle/source/source.go,
 * rukpak/render/registryv1/validators/validator.go and generators/generators.go. Since v1.9.0 no refusal was added. Not here is what is
 * no fault of a bundle: the upgrade of a definition that breaks objects (evolution/ tells of it), and what the API server refuses.
 */
import { isObject, type JsonValue } from '../../model/json.ts';
import { quote } from '../../spec/near.ts';
import { isDnsName } from '../../spec/rules/dns.ts';
import type { BundleContent } from '../bundle-content.ts';
import { BUNDLED_KINDS } from './bundled-kinds.ts';
import { fieldAt, listAt, textAt } from './go-shape.ts';
import { supportedModes } from './install-modes.ts';
import { propertiesOf } from './properties.ts';
import { deploymentNames, distinct, NAME_HINT, ownedNames, type Refusal, repeated } from './refusal.ts';
import { webhookRefusals } from './v1-webhooks.ts';

/** In the order in which OLM comes upon them, each once. Never throws. */
export const refusalsOf = (content: BundleContent): readonly Refusal[] =>
  distinct([
    ...dependencies(content),
    ...unreadProperties(content),
    ...apiServices(content),
    ...installModes(content),
    ...deployments(content),
    ...definitions(content),
    ...packageName(content),
    ...webhookRefusals(content),
    ...unknownKinds(content),
    ...nameless(content),
  ]);

const DEPENDENCIES = ['olm.gvk.required', 'olm.package.required', 'olm.constraint'];

/** `NoDependencyValidation`. */
const dependencies = (content: BundleContent): readonly Refusal[] => {
  const types = new Set(propertiesOf(content).map(({ type }) => type));
  return DEPENDENCIES.filter((type) => types.has(type)).map((type) => ({
    what: `it resolves no dependencies, and the bundle has the property ${type}.`,
    hint: 'Leave the dependency out, and say in the description what must be there.',
  }));
};

/** `copyMetadataPropertiesToCSV`; opm leaves out what it cannot read. */
const unreadProperties = ({ csv }: BundleContent): readonly Refusal[] => {
  const annotation = fieldAt(csv, 'metadata', 'annotations', 'olm.properties');
  const said = typeof annotation === 'string' ? parsed(annotation) : null;
  return said === null || (Array.isArray(said) && (said as readonly JsonValue[]).every(isProperty))
    ? []
    : [
        {
          what: 'the annotation olm.properties of its ClusterServiceVersion is no list of properties.',
          hint: 'Write a list in JSON, of objects with a type, which is text, and a value.',
        },
      ];
};

/** Undefined for what is no JSON. */
const parsed = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
};

const isProperty = (item: JsonValue): boolean =>
  item === null || (isObject(item) && ['string', 'undefined'].includes(typeof (fieldAt(item, 'type') ?? undefined)));

const apiServices = ({ csv }: BundleContent): readonly Refusal[] =>
  listAt(csv, 'spec', 'apiservicedefinitions', 'owned').length === 0
    ? []
    : [
        {
          what: 'it serves an API of its own by an APIService.',
          hint: 'Define the API by a CustomResourceDefinition.',
        },
      ];

/** By a feature gate that v1.8.0 alone has on: with `watchNamespace` in the ClusterExtension it watches that one. */
const installModes = (content: BundleContent): readonly Refusal[] => {
  const modes = supportedModes(content);
  if (modes.includes('AllNamespaces')) return [];
  const one = modes.includes('OwnNamespace') || modes.includes('SingleNamespace');
  return [
    {
      what: `it does not support the install mode AllNamespaces.${one ? ' Only v1.8.0 takes others by itself, and is told the namespace.' : ''}`,
      hint: 'Let the operator watch all namespaces.',
    },
  ];
};

/** `CheckDeploymentSpecUniqueness`, `CheckDeploymentNameIsDNS1123SubDomain`. */
const deployments = ({ csv }: BundleContent): readonly Refusal[] => {
  const names = deploymentNames(csv);
  return [
    ...repeated(names).map((name) => ({
      what: `it has two deployments with the name ${quote(name)}.`,
      hint: 'Give each a name of its own.',
    })),
    ...names
      .filter((name) => !isDnsName(name))
      .map((name) => ({ what: `${quote(name)} is no name of a deployment.`, hint: NAME_HINT })),
  ];
};

/** `CheckCRDResourceUniqueness`, `CheckOwnedCRDExistence`. */
const definitions = ({ csv, crds }: BundleContent): readonly Refusal[] => {
  const names = crds.map((crd) => textAt(crd, 'metadata', 'name'));
  return [
    ...repeated(names).map((name) => ({
      what: `it defines ${quote(name)} twice.`,
      hint: 'Take one of the definitions out of manifests/.',
    })),
    ...ownedNames(csv)
      .filter((name) => !names.includes(name))
      .map((name) => ({
        what: `it owns ${quote(name)}, which it does not define.`,
        hint: 'Put its CustomResourceDefinition into manifests/, or take it out of the ClusterServiceVersion.',
      })),
  ];
};

/** `CheckPackageNameNotEmpty`. */
const packageName = ({ annotations }: BundleContent): readonly Refusal[] =>
  (annotations['operators.operatorframework.io.bundle.package.v1'] ?? '') !== ''
    ? []
    : [
        {
          what: 'its annotations do not say of which package it is.',
          hint: 'Set operators.operatorframework.io.bundle.package.v1 in metadata/annotations.yaml.',
        },
      ];

/** `CheckObjectSupport`; OLM v0 takes them neither (operators/catalog/operator.go, ExecutePlan). */
export const unknownKinds = ({ others }: BundleContent): readonly Refusal[] =>
  others
    .map((object) => textAt(object, 'kind'))
    .filter((kind) => !BUNDLED_KINDS.has(kind))
    .map((kind) => ({ what: `no bundle can bring a ${kind}.`, hint: 'Take it out of manifests/.' }));

/** Helm looks for every object before it makes it, by its name (helm v3.21.2, pkg/action/validate.go, existingResourceConflict). */
const nameless = ({ crds, others }: BundleContent): readonly Refusal[] =>
  [...crds, ...others]
    .filter((object) => textAt(object, 'metadata', 'name') === '')
    .map((object) => ({
      what: `a ${textAt(object, 'kind')} has no name.`,
      hint: 'Give it one: OLM v1 makes none of a generateName.',
    }));
