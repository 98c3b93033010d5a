/** Environments are names of folders. */
import { isReservedFile } from '../../../../model/reserved-words.ts';
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import type { Report } from '../../../report.ts';
import { isDnsLabel, LABEL_RULE } from '../../dns.ts';
import { FLUX } from './path.ts';

/** Each once, and none like a folder that is there for something else. */
export const checkEnvironments = ({ environments = [] }: FluxSpec, report: Report): void =>
  environments.forEach((environment, i) => {
    const path = [...FLUX, 'environments', i];
    if (!isDnsLabel(environment)) report.error(path, `${quote(environment)} is no DNS label.`, `${LABEL_RULE}.`);
    else if (environment === 'base')
      report.error(path, '"base" is the folder that the environments build on.', 'Choose another name.');
    else if (isReservedFile(environment)) report.error(path, ...reserved(environment));
    else if (environments.indexOf(environment) !== i)
      report.error(path, `${quote(environment)} is there already.`, 'Remove it.');
  });

/** Message and hint for a name that no folder can have. */
export const reserved = (name: string): readonly [message: string, hint: string] => [
  `${quote(name)} cannot be the name of a folder.`,
  'Windows keeps it for a device. Use another one.',
];
