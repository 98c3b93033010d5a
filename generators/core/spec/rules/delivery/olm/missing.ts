/** What a catalog shows of an operator and the spec does not say: something stands in for it, which is told when a release is made. */
import type { Path } from '../../../path.ts';
import type { Problem } from '../../../problem.ts';
import { createReport } from '../../../report.ts';
import type { Source } from '../../../source.ts';
import type { Spec } from '../../../spec.ts';

/** A warning for each fact, where it would stand. */
export const missingFacts = ({ spec }: Spec, source: Source): readonly Problem[] => {
  const report = createReport(source);
  const olm = spec.delivery?.olm ?? {};
  const path: Path = ['spec', 'delivery', 'olm'];
  const facts = [
    [
      ['spec', 'description'],
      spec.description,
      'a list of its kinds',
      'Say in a sentence or two what the operator does.',
    ],
    [
      [...path, 'provider'],
      olm.provider,
      `the domain ${spec.domain}`,
      'Say who provides it: provider: {name: Acme, url: https://example.com}.',
    ],
    [
      [...path, 'maintainers'],
      olm.maintainers,
      `an address at ${spec.domain}`,
      'Say who answers: maintainers: [{name: Jane Doe, email: jane@example.com}].',
    ],
    [
      [...path, 'links'],
      olm.links,
      `the site of ${spec.domain}`,
      'Say where to read more: links: [{name: Documentation, url: https://example.com/docs}].',
    ],
  ] as const;
  for (const [place, value, instead, hint] of facts)
    if (value === undefined) report.warning(place, `a catalog shows ${instead} instead.`, hint);
  return report.problems();
};
