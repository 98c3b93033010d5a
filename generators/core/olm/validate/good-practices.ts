/** What makes an operator a good neighbour (operator-framework/api good_practices.go). */
import { quote } from '../../spec/near.ts';
import type { Path } from '../../spec/path.ts';
import type { Permissions } from './csv.ts';
import type { Findings } from './findings.ts';
import { BUNDLE, type Judged, type JudgedCsv } from './judged.ts';
import { parseVersion } from '../version.ts';

const STRATEGY: Path = ['spec', 'install', 'spec'];

/** Requests, descriptions, channels, permissions, names. */
export const checkGoodPractices = (judged: Judged, findings: Findings): void => {
  checkRequests(judged.csv, findings);
  checkDescriptions(judged.csv, findings);
  checkChannels(judged, findings);
  checkPermissions(judged.csv, findings);
  checkName(judged.csv, findings);
};

/** Some clusters refuse pods whose containers ask for nothing. */
const checkRequests = ({ document, spec }: JudgedCsv, findings: Findings): void => {
  const deployments = spec.install?.spec?.deployments;
  if (deployments === undefined)
    return findings.error(
      document,
      [...STRATEGY, 'deployments'],
      'deployments is missing.',
      'List the deployments of the operator.',
      'key',
    );
  for (const [i, { spec: deployment }] of deployments.entries())
    for (const [j, { name = '', resources }] of (deployment?.template?.spec?.containers ?? []).entries())
      if (resources?.requests === undefined)
        findings.warning(
          document,
          [...STRATEGY, 'deployments', i, 'spec', 'template', 'spec', 'containers', j],
          `the container ${quote(name)} asks for no CPU and no memory.`,
          'Add resources.requests with cpu and memory.',
        );
  return undefined;
};

const checkDescriptions = ({ document, spec }: JudgedCsv, findings: Findings): void => {
  const { customresourcedefinitions = {} } = spec;
  for (const list of ['owned', 'required'] as const)
    for (const [i, { name = '', description = '' }] of (customresourcedefinitions[list] ?? []).entries())
      if (description === '')
        findings.warning(
          document,
          ['spec', 'customresourcedefinitions', list, i],
          `${quote(name)} has no description.`,
          'Say in a sentence what it is for.',
        );
};

/** https://olm.operatorframework.io/docs/best-practices/channel-naming */
const checkChannels = ({ bundle, channels }: Judged, findings: Findings): void => {
  const odd = channels.filter((channel) => !/^(?:candidate|stable|fast)/.test(channel));
  if (odd.length > 0)
    findings.warning(
      bundle.annotations!,
      ['annotations', `${BUNDLE}.channels.v1`],
      `${odd.length === 1 ? 'the channel' : 'the channels'} ${odd.map(quote).join(', ')} ${odd.length === 1 ? 'does' : 'do'} not tell how far to trust it.`,
      'Use names that begin with candidate, fast or stable.',
    );
};

const RESOURCES: ReadonlySet<string> = new Set(['customresourcedefinitions', '*', '[*]']);
const VERBS: ReadonlySet<string> = new Set(['create', '*', '[*]', 'patch']);

/** OLM installs CRDs, and migrates what is stored; an operator that does too is in its way. */
const checkPermissions = ({ document, spec }: JudgedCsv, findings: Findings): void => {
  const check = (field: string, permissions: readonly Permissions[]): void => {
    for (const [i, { rules = [] }] of permissions.entries())
      for (const [j, { apiGroups = [], resources = [], verbs = [] }] of rules.entries())
        if (
          apiGroups.includes('apiextensions.k8s.io') &&
          resources.some((resource) => RESOURCES.has(resource)) &&
          verbs.some((verb) => VERBS.has(verb))
        )
          findings.warning(
            document,
            [...STRATEGY, field, i, 'rules', j],
            'the operator may create CRDs, which is what OLM does.',
            'Leave them to OLM, and name those of others as dependencies.',
          );
  };
  check('permissions', spec.install?.spec?.permissions ?? []);
  check('clusterPermissions', spec.install?.spec?.clusterPermissions ?? []);
};

const VERSION = /([0-9]+)\.([0-9]+)\.([0-9]+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+)?$/;

const checkName = ({ document, name }: JudgedCsv, findings: Findings): void => {
  const [version] = VERSION.exec(name) ?? [];
  if (version === undefined || parseVersion(version) === undefined || name.split('.v').length !== 2)
    findings.warning(
      document,
      ['metadata', 'name'],
      `${quote(name)} is not NAME.vVERSION.`,
      'Write it as memcached-operator.v0.1.0 is.',
    );
};
