/**
 * The verdict on a bundle, without Go and without a cluster: what operator-framework/api v0.45.0's validators and
 * `operator-sdk bundle validate` find, and what they pass over though OLM or Kubernetes refuses it. Pure.
 */
import type { Problem } from '../../spec/problem.ts';
import type { Bundle } from '../open-bundle.ts';
import { checkCapabilities, checkCategories } from './annotations.ts';
import { checkOwnedCrds } from './bundle-rules/owned-crds.ts';
import { checkRelatedImages } from './bundle-rules/related-images.ts';
import { checkReleaseName } from './bundle-rules/release-name.ts';
import { checkServiceAccounts } from './bundle-rules/service-accounts.ts';
import { checkSize } from './bundle-rules/size.ts';
import { checkCommunity } from './community.ts';
import { checkCrds } from './crd/check-crd.ts';
import { checkSchemas } from './crd/schemas.ts';
import { checkAnnotationNames } from './csv-rules/annotations.ts';
import { checkExamples } from './csv-rules/examples.ts';
import { checkFields } from './csv-rules/fields.ts';
import { checkInstallModes } from './csv-rules/install-modes.ts';
import { checkMinKubeVersion } from './csv-rules/min-kube-version.ts';
import { checkNames } from './csv-rules/names.ts';
import { createFindings, type Findings } from './findings.ts';
import { checkGoodPractices } from './good-practices.ts';
import { type Judged, judgedBundle } from './judged.ts';
import { checkDependencies } from './metadata/dependencies.ts';
import { checkFormat } from './metadata/format.ts';
import { checkKinds } from './metadata/kinds.ts';
import { checkObjects } from './objects/objects.ts';
import { checkOperatorGroups } from './objects/operator-groups.ts';
import { checkOperatorHub } from './operatorhub.ts';
import { checkReading } from './reading.ts';
import { checkRemovedApis } from './removed-apis.ts';

/** The release of Kubernetes that a bundle is judged for, where nothing else is said. */
export const KUBERNETES = '1.36';

export interface CheckOptions {
  /** The release of Kubernetes that the bundle is for: '1.36'. */
  readonly kubernetes?: string;
}

/** All that is wrong with a bundle, by file and place, each once. */
export const checkBundle = (bundle: Bundle, options: CheckOptions = {}): readonly Problem[] =>
  inOrder(withoutEchoes(findingsOf(bundle, options)));

/** Who finds it: reading, the layout, the validators by their names, and a real API server. */
export type Validator = 'reading' | 'format' | 'schemas' | keyof typeof VALIDATORS;

/** What each finds by itself. Without a ClusterServiceVersion only reading and layout can be judged. */
export const findingsOf = (
  bundle: Bundle,
  { kubernetes = KUBERNETES }: CheckOptions = {},
): Readonly<Record<Validator, readonly Problem[]>> => {
  const { judged, faults } = judgedBundle(bundle, kubernetes);
  const told = (tell: (findings: Findings) => void): readonly Problem[] => {
    const findings = createFindings();
    tell(findings);
    return findings.problems();
  };
  const byRule = (rule: Rule): readonly Problem[] =>
    judged === undefined ? [] : told((findings) => rule(judged, findings));
  return {
    reading: told((findings) => checkReading(bundle, faults, findings)),
    format: told((findings) => {
      checkFormat(bundle, findings);
      checkDependencies(bundle, findings);
      if (judged !== undefined) checkKinds(judged, findings);
    }),
    ...(Object.fromEntries(Object.entries(VALIDATORS).map(([name, rule]) => [name, byRule(rule)])) as Record<
      keyof typeof VALIDATORS,
      readonly Problem[]
    >),
    schemas: byRule(checkSchemas),
  };
};

type Rule = (judged: Judged, findings: Findings) => void;

/** The eleven of operator-framework/api, by the names of their Go variables. */
const VALIDATORS = {
  ClusterServiceVersionValidator: ({ csv }, findings) => {
    checkNames(csv, findings);
    checkExamples(csv, findings);
    checkInstallModes(csv, findings);
    checkMinKubeVersion(csv, findings);
    checkFields(csv, findings);
    checkAnnotationNames(csv.document, Object.keys(csv.annotations), findings);
  },
  CustomResourceDefinitionValidator: checkCrds,
  BundleValidator: (judged, findings) => {
    checkOwnedCrds(judged, findings);
    checkServiceAccounts(judged, findings);
    checkSize(judged, findings);
    checkReleaseName(judged, findings);
    checkRelatedImages(judged, findings);
  },
  OperatorHubV2Validator: (judged, findings) => {
    checkOperatorHub(judged.csv, findings);
    checkMinKubeVersion(judged.csv, findings);
    checkRemovedApis(judged, findings);
  },
  StandardCategoriesValidator: ({ csv }, findings) => checkCategories(csv, findings),
  StandardCapabilitiesValidator: ({ csv }, findings) => checkCapabilities(csv, findings),
  ObjectValidator: checkObjects,
  OperatorGroupValidator: checkOperatorGroups,
  CommunityOperatorValidator: checkCommunity,
  AlphaDeprecatedAPIsValidator: checkRemovedApis,
  GoodPracticesValidator: checkGoodPractices,
} as const satisfies Record<string, Rule>;

/** Of a part that is of another type than it must be, no more is told. */
const withoutEchoes = ({ reading, ...others }: ReturnType<typeof findingsOf>): readonly Problem[] => {
  const placeOf = ({ file, path }: Problem): string => JSON.stringify([file, path]);
  const unread = new Set(reading.filter(({ path, severity }) => path !== '' && severity === 'error').map(placeOf));
  const rest = Object.values(others).flat();
  return [...reading, ...rest.filter((problem) => !unread.has(placeOf(problem)))];
};

/** File by file; in one by place, those about the whole of it first. */
const inOrder = (problems: readonly Problem[]): readonly Problem[] => {
  const known = new Map(problems.map((problem) => [keyOf(problem), problem]));
  return [...known.values()].toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compare(a.path, b.path),
  );
};

const keyOf = ({ file, line, column, path, message, severity }: Problem): string =>
  JSON.stringify([file, line, column, path, message, severity]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
