/** Names of Secrets and ConfigMaps that a cluster is to bring: a wrong one would be found missing there for ever. */
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import type { Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';
import { isDnsName, LABEL_RULE } from '../../dns.ts';
import { FLUX } from './path.ts';

/** All that are given. */
export const checkNames = (flux: FluxSpec, report: Report): void => {
  const { git, helmRepository, verify, decryption, notifications, values = [] } = flux;
  const names: readonly (readonly [Path, string | undefined])[] = [
    [['secret'], flux.secret],
    [['git', 'secret'], git?.secret],
    [['helmRepository', 'secret'], helmRepository?.secret],
    [['verify', 'secret'], verify?.secret],
    [['decryption', 'secret'], decryption?.secret],
    [['notifications', 'secret'], notifications?.secret],
    [['notifications', 'receiver', 'secret'], notifications?.receiver?.secret],
    ...values.map(({ name }, i) => [['values', i, 'name'], name] as const),
  ];
  for (const [path, name] of names)
    if (name !== undefined && !isDnsName(name))
      report.error([...FLUX, ...path], `${quote(name)} is no name of an object.`, `${LABEL_RULE}.`);
  for (const [i, { key, kind, name }] of values.entries()) {
    const path = [...FLUX, 'values', i];
    if (key !== undefined && !/^[-._a-zA-Z0-9]{1,253}$/.test(key))
      report.error([...path, 'key'], `${quote(key)} is no key of a ${kind}.`, 'Use letters, digits, "-", "_" and ".".');
    const isSame = (other: (typeof values)[number]): boolean =>
      other.kind === kind && other.name === name && (other.key ?? DEFAULT_KEY) === (key ?? DEFAULT_KEY);
    if (values.findIndex(isSame) !== i)
      report.error([...path, 'name'], `${kind} ${quote(name)} is there already.`, 'Remove it, or give another key.');
  }
};

const DEFAULT_KEY = 'values.yaml';
