/** What the annotations of a bundle say: channels of which one is the default, and files that are there. */
import { posix } from 'node:path';
import { quote } from '../../../spec/near.ts';
import { BUNDLE } from '../../validate/judged.ts';
import type { Test } from '../test.ts';

const CHANNELS = `${BUNDLE}.channels.v1`;
const DEFAULT = `${BUNDLE}.channel.default.v1`;
const TESTS = 'operators.operatorframework.io.test.config.v1';

export const channels: Test = {
  name: 'channels-have-a-default',
  suite: 'consistency',
  description: 'There is a default channel, no channel is there twice, and the tests are where the annotations say.',
  judge: ({ bundle, metadata, spec, annotations }, findings) => {
    const document = bundle.annotations!;
    const listed = (metadata[CHANNELS] ?? '').split(',').map((channel) => channel.trim());
    const chosen = (metadata[DEFAULT] ?? '').trim();
    // The default is the package's: of one release among others nobody knows which channels those have.
    const isFirst =
      (spec.replaces ?? '') === '' && (spec.skips ?? []).length === 0 && annotations['olm.skipRange'] === undefined;
    if (chosen !== '' && !listed.includes(chosen) && isFirst)
      findings.warning(
        document,
        ['annotations', DEFAULT],
        `the default channel ${quote(chosen)} is none of the channels, and the release follows no other, which could be in it.`,
        `Use ${listed.join(' or ')}, or add it to ${CHANNELS}.`,
      );
    if (chosen === '' && listed.length > 1)
      findings.warning(
        document,
        ['annotations', CHANNELS],
        'there are several channels, and none is the default.',
        `Add ${DEFAULT}.`,
      );
    for (const channel of new Set(listed.filter((each, i) => listed.indexOf(each) !== i)))
      findings.warning(
        document,
        ['annotations', CHANNELS],
        `the channel ${quote(channel)} is there twice.`,
        'Remove one of the two.',
      );
    const tests = metadata[TESTS];
    if (tests !== undefined) {
      const folder = posix.normalize(tests).replace(/\/$/, '');
      if (!bundle.files.some(({ path }) => path.startsWith(`${folder}/`)))
        findings.warning(
          document,
          ['annotations', TESTS],
          `there are no files in ${quote(tests)}.`,
          'Add config.yaml there, or remove the annotations of tests.',
        );
    }
  },
};
