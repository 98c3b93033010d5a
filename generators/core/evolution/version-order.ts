/** The order of versions: alpha before beta before stable, then by number; what is no such name comes first. */

/** Negative when a is the older one, as in Kubernetes (k8s.io/apimachinery/pkg/version CompareKubeAwareVersionStrings). */
export const compareVersionNames = (a: string, b: string): number => {
  const [one, other] = [parse(a), parse(b)];
  if (one === undefined && other === undefined) return a === b ? 0 : b < a ? -1 : 1;
  if (one === undefined) return -1;
  if (other === undefined) return 1;
  return one.stage - other.stage || one.major - other.major || one.minor - other.minor;
};

const STAGES = ['alpha', 'beta', undefined] as const;

const parse = (name: string) => {
  const [, major, stage, minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name) ?? [];
  if (major === undefined) return undefined;
  return { major: Number(major), stage: STAGES.indexOf(stage as (typeof STAGES)[number]), minor: Number(minor) };
};
