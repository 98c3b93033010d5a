import { describe, expect, test } from 'vitest';
import { licenseFaults } from '../../../generators/core/spec/license/expression.ts';
import { LICENSES } from '../../../generators/core/spec/license/identifiers.ts';
import { licenseHint } from '../../../generators/core/spec/license/near.ts';
import { problemsOf } from './problems.ts';
import { inFile, type Row } from './rows.ts';
import { changed } from './spec-text.ts';

const licensed = (license: string): string => changed(['  image:', `  license: ${license}\n  image:`]);

const OWN =
  'Use an identifier of https://spdx.org/licenses, as Apache-2.0, or LicenseRef- and a name for terms of your own: LicenseRef-Proprietary.';

describe('a license', () => {
  test.for<Row>([
    ['of SPDX', licensed('Apache-2.0')],
    ['of one’s own', licensed('LicenseRef-Acme-EULA.2')],
    ['or a later version of it', licensed('EUPL-1.1+')],
    ['of several', licensed('(MIT OR LicenseRef-x) AND GPL-2.0-only WITH Classpath-exception-2.0')],
    ['of another document', licensed('DocumentRef-x:LicenseRef-y WITH AdditionRef-z')],
    ['over two lines', licensed('|\n    MIT OR\n    ISC')],
    [
      'as people write it',
      licensed('Apache 2.0'),
      '7:12  spec.license: "Apache 2.0" is no license of SPDX. Did you mean "Apache-2.0"?',
    ],
    [
      'two that SPDX does not know',
      licensed('mit OR Apache License 2'),
      '7:12  spec.license: "mit" is no license of SPDX. Did you mean "MIT"?',
      '7:12  spec.license: "Apache License 2" is no license of SPDX. Did you mean "Apache-2.0"?',
    ],
    [
      'in npm’s word for none',
      licensed('UNLICENSED'),
      `7:12  spec.license: "UNLICENSED" is no license of SPDX. ${OWN}`,
    ],
    [
      'that SPDX has given up',
      licensed('GPL-3.0'),
      'warning: 7:12  spec.license: SPDX has given up "GPL-3.0". Use "GPL-3.0-only" or "GPL-3.0-or-later".',
    ],
    [
      'that SPDX has given up, or later',
      licensed('GPL-2.0+'),
      'warning: 7:12  spec.license: SPDX has given up "GPL-2.0+". Use "GPL-2.0-or-later".',
    ],
    [
      'that SPDX has given up, and that is now an exception',
      licensed('GPL-2.0-with-classpath-exception'),
      'warning: 7:12  spec.license: SPDX has given up "GPL-2.0-with-classpath-exception". https://spdx.org/licenses says what to write instead.',
    ],
    [
      'with an operator in small letters',
      licensed('MIT or ISC'),
      '7:12  spec.license: the operator "or" is not in capitals. Use "OR".',
    ],
    [
      'that is an exception',
      licensed('Classpath-exception-2.0'),
      '7:12  spec.license: "Classpath-exception-2.0" is an exception, and no license. Write it behind a license and WITH: GPL-2.0-or-later WITH Classpath-exception-2.0.',
    ],
    [
      'with an exception that SPDX does not know',
      licensed('GPL-2.0-only WITH Clasppath-exception-2.0'),
      '7:12  spec.license: "Clasppath-exception-2.0" is no exception of SPDX. Did you mean "Classpath-exception-2.0"?',
    ],
    [
      'with a license for an exception',
      licensed('GPL-2.0-only WITH MIT'),
      '7:12  spec.license: "MIT" is no exception of SPDX. Use one of https://spdx.org/licenses/exceptions-index.html.',
    ],
    ['that is empty', licensed('""'), '7:12  spec.license: must not be empty.'],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));

  test('that is endless is not looked into', () => {
    expect(problemsOf(licensed('a AND '.repeat(100_000)))).toEqual(
      inFile(['7:12  spec.license: has 599999 characters, at most 1000 are allowed.']),
    );
  });
});

test.each([
  ['Apache License, Version 2.0', 'Did you mean "Apache-2.0"?'],
  ['apache v2', 'Did you mean "Apache-2.0"?'],
  ['The MIT License', 'Did you mean "MIT"?'],
  ['BSD 3', 'Did you mean "BSD-3-Clause"?'],
  ['GPLv3', 'Did you mean "GPL-3.0-only" or "GPL-3.0-or-later"?'],
  ['GNU GPL v2 or newer', 'Did you mean "GPL-2.0-or-later"?'],
  ['Appache 2.0', 'Did you mean "Apache-2.0"?'],
  // Boost's is BSL-1.0: another version is another license.
  ['BSL 1.1', 'Did you mean "BUSL-1.1"?'],
  ['BUSL', 'Did you mean "BUSL-1.1"?'],
  ['Apache', 'There are Apache-1.0, Apache-1.1, Apache-2.0.'],
  ['MIT/Apache-2.0', 'Write "MIT OR Apache-2.0", or AND where all of them hold.'],
  ['LicenseRef-Acme_EULA', 'Use "LicenseRef-Acme-EULA": letters, digits, "-" and ".".'],
  ['LicenseRef-', 'Use "LicenseRef-Proprietary": letters, digits, "-" and ".".'],
  // A letter from the Unlicense, which means the opposite.
  ['Unlicensed', OWN],
  ['Proprietary', OWN],
  ['All rights reserved', OWN],
  ['__proto__', OWN],
])('%s: %s', (term, hint) => expect(licenseHint(term)).toBe(hint));

test('every license is found by its name with spaces', () => {
  const lost = LICENSES.filter((id) => !licenseHint(`${id.replaceAll('-', ' ')} License`).includes(JSON.stringify(id)));
  expect(lost).toEqual([]);
});

test.each([
  [' ', 'a license is missing'],
  ['MIT OR', 'a license is missing at the end'],
  ['OR MIT', 'a license is missing before "OR"'],
  ['()', 'a license is missing before ")"'],
  ['(MIT', 'a ")" is missing'],
  ['MIT)', 'a "(" is missing'],
  ['MIT (ISC)', 'an operator is missing before "("'],
  ['(MIT) ISC', 'an operator is missing before "ISC"'],
  ['MIT WITH', 'an exception is missing at the end'],
  ['MIT WITH OR ISC', 'an exception is missing before "OR"'],
  ['(MIT) WITH Classpath-exception-2.0', '"WITH" can only stand behind a single license'],
  ['MIT WITH Classpath-exception-2.0 WITH Classpath-exception-2.0', '"WITH" can only stand behind a single license'],
])('%j: %s', (text, what) => {
  expect(licenseFaults(text).map(({ message }) => message)).toEqual([
    `${JSON.stringify(text)} is no license expression of SPDX: ${what}.`,
  ]);
});
