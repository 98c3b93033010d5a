/**
 * The ecosystem's own validators, as judges of what is generated. Each is a Go module of its own here (their dependencies clash), with
 * exact versions and checksums, built once into a cache outside the repository and found there by a hash of its sources.
 *
 * `node test/judges/build.ts` builds them all; a test that needs one builds it too.
 */
import { join } from 'node:path';
import { type GoProgram, goProgram } from './go-program.ts';

export { JUDGE_CACHE } from './go-program.ts';

const JUDGES = {
  /** Static judgement of workflows of GitHub Actions: syntax, rights, types of expressions, what a script is fed with. */
  actionlint: { package: 'github.com/rhysd/actionlint/cmd/actionlint' },
  /** What kubebuilder makes CustomResourceDefinitions with. */
  'controller-gen': { package: 'sigs.k8s.io/controller-tools/cmd/controller-gen' },
  /** crdify's rules on what a new CustomResourceDefinition breaks, by a small main of ours. */
  crdify: { package: '.' },
  /** What kustomize-controller makes of variables, by its own library and a small main of ours. */
  'flux-substitution': { package: '.' },
  /** Static judgement of manifests: probes, limits, network policies, disruption budgets. */
  'kube-score': { package: 'github.com/zegl/kube-score/cmd/kube-score' },
  /** Manifests against schemas of their kinds. */
  kubeconform: { package: 'github.com/yannh/kubeconform/cmd/kubeconform' },
  /** The bundle validators of operator-framework/api, by a small main of ours. */
  olmcheck: { package: '.' },
  /** What makes, reads and judges file-based catalogs. */
  opm: { package: 'github.com/operator-framework/operator-registry/cmd/opm', tags: 'containers_image_openpgp' },
  /** Operator SDK's own command, without its Ansible plugin: a module of a plugin that it needs cannot be had everywhere. */
  'operator-sdk': {
    package: 'github.com/operator-framework/operator-sdk/cmd/operator-sdk',
    tags: 'containers_image_openpgp',
  },
  /** An OCI registry in memory, of go-containerregistry. */
  registry: { package: 'github.com/google/go-containerregistry/cmd/registry' },
  /** The six scorecard tests of Operator SDK. */
  'scorecard-test': {
    package: 'github.com/operator-framework/operator-sdk/images/scorecard-test',
    tags: 'containers_image_openpgp',
  },
} as const satisfies Record<string, GoProgram>;

export type JudgeName = keyof typeof JUDGES;

/** The names of all judges. */
export const JUDGE_NAMES = Object.keys(JUDGES) as readonly JudgeName[];

/** The path of a judge's binary, built now if it is not in the cache. Throws GoMissing without Go. */
export const judge = (name: JudgeName): Promise<string> =>
  goProgram('judge', name, join(import.meta.dirname, name), JUDGES[name]);
