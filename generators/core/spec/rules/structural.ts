/**
 * The schemas of a spec by the rules of structural schemas, as kube-apiserver 1.36 has them
 * (kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema).
 * What it refuses is an error here, what is legal but suspicious a warning. Each schema is looked at once.
 */
import type { Report } from '../report.ts';
import type { SchemaSpec, Spec } from '../spec.ts';
import { checkBranch, checkCompleteness } from './branches.ts';
import { checkDefault } from './defaults.ts';
import { checkKeywords } from './keywords.ts';
import { checkListType } from './list-types.ts';
import { checkRoot } from './root-schema.ts';
import { childrenOf, rootsOf, type SchemaPlace } from './schema-tree.ts';
import { checkStructure } from './structure.ts';
import { checkSuspicious } from './suspicious.ts';

/** Reports every schema that is not structural, and every default that does not fit. */
export const checkStructural = (spec: Spec, report: Report): void => {
  for (const root of rootsOf(spec)) {
    let errors = 0;
    let warnings = 0;
    const counting: Report = {
      ...report,
      error: (...problem) => {
        errors++;
        report.error(...problem);
      },
      warning: (...problem) => {
        warnings++;
        report.warning(...problem);
      },
    };
    const formats = new Set<string>();
    const check = (place: SchemaPlace): void => {
      if (isKnownSound(place)) return;
      const before = errors;
      const warned = warnings;
      if (place.branch) checkBranch(place, counting);
      else {
        checkStructure(place, counting);
        checkListType(place, counting);
      }
      checkKeywords(place, counting);
      checkSuspicious(place, formats, counting);
      if (place.declared?.$ref === undefined || !place.branch) for (const child of childrenOf(place)) check(child);
      // The values in a schema are measured by it, so it has to be sound itself.
      if (!place.branch && errors === before) checkDefault(place, counting);
      if (errors === before && warnings === warned) rememberSound(place);
    };
    checkRoot(root, counting);
    check(root.place);
    checkCompleteness(root.place, counting);
  }
};

/** Parts of types of Kubernetes, which are shared by all that refer to them, and in which nothing was found: each is judged once. */
const isKnownSound = (place: SchemaPlace): boolean =>
  isShared(place) && (place.inMap ? soundInMaps : sound).has(place.schema);

const rememberSound = (place: SchemaPlace): void => {
  if (isShared(place)) (place.inMap ? soundInMaps : sound).add(place.schema);
};

/** What is in a branch or in metadata is judged by other rules. */
const isShared = ({ declared, branch, meta, noDefault, level }: SchemaPlace): boolean =>
  declared === undefined && !branch && !meta && noDefault === undefined && level !== 'root';

const sound = new WeakSet<SchemaSpec>();
const soundInMaps = new WeakSet<SchemaSpec>();
