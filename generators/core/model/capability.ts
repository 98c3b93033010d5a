/**
 * How far the operator goes, by the levels of Operator SDK (sdk.operatorframework.io, "Operator Capability Levels"), derived from what
 * the spec has and never claimed. The third level, Full Lifecycle, asks for backups and their restoring, which a spec cannot describe: no
 * operator of one is called more than the second, whatever else it has.
 */
import type { Api, Child, Model, Template } from './model.ts';

export type CapabilityLevel = 'Basic Install' | 'Seamless Upgrades';

/** The kinds that run pods. */
export const WORKLOADS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
]);

/** The second level: what is run is upgraded by a change of its object, and the object's conditions say how that goes. */
export const capabilityLevel = ({ apis }: Model): CapabilityLevel => {
  const running = apis.filter(({ children }) => children.some(isWorkload));
  return running.length > 0 && running.every(isUpgraded) ? 'Seamless Upgrades' : 'Basic Install';
};

const isWorkload = ({ kind }: Child): boolean => WORKLOADS.has(kind.kind);

const isUpgraded = ({ children, status }: Api): boolean => {
  const images = children.filter(isWorkload).flatMap(({ template }) => imagesIn(template));
  return images.length > 0 && images.every(isAsked) && status !== undefined && status.conditions.length > 0;
};

/** What stands for the image of each container. */
const imagesIn = (template: Template): readonly Template[] => {
  if (template.type === 'array') return template.items.flatMap(imagesIn);
  if (template.type !== 'object') return [];
  return template.entries.flatMap(([key, value]) =>
    key === 'image' && value.type !== 'object' ? [value] : imagesIn(value),
  );
};

/** Its version comes from the object. */
const isAsked = (image: Template): boolean => {
  if (image.type === 'expression') return image.expression.uses.includes('self');
  return (
    image.type === 'interpolation' && image.parts.some((part) => typeof part !== 'string' && part.uses.includes('self'))
  );
};
