import type { Kind } from '../kind.ts';

/** Projects beside Kubernetes have groups below k8s.io too. */
const OF_KUBERNETES =
  /^(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io$/;

/** Whether a kind is of Kubernetes itself, so that it has no CRD and is anybody's to use. */
export const isBuiltIn = ({ group }: Kind): boolean => !group.includes('.') || OF_KUBERNETES.test(group);
