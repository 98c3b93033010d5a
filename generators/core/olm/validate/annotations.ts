/** Annotations that OperatorHub sorts operators by (operator-framework/api standardcategories.go and standardcapabilities.go). */
import { CAPABILITIES, CATEGORIES } from './operatorhub-words.ts';
import { quote, suggest } from '../../spec/near.ts';
import type { Findings } from './findings.ts';
import type { JudgedCsv } from './judged.ts';

/** Each category, between commas, is one that OperatorHub has. */
export const checkCategories = ({ document, annotations }: JudgedCsv, findings: Findings): void => {
  const { categories } = annotations;
  if (categories === undefined) return;
  for (const category of categories.split(',').map((text) => text.trim()))
    if (!CATEGORIES.includes(category))
      findings.error(
        document,
        ['metadata', 'annotations', 'categories'],
        `OperatorHub has no category ${quote(category)}.`,
        suggest(category, CATEGORIES, 'It has'),
      );
};

/** The level of capability is one of the five. */
export const checkCapabilities = ({ document, annotations }: JudgedCsv, findings: Findings): void => {
  const { capabilities } = annotations;
  if (capabilities !== undefined && !CAPABILITIES.includes(capabilities))
    findings.error(
      document,
      ['metadata', 'annotations', 'capabilities'],
      `${quote(capabilities)} is no level of capability.`,
      suggest(capabilities, CAPABILITIES, 'There are'),
    );
};
